import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { selfSignedCertificate } from '../dataset-api/self-signed-certificate.ts';
import { type ConnectorFiles, catalogOf, connectorFiles } from '../support/connector-files.ts';
import { type EchoServer, failures, startEchoServer } from '../support/echo-server.ts';
import { leaksIn } from '../support/leaks.ts';
import { type ConnectorRun, runConnector } from '../support/run-connector.ts';

const SECRET = 'Zq7/+"vX\\w9&<Kh%41>=?#~Jt5';
const FETCHED = 'Yb3~/+"Rr8\\c&<Mn%42>=?#Lp6';
const SECRETS = [SECRET, FETCHED];
/** For tests of many processes, of which two run at a time. */
const PATIENCE_MS = 120_000;
const names = Object.keys(failures);
let server: EchoServer;
let tlsServer: EchoServer;
let files: ConnectorFiles;
let written = 0;

beforeAll(async () => {
  files = connectorFiles();
  const options = { secrets: SECRETS, accessToken: FETCHED };
  server = await startEchoServer(options);
  tlsServer = await startEchoServer({ ...options, tls: selfSignedCertificate() });
});

afterAll(() => {
  server.close();
  tlsServer.close();
  files.remove();
});

/** Every place of a configuration where a secret can be. */
const places: Readonly<Record<string, () => Readonly<Record<string, unknown>>>> = {
  'a bearer token': () => ({ auth: { type: 'bearer', token: SECRET } }),
  'an API key in a header': () => ({ auth: { type: 'api_key', name: 'X-Key', api_key: SECRET, location: 'header' } }),
  'an API key in the query': () => ({ auth: { type: 'api_key', name: 'key', api_key: SECRET, location: 'query' } }),
  'a password': () => ({ auth: { type: 'http_basic', username: 'me', password: SECRET } }),
  'the secret of a client, and what it fetches': () => ({
    auth: {
      type: 'oauth2_client_credentials',
      access_token_url: `${server.url}/token`,
      client_id: 'me',
      client_secret: SECRET,
    },
    // Only the token endpoint tells the other secret.
    endpoint: {},
  }),
  'the value of a header': () => ({
    auth: { type: 'bearer', token: FETCHED },
    endpoint: { headers: [{ name: 'X-Tenant', value: `Tenant ${SECRET}` }] },
  }),
};
const placeNames = Object.keys(places);

function file(value: unknown): string {
  written += 1;
  return files.write(`${written}.json`, value);
}

function config(place: string, change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    base_url: server.url,
    datasets: names.map((name) => ({ dataset_id: name, name })),
    start_time: '2020-01-01T00:00:00Z',
    requests: { max_retries: 1, backoff_factor: 0, timeout_seconds: 0.3 },
    // The server gives back both secrets, so both are told to the connector.
    endpoint: { headers: [{ name: 'X-Other', value: FETCHED }] },
    auth: { type: 'none' },
    ...places[place]?.(),
    ...change,
  };
}

type Level = 'plain' | '--debug';
const levels: readonly Level[] = ['plain', '--debug'];

function run(level: Level, ...args: readonly string[]): Promise<ConnectorRun> {
  const debug = level === '--debug' ? ['--debug'] : [];
  return runConnector([...args, ...debug], level === '--debug' ? { env: { DEBUG: '*' } } : {});
}

/** Runs two at a time: more would only wait for each other. */
async function inPairs<T>(items: readonly T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  const left = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next[1], next[0]);
  };
  await Promise.all([worker(), worker()]);
}

const each = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

describe('under every failure of an API that gives the secret back, it is found nowhere', () => {
  test.each(placeNames)(
    'check: %s',
    async (place) => {
      await inPairs(levels, async (level) => {
        const outcome = await run(level, 'check', '--config', file(config(place)));
        expect({ place, level, leaks: leaksIn(outcome, SECRETS) }).toEqual({ place, level, leaks: [] });
        expect(names.filter((name) => !outcome.stdout.includes(`\\"${name}\\"`))).toEqual([]);
        expect(outcome.code).toBe(0);
      });
    },
    PATIENCE_MS,
  );

  test.each(placeNames)(
    'read: %s',
    async (place) => {
      await inPairs(levels, async (level) => {
        const args = ['--config', file(config(place)), '--catalog', file(catalogOf([...names, 'unknown']))];
        const outcome = await run(level, 'read', ...args);
        expect({ place, level, leaks: leaksIn(outcome, SECRETS) }).toEqual({ place, level, leaks: [] });
        const failed = outcome.messages.filter((message) => JSON.stringify(message).includes('"INCOMPLETE"'));
        expect(failed.length).toBe(names.length + 1);
        expect(outcome.code).toBe(1);
      });
    },
    PATIENCE_MS,
  );

  test(
    'discover, which ends at the first failure',
    async () => {
      // One process for each failure: the encodings of a body are checked one by one above.
      const failing = names.filter((name) => !name.startsWith('body '));
      await inPairs(failing, async (name, index) => {
        const place = each(placeNames, index);
        const level = each(levels, Math.floor(index / placeNames.length));
        const datasets = [{ dataset_id: name, name }];
        const outcome = await run(level, 'discover', '--config', file(config(place, { datasets })));
        expect({ name, place, level, leaks: leaksIn(outcome, SECRETS) }).toEqual({ name, place, level, leaks: [] });
        expect({ name, code: outcome.code }).toEqual({ name, code: 1 });
      });
    },
    PATIENCE_MS,
  );

  test(
    'a host that does not exist, and a certificate that nobody knows',
    async () => {
      const datasets = [{ dataset_id: 'rows', name: 'rows' }];
      const urls = ['http://no-such-host.invalid', tlsServer.url];
      const cases = placeNames.map((place, index) => ({ base_url: each(urls, index), place }));
      await inPairs(cases, async ({ base_url, place }, index) => {
        const configured = ['--config', file(config(place, { base_url, datasets }))];
        const args = each([['check'], ['discover'], ['read', '--catalog', file(catalogOf(['rows']))]], index);
        const outcome = await run(each(levels, Math.floor(index / 3)), ...args, ...configured);
        expect({ base_url, place, leaks: leaksIn(outcome, SECRETS) }).toEqual({ base_url, place, leaks: [] });
        expect(outcome.stdout).toMatch(/No connection to|TLS connection/);
      });
    },
    PATIENCE_MS,
  );
});

