import { createServer, type RequestListener } from 'node:http';
import type { Duplex } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ConnectorFiles, connectorFiles } from '../support/connector-files.ts';
import { listening, startHttp, withServer } from '../support/loopback.ts';
import { runConnector } from '../support/run-connector.ts';

let files: ConnectorFiles;

beforeAll(() => {
  files = connectorFiles();
});

afterAll(() => files.remove());

/** What `check` of an API behind this proxy says. */
async function checked(api: string, proxy: string): Promise<string | undefined> {
  const config = files.write('config.json', {
    base_url: api,
    auth: { type: 'bearer', token: 'a-token' },
    datasets: [{ dataset_id: 'd' }],
    start_time: '2020-01-01T00:00:00Z',
    requests: { max_retries: 0, timeout_seconds: 1 },
  });
  const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy'];
  const env = { ...Object.fromEntries(names.map((name) => [name, proxy])), NO_PROXY: '', no_proxy: '' };
  const { code, messages } = await runConnector(['check', '--config', config], { env });
  expect(code).toBe(0);
  const [status] = messages.flatMap((message) =>
    message.type === 'CONNECTION_STATUS' ? [message.connectionStatus] : [],
  );
  return status?.message;
}

const useless = (reason: string): string =>
  `The proxy of the environment does not lead to api.example.com (${reason}). Check its address, user and password in HTTPS_PROXY, HTTP_PROXY or ALL_PROXY, whether it lets this host through, or add the host to NO_PROXY.`;
const unreachable = (reason: string): string =>
  `No connection to api.example.com for dataset "d" (${reason}). Check base_url, DNS, firewall and proxy.`;

test.each<[string, (socket: Duplex) => unknown, (proxy: string) => string]>([
  [
    'wants other credentials',
    (socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 2\r\n\r\nno'),
    (proxy) => useless(`HTTP 407 from the proxy ${proxy}`),
  ],
  [
    'does not allow the host',
    (socket) => socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno'),
    (proxy) => useless(`HTTP 403 from the proxy ${proxy}`),
  ],
  [
    'does not reach the host',
    (socket) => socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 2\r\n\r\nno'),
    (proxy) => unreachable(`HTTP 502 from the proxy ${proxy}`),
  ],
  ['ends the connection', (socket) => socket.end(), (proxy) => unreachable(`ECONNRESET at the proxy ${proxy}`)],
  [
    'speaks no HTTP',
    (socket) => socket.end('SSH-2.0-x\r\n\r\n'),
    (proxy) => unreachable(`HPE_INVALID_CONSTANT at the proxy ${proxy}`),
  ],
  // The process ends all the same.
  ['keeps silent', () => undefined, () => unreachable('no connection within 1 s')],
])('a proxy that %s before the tunnel is there', async (_what, answer, expected) => {
  const proxy = createServer().on('connect', (_request, socket) => {
    socket.on('error', () => socket.destroy());
    answer(socket);
  });
  await withServer(listening(proxy), async ({ url }) => {
    expect(await checked('https://api.example.com', url)).toBe(expected(url));
  });
});

test('a proxy that wants other credentials for a plain address', async () => {
  const refuse: RequestListener = (_request, response) => response.writeHead(407).end('no');
  await withServer(startHttp(refuse), async ({ url }) => {
    expect(await checked('http://api.example.com', url)).toBe(useless('HTTP 407, it said: no'));
  });
});

test.each([
  ['https', 'no address', 'ERR_INVALID_URL'],
  ['http', 'no address', 'ERR_INVALID_URL'],
  ['http', 'socks5://127.0.0.1:9', 'ERR_INVALID_PROTOCOL'],
  ['https', 'socks5://127.0.0.1:9', 'its address begins with socks5://'],
])('an %s address behind the proxy "%s", which is none', async (scheme, proxy, reason) => {
  expect(await checked(`${scheme}://api.example.com`, proxy)).toBe(useless(reason));
});

describe('a proxy for an http address is told as what fails', () => {
  const unused = 'http://127.0.0.1:9';

  test('where nobody listens at its port', async () => {
    const reason = `ECONNREFUSED at the proxy ${unused}`;
    expect(await checked('http://api.example.com', unused)).toBe(unreachable(reason));
  });

  test('where its name does not resolve', async () => {
    const reason = 'ENOTFOUND at the proxy http://proxy.invalid:3128';
    expect(await checked('http://api.example.com', 'http://proxy.invalid:3128')).toBe(unreachable(reason));
  });

  test('where it does not speak TLS, whatever base_url begins with', async () => {
    await withServer(
      startHttp((_request, response) => response.end()),
      async ({ port }) => {
        const message = await checked('http://api.example.com', `https://127.0.0.1:${port}`);
        expect(message).toMatch(
          /^No connection to api.example.com .*no TLS came at the proxy https:\/\/127.0.0.1:\d+\)/,
        );
        expect(message).not.toContain('base_url may have to begin');
      },
    );
  });
});
