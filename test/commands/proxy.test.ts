import { createServer as createHttp, type IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Duplex } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { selfSignedCertificate } from '../dataset-api/self-signed-certificate.ts';
import { CANARY, traces } from '../support/canary.ts';
import { type ConnectorFiles, connectorFiles } from '../support/connector-files.ts';
import { type Loopback, listening, startHttp, withServer } from '../support/loopback.ts';
import { runConnector } from '../support/run-connector.ts';

let files: ConnectorFiles;
let api: Loopback;
let proxy: Loopback;
const tunnels: string[] = [];
const certificate = selfSignedCertificate();

beforeAll(async () => {
  files = connectorFiles();
  api = await listening(createServer(certificate, (_asked, response) => response.end('{"data":[]}')));
  proxy = await listening(createHttp().on('connect', openTunnel));
});

/** The path of a configuration for the API behind the proxies. */
function configOfApi(): string {
  return files.write('config.json', {
    base_url: `https://127.0.0.1:${api.port}`,
    auth: { type: 'bearer', token: CANARY },
    datasets: [{ dataset_id: 'd' }],
    start_time: '2020-01-01T00:00:00Z',
    requests: { max_retries: 0, timeout_seconds: 10 },
  });
}

function openTunnel(request: IncomingMessage, socket: Duplex): void {
  tunnels.push(`${request.url} ${JSON.stringify(request.rawHeaders)}`);
  const target = connect(api.port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
  target.on('error', () => socket.destroy()).pipe(socket);
  socket.on('error', () => target.destroy()).pipe(target);
}

afterAll(() => {
  api.close();
  proxy.close();
  files.remove();
});

test('a proxy of the environment sees the host and nothing else, and its password is shown nowhere', async () => {
  const config = configOfApi();
  const address = `http://me:proxy%2Dpassword@127.0.0.1:${proxy.port}`;
  const env = { HTTPS_PROXY: address, https_proxy: address, NO_PROXY: '', no_proxy: '' };
  const NODE_EXTRA_CA_CERTS = files.write('ca.pem', certificate.cert);
  const trusting = await runConnector(['check', '--config', config], { env: { ...env, NODE_EXTRA_CA_CERTS } });
  expect(trusting.stdout).toContain('"SUCCEEDED"');
  // The second request finds the connection of the first.
  expect(tunnels).toHaveLength(1);
  const credentials = Buffer.from('me:proxy-password').toString('base64');
  expect(tunnels[0]).toContain(`127.0.0.1:${api.port} `);
  expect(tunnels[0]).toContain(`"Proxy-Authorization","Basic ${credentials}"`);
  expect(traces(tunnels.join())).toEqual([]);

  const distrusting = await runConnector(['check', '--config', config], { env });
  expect(distrusting.stdout).toContain('The TLS connection to 127.0.0.1');
  expect(distrusting.stdout).not.toContain('proxy-password');
});

test('a proxy that is asked with TLS', async () => {
  const config = configOfApi();
  tunnels.length = 0;
  await withServer(listening(createServer(certificate).on('connect', openTunnel)), async ({ port }) => {
    const address = `https://127.0.0.1:${port}`;
    const env = { HTTPS_PROXY: address, https_proxy: address, NO_PROXY: '', no_proxy: '' };
    const NODE_EXTRA_CA_CERTS = files.write('ca.pem', certificate.cert);
    const { stdout } = await runConnector(['check', '--config', config], { env: { ...env, NODE_EXTRA_CA_CERTS } });
    expect(stdout).toContain('"SUCCEEDED"');
    expect(tunnels).toHaveLength(1);
  });
});

test('the password of a proxy whose address has no scheme is shown nowhere', async () => {
  const refusing = startHttp(({ headers }, response) => {
    const sent = headers['proxy-authorization'] ?? '';
    response.writeHead(407).end(`${sent} is ${Buffer.from(sent.replace('Basic ', ''), 'base64').toString()}`);
  });
  await withServer(refusing, async ({ port }) => {
    const config = files.write('plain.json', {
      base_url: 'http://api.example.com',
      auth: { type: 'none' },
      datasets: [{ dataset_id: 'd' }],
      start_time: '2020-01-01T00:00:00Z',
      requests: { max_retries: 0 },
    });
    const address = `me:proxy-password@127.0.0.1:${port}`;
    const env = { HTTP_PROXY: address, http_proxy: address, NO_PROXY: '', no_proxy: '' };
    const { stdout } = await runConnector(['check', '--config', config], { env });
    expect(stdout).toContain('Basic bWU6**** is me:****');
  });
});

describe('a proxy for an http address', () => {
  const addresses = Object.values(networkInterfaces()).flatMap((all = []) => all.map(({ address }) => address));
  const hosts = ['127.0.0.1', '::1'].filter((host) => addresses.includes(host));

  test.each(hosts)(
    'at %s: it gets its credentials as they are, and the host of an API with its brackets',
    async (host) => {
      const asked: string[] = [];
      const answering = createHttp((request, response) => {
        asked.push(`${request.url} ${request.headers.host} ${request.headers['proxy-authorization']}`);
        response.end('{"data":[]}');
      });
      await withServer(listening(answering, host), async ({ url }) => {
        const config = files.write('plain.json', {
          base_url: 'http://[2001:db8::1]:8080',
          auth: { type: 'none' },
          datasets: [{ dataset_id: 'd' }],
          start_time: '2020-01-01T00:00:00Z',
          requests: { max_retries: 0 },
        });
        const address = url.replace('//', '//me%40home:proxy%2Fpass%25word@');
        const env = { HTTP_PROXY: address, http_proxy: address, NO_PROXY: '', no_proxy: '' };
        const { stdout } = await runConnector(['check', '--config', config], { env });
        expect(stdout).toContain('"SUCCEEDED"');
        const basic = `Basic ${Buffer.from('me@home:proxy/pass%word').toString('base64')}`;
        expect(asked[0]).toMatch(/^http:\/\/\[2001:db8::1\]:8080\/api\/dataset\/execute\/d\?/);
        expect(asked[0]).toContain(` [2001:db8::1]:8080 ${basic}`);
      });
    },
  );

  test('gets what a header of the configuration says where its address has no credentials', async () => {
    const asked: unknown[] = [];
    const answering = startHttp(({ headers }, response) => {
      asked.push(headers['proxy-authorization']);
      response.end('{"data":[]}');
    });
    await withServer(answering, async ({ url }) => {
      const value = `Basic ${Buffer.from('me:50%25off').toString('base64')}`;
      const config = files.write('plain.json', {
        base_url: 'http://api.example.com',
        auth: { type: 'none' },
        datasets: [{ dataset_id: 'd' }],
        start_time: '2020-01-01T00:00:00Z',
        endpoint: { headers: [{ name: 'Proxy-Authorization', value }] },
      });
      await runConnector(['check', '--config', config], { env: { HTTP_PROXY: url, http_proxy: url, no_proxy: '' } });
      expect(asked[0]).toBe(value);
    });
  });
});
