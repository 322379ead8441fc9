import http, { type ClientRequestArgs } from 'node:http';
import net, { type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

const SIZE = Number(process.env['RSIZE'] ?? 65536 * 4);

export class ReadingAgent extends http.Agent {
  override createConnection(options: ClientRequestArgs): Duplex {
    const socket: Socket = net.createConnection({
      ...(options as net.NetConnectOpts),
      onread: {
        buffer: Buffer.allocUnsafeSlow(SIZE),
        callback: (bytes: number, buffer: Uint8Array): boolean => {
          return socket.push((buffer as Buffer).subarray(0, bytes));
        },
      },
    });
    return socket;
  }
}
