import http from 'node:http';
import type { ConnectOpts, OnReadOpts, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Half as much needs a tenth more calls of Node.js, more is hardly ever there at once (docs/performance.md). */
const READ_BYTES = 128 * 1024;

/**
 * Opens a connection that reads into the same memory again and again. By default each read brings new memory of 64 KiB, or
 * of 16 KiB through TLS. What it brought must be done with when its listeners return, or be left in the streams of Node.js:
 * as long as there is something, the next read gets other memory.
 */
export function openReading(
  open: (how: Required<ConnectOpts>) => Duplex | null | undefined,
): Duplex | null | undefined {
  let socket: Socket | undefined;
  let memory = Buffer.allocUnsafeSlow(READ_BYTES);
  const onread: OnReadOpts = {
    buffer() {
      if (socket !== undefined && socket.readableLength > 0) memory = Buffer.allocUnsafeSlow(READ_BYTES);
      return memory;
    },
    callback: (size) => socket?.push(memory.subarray(0, size)) ?? true,
  };
  const opened = open({ onread });
  socket = opened as Socket;
  return opened;
}

/** Connects to http addresses, or to a proxy for them. */
export class HttpAgent extends http.Agent {
  override createConnection(
    options: http.ClientRequestArgs,
    connected?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    return openReading((how) => super.createConnection({ ...options, ...how }, connected));
  }
}
