import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { encodings } from './leaks.ts';

export interface EchoServer {
  readonly url: string;
  close(): void;
}

export interface EchoOptions {
  /** What it gives back in every way it can. */
  readonly secrets: readonly string[];
  /** What its token endpoint gives. */
  readonly accessToken: string;
  readonly tls?: { readonly key: string; readonly cert: string };
}

type Failure = (response: ServerResponse, secret: string) => void;

const every = (secret: string): string[] => Object.values(encodings).map((encode) => encode(secret));

function echo(
  status: number,
  text: (secret: string) => string,
  headers: Readonly<Record<string, string>> = {},
): Failure {
  return (response, secret) => void response.writeHead(status, headers).end(text(secret));
}

const redirectTo =
  (encode: (secret: string) => string): Failure =>
  (response, secret) =>
    void response.writeHead(302, { Location: `https://elsewhere.example.com/${encode(secret)}` }).end();

/** What the server does, by the dataset that is asked for: it names the secret in each. */
export const failures: Readonly<Record<string, Failure>> = {
  ...Object.fromEntries(
    Object.entries(encodings).map(([name, encode]) => [`body ${name}`, echo(400, (secret) => `no: ${encode(secret)}`)]),
  ),
  'all encodings': echo(500, (secret) => every(secret).join(' ')),
  'preview border': echo(403, (secret) => 'x'.repeat(290) + secret),
  unauthorized: echo(401, (secret) => JSON.stringify({ error: secret })),
  'unknown there': echo(404, (secret) => `no ${secret}`),
  throttled: (response, secret) => void response.writeHead(429, { 'Retry-After': secret }).end(secret),
  headers: (response, secret) => {
    for (const [index, form] of every(secret).entries()) response.setHeader(`X-Echo-${index}`, form);
    response.setHeader('WWW-Authenticate', `Bearer error="${secret}"`);
    response.setHeader('Set-Cookie', secret);
    response.writeHead(400, secret).end();
  },
  'content encoding': (response, secret) => void response.writeHead(200, { 'Content-Encoding': secret }).end('{}'),
  'content type': (response, secret) => void response.writeHead(200, { 'Content-Type': secret }).end('no page'),
  'redirect plain': redirectTo((secret) => secret),
  'redirect encoded': redirectTo(encodeURIComponent),
  'redirect base64': redirectTo((secret) => Buffer.from(secret).toString('base64url')),
  html: echo(
    200,
    (secret) => `<html><a href="?key=${encodeURIComponent(secret)}">${encodings['HTML-escaped']?.(secret)}</a>`,
  ),
  'cut JSON': echo(200, (secret) => `{"data":[{"id":${JSON.stringify(secret)},`),
  'cut gzip': (response, secret) =>
    void response
      .writeHead(200, { 'Content-Encoding': 'gzip' })
      .end(gzipSync(`{"data":["${secret}"]}`).subarray(0, 30)),
  'other JSON': echo(200, (secret) => JSON.stringify({ rows: secret })),
  'no rows': echo(200, (secret) => JSON.stringify({ data: [secret] })),
  'time is it': echo(200, (secret) => JSON.stringify({ data: [{ id: 1, timestamp: secret }] })),
  'time ends in it': echo(200, (secret) => JSON.stringify({ data: [{ id: 1, timestamp: 'x'.repeat(45) + secret }] })),
  reset: (response) => void response.socket?.resetAndDestroy(),
  'cut connection': (response, secret) => {
    response.writeHead(200, { 'Content-Length': 1000 }).write(secret, () => response.socket?.destroy());
  },
  silence: () => undefined,
};

/** Answers `/api/dataset/execute/<name of a failure>` with that failure, and `/token` as a token endpoint. */
export async function startEchoServer({ secrets, accessToken, tls }: EchoOptions): Promise<EchoServer> {
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    request.resume();
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/token') {
      response.end(JSON.stringify({ access_token: accessToken, expires_in: 3600 }));
      return;
    }
    const name = decodeURIComponent(pathname.slice(pathname.lastIndexOf('/') + 1));
    const failure = failures[name] ?? echo(200, () => '{"data":[]}');
    failure(response, secrets.join(' '));
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
