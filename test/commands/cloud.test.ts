import { createServer } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { selfSignedCertificate } from '../dataset-api/self-signed-certificate.ts';
import { type ConnectorFiles, catalogOf, connectorFiles } from '../support/connector-files.ts';
import { type Loopback, listening, startHttp, startTcp } from '../support/loopback.ts';
import { runConnector } from '../support/run-connector.ts';

const CLOUD = { DEPLOYMENT_MODE: 'Cloud' };
const NOTICE = 'On a cloud deployment only https and public addresses are allowed, but';
let files: ConnectorFiles;
let secure: Loopback;
let plain: Loopback;
let proxy: Loopback;
let catalog: string;

beforeAll(async () => {
  files = connectorFiles();
  secure = await listening(createServer(selfSignedCertificate(), (_asked, response) => response.end('{"data":[]}')));
  plain = await startHttp((_asked, response) => response.end('{"data":[],"access_token":"token-1"}'));
  proxy = await startTcp((socket) => socket.destroy());
  catalog = files.write('catalog.json', catalogOf(['dataset']));
});

afterAll(() => {
  for (const server of [secure, plain, proxy]) server.close();
  files.remove();
});

function configFile(base_url: string, change: Readonly<Record<string, unknown>> = {}): string {
  return files.write('config.json', {
    base_url,
    auth: { type: 'none' },
    datasets: [{ dataset_id: 'd' }],
    start_time: '2020-01-01T00:00:00Z',
    requests: { max_retries: 2, timeout_seconds: 1 },
    ...change,
  });
}

async function check(config: string, env: Readonly<Record<string, string>>): Promise<unknown> {
  const { code, messages } = await runConnector(['check', '--config', config], { env });
  expect(code).toBe(0);
  return messages.find(({ type }) => type === 'CONNECTION_STATUS')?.['connectionStatus'];
}

const noServerWasAsked = (): number => secure.connections() + plain.connections() + proxy.connections();

describe('on a cloud deployment', () => {
  test('check names what is wrong with each address, and nobody is asked', async () => {
    const before = noServerWasAsked();
    const failed = (problem: string) => ({ status: 'FAILED', message: `${NOTICE} ${problem}.` });
    expect(await check(configFile(plain.url), CLOUD)).toEqual(failed(`${plain.url} is not https`));
    expect(await check(configFile(`https://2130706433:${secure.port}`), CLOUD)).toEqual(
      failed('127.0.0.1 is loopback (RFC 1122)'),
    );
    const viaProxy = { ...CLOUD, HTTPS_PROXY: proxy.url, https_proxy: proxy.url, NO_PROXY: '', no_proxy: '' };
    expect(await check(configFile('https://[::ffff:10.0.0.1]'), viaProxy)).toEqual(
      failed('::ffff:a00:1 is private (RFC 1918)'),
    );
    expect(await check(configFile('https://localhost'), viaProxy)).toEqual(failed('localhost is a local name'));
    expect(noServerWasAsked()).toBe(before);
  });

  test('so does read, as a fault of the configuration', async () => {
    const config = configFile(`https://127.0.0.1:${secure.port}`);
    const { code, messages } = await runConnector(['read', '--config', config, '--catalog', catalog], { env: CLOUD });
    expect(code).toBe(1);
    expect(JSON.stringify(messages)).toContain('"failure_type":"config_error"');
    expect(JSON.stringify(messages)).toContain(`${NOTICE} 127.0.0.1 is loopback`);
  });

  test('the token endpoint counts as well', async () => {
    const auth = {
      type: 'oauth2_client_credentials',
      access_token_url: plain.url,
      client_id: 'c',
      client_secret: 'abcd',
    };
    expect(await check(configFile('https://8.8.8.8', { auth }), CLOUD)).toEqual({
      status: 'FAILED',
      message: `${NOTICE} for auth.access_token_url, ${plain.url} is not https.`,
    });
    expect(plain.connections()).toBe(0);
  });
});

test.each(['', 'OSS'])('with DEPLOYMENT_MODE "%s" every address may be asked', async (DEPLOYMENT_MODE) => {
  expect(await check(configFile(plain.url), { DEPLOYMENT_MODE })).toEqual({ status: 'SUCCEEDED' });
});
