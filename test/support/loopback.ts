import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';

export interface Loopback {
  readonly port: number;
  /** Without a slash at the end. */
  readonly url: string;
  /** How many connections came. */
  readonly connections: () => number;
  close(): void;
}

/** A real HTTP server on loopback. */
export function startHttp(listener: RequestListener): Promise<Loopback> {
  return listening(createServer(listener));
}

/** A real TCP server on loopback, which says whatever `onSocket` does. */
export function startTcp(onSocket: (socket: Socket) => void): Promise<Loopback> {
  return listening(createTcpServer(onSocket));
}

/** A TCP server that answers each request with these bytes, whatever they are, and then ends the connection. */
export function startAnswering(...answer: readonly (string | Uint8Array)[]): Promise<Loopback> {
  return startTcp((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => socket.end(Buffer.concat(answer.map((part) => Buffer.from(part)))));
  });
}

export function listening(server: Server, host = '127.0.0.1'): Promise<Loopback> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return new Promise((resolve) => {
    server.listen(0, host, () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        port,
        url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
        connections: () => connections,
        close() {
          server.close();
          for (const socket of sockets) socket.destroy();
        },
      });
    });
  });
}

/** Runs a test against a server and closes it whatever happens. */
export async function withServer<T>(starting: Promise<Loopback>, use: (server: Loopback) => Promise<T>): Promise<T> {
  const server = await starting;
  try {
    return await use(server);
  } finally {
    server.close();
  }
}