test(
  'a token endpoint that gives the secret of the client back',
  async () => {
    const endpoints = ['all encodings', 'headers', 'content encoding', 'redirect plain', 'html', 'cut JSON', 'silence'];
    await inPairs(endpoints, async (name, index) => {
      const access_token_url = `${server.url}/${encodeURIComponent(name)}`;
      const auth = { type: 'oauth2_client_credentials', access_token_url, client_id: 'me', client_secret: SECRET };
      const configured = ['--config', file(config('nowhere else', { auth }))];
      const args = each([['check'], ['read', '--catalog', file(catalogOf(['html']))], ['discover']], index);
      const outcome = await run(each(levels, index), ...args, ...configured);
      expect({ name, leaks: leaksIn(outcome, [SECRET]) }).toEqual({ name, leaks: [] });
      expect({ name, told: outcome.stdout.includes('The token endpoint at 127.0.0.1') }).toEqual({ name, told: true });
    });
  },
  PATIENCE_MS,
);

describe('in inputs that are broken, it is found nowhere', () => {
  const configs: Readonly<Record<string, () => unknown>> = {
    'a token with a line break': () => ({
      ...config('nowhere else'),
      auth: { type: 'bearer', token: `${SECRET}\n` },
    }),
    'a token as a list': () => ({ ...config('nowhere else'), auth: { type: 'bearer', token: [SECRET] } }),
    'a token without its place': () => ({ ...config('nowhere else'), auth: SECRET }),
    'a token beside an unknown type': () => ({ ...config('nowhere else'), auth: { type: 'odd', token: SECRET } }),
    'a token as the type': () => ({ ...config('nowhere else'), auth: { type: SECRET } }),
    'a header as a text': () => ({ ...config('nowhere else'), endpoint: { headers: `X-Key: ${SECRET}` } }),
    'headers as an object': () => ({ ...config('nowhere else'), endpoint: { headers: { 'X-Key': SECRET } } }),
    'a password in the address': () =>
      config('nowhere else', { base_url: `http://me:${encodeURIComponent(SECRET)}@host` }),
    'a raw password in the address': () => config('nowhere else', { base_url: `http://me:${SECRET}@host` }),
    'a password in an address without its beginning': () => config('nowhere else', { base_url: `me:${SECRET}@host/x` }),
    'a long address with a password': () =>
      config('nowhere else', { base_url: `${'https://'.padEnd(50, 'x')}:${SECRET}@host/x` }),
    'a key in the address': () => config('nowhere else', { base_url: `https://host/?key=${SECRET}` }),
    'a key in an address without its beginning': () => config('nowhere else', { base_url: `host/?key=${SECRET}` }),
    'a password in the address of tokens': () => {
      const auth = { type: 'oauth2_client_credentials', access_token_url: `https://me:${SECRET}@host/token` };
      return config('nowhere else', { auth: { ...auth, client_id: 'me', client_secret: SECRET } });
    },
    'a cut text': () => JSON.stringify(config('a bearer token')).slice(0, -1),
    'a bare text': () => `token: ${SECRET}`,
  };

  test(
    'the configuration',
    async () => {
      await inPairs(Object.entries(configs), async ([name, make], index) => {
        const args = each([['check'], ['discover'], ['read', '--catalog', file(catalogOf(['rows']))]], index);
        const outcome = await run(each(levels, index), ...args, '--config', file(make()));
        expect({ name, leaks: leaksIn(outcome, [SECRET]) }).toEqual({ name, leaks: [] });
        expect({ name, failed: /FAILED|config_error/.test(outcome.stdout) }).toEqual({ name, failed: true });
      });
    },
    PATIENCE_MS,
  );

  const stateOf = (stream_state: unknown): unknown => [
    { type: 'STREAM', stream: { stream_descriptor: { name: 'html' }, stream_state } },
  ];
  const states: Readonly<Record<string, unknown>> = {
    'no JSON': `{"token": ${JSON.stringify(SECRET)}`,
    foreign: { token: SECRET },
    'another cursor': stateOf({ airbyte_cursor: SECRET }),
    'another form': stateOf(SECRET),
    'other members': stateOf({ airbyte_cursor: '1577836800', resume: { [SECRET]: SECRET } }),
  };

  test(
    'the state and the catalog',
    async () => {
      const known = config('a bearer token');
      const good = catalogOf(['html']);
      const catalogs = [JSON.stringify(good).slice(0, -1) + SECRET, { streams: SECRET }];
      const cases = [
        ...Object.values(states).map((state) => ['--catalog', file(good), '--state', file(state)]),
        ...catalogs.map((broken) => ['--catalog', file(broken)]),
      ];
      await inPairs(cases, async (args, index) => {
        const outcome = await run(each(levels, index), 'read', '--config', file(known), ...args);
        expect({ index, leaks: leaksIn(outcome, SECRETS) }).toEqual({ index, leaks: [] });
        expect({ index, code: outcome.code }).toEqual({ index, code: 1 });
      });
    },
    PATIENCE_MS,
  );
});
