import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as an API of any kind sees it. */
export interface Asked {
  readonly url: URL;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reply {
  /** Default 200. */
  readonly status?: number;
  /** Default application/json. */
  readonly type?: string;
  /** Bytes and texts go out as they are, anything else as JSON. */
  readonly body: unknown;
}

export interface LoopbackApi {
  /** Without a slash at the end. */
  readonly url: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** A real server that answers whatever it is told to. */
export async function startLoopbackApi(answer: (asked: Asked) => Reply, latency = 0): Promise<LoopbackApi> {
  const all: Asked[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const { method = '', headers, url = '/' } = request;
    const asked = { url: new URL(url, 'http://localhost'), method, headers, body: Buffer.concat(pieces).toString() };
    all.push(asked);
    const { status = 200, type = 'application/json', body } = answer(asked);
    response.writeHead(status, { 'content-type': type });
    const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
    if (latency === 0) response.end(bytes);
    else setTimeout(() => response.end(bytes), latency);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: all,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
