import type { ServerResponse } from 'node:http';
import { CANARY, encodings } from './canary.ts';
import { type Loopback, startHttp } from './loopback.ts';

/** What stands in an answer that gives a secret back. */
interface Echo {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

const url = encodeURIComponent(CANARY);
const json = JSON.stringify(CANARY);

const inBodies = Object.entries(encodings).flatMap(([name, encode]): [string, Echo][] => [
  [`500 ${name}`, { status: 500, body: `no entry for ${encode(CANARY)}, sorry` }],
  [`400 ${name}, cut`, { status: 400, body: `${'x '.repeat(140)}${encode(CANARY)}` }],
]);

const echoes: Readonly<Record<string, Echo>> = {
  ...Object.fromEntries(inBodies),
  '401 in headers': { status: 401, headers: { 'WWW-Authenticate': `Bearer realm=${json}`, 'X-Echo': CANARY } },
  '429 in Retry-After': { status: 429, headers: { 'Retry-After': CANARY } },
  '403 in UTF-16': { status: 403, body: Buffer.from(CANARY, 'utf16le') },
  '302 to it': { status: 302, headers: { Location: `https://x.example.com/${url}/${'y'.repeat(280)}?k=${url}` } },
  '307 to its user': { status: 307, headers: { Location: `https://me:${url}@x.example.com/` } },
  '200 HTML': { body: `<html><body>Hello ${CANARY}</body></html>` },
  '200 far behind blanks': { body: `${' '.repeat(65_536 - 12)}${CANARY}` },
  '200 JSON that is cut': { body: `{"data":[{"id":${json.slice(0, -3)}` },
  '200 without rows': { body: `{"rows":${json}}` },
  '200 with an error': { body: `{"error":{"text":${json},"more":"${'z'.repeat(400)}"}}` },
  '200 with a time': { body: `{"data":[{"timestamp":"${'t'.repeat(50)}${json.slice(1)}}]}` },
  '200 with a short time': { body: `{"data":[{"timestamp":${json}}]}` },
  '200 with an encoding': { headers: { 'Content-Encoding': CANARY }, body: 'x' },
  '200 with the beginning of it for an encoding': { headers: { 'Content-Encoding': CANARY.slice(0, 12) }, body: 'x' },
  '302 to the beginning of it': { status: 302, headers: { Location: `https://x.example.com/${CANARY.slice(0, 12)}` } },
  '200 with no gzip': { headers: { 'Content-Encoding': 'gzip' }, body: `{"data":${json}}` },
};

const silent: Readonly<Record<string, (response: ServerResponse) => void>> = {
  reset: ({ socket }) => socket?.resetAndDestroy(),
  silence: () => undefined,
  'a body that breaks off': (response) => {
    response.writeHead(200, { 'Content-Length': '1000' });
    response.write(`{"data":[${json}`, () => response.destroy());
  },
};

/** The datasets of the API, each with a fault of its own, and one that works. */
export const leakyDatasets: readonly string[] = [...Object.keys(echoes), ...Object.keys(silent), 'healthy'];

/** An API that gives the canary back in every way, in place of each dataset; its token endpoint is named by its fault. */
export function startLeakyApi(token: string): Promise<Loopback> {
  return startHttp((asked, response) => {
    const { pathname } = new URL(asked.url ?? '', 'http://x');
    const name = decodeURIComponent(pathname.slice(pathname.lastIndexOf('/') + 1));
    const echo = echoes[name];
    if (echo !== undefined) response.writeHead(echo.status ?? 200, echo.headers).end(echo.body);
    else if (silent[name] !== undefined) silent[name](response);
    else if (name === 'token') response.end(JSON.stringify({ access_token: token, refresh_token: CANARY }));
    else if (name === 'half a token') response.end(`{"refresh_token":"x","access_token":${json.slice(0, -1)}`);
    else response.end('{"data":[]}');
  });
}
