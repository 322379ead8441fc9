import { createServer } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { selfSignedCertificate } from '../dataset-api/self-signed-certificate.ts';
import { CANARY, traces } from '../support/canary.ts';
import { type ConnectorFiles, catalogOf, connectorFiles } from '../support/connector-files.ts';
import { leakyDatasets, startLeakyApi } from '../support/leaky-api.ts';
import { type Loopback, listening } from '../support/loopback.ts';
import { runConnector } from '../support/run-connector.ts';

let files: ConnectorFiles;
let api: Loopback;
let secure: Loopback;
let catalog: string;

beforeAll(async () => {
  files = connectorFiles();
  api = await startLeakyApi(CANARY);
  secure = await listening(createServer(selfSignedCertificate()));
  catalog = files.write('catalog.json', catalogOf([...leakyDatasets, 'nowhere']));
});

afterAll(() => {
  api.close();
  secure.close();
  files.remove();
});

type Change = Readonly<Record<string, unknown>>;

/** Every place in which a secret can stand. */
const places: Readonly<Record<string, () => Change>> = {
  'a bearer token': () => ({ auth: { type: 'bearer', token: CANARY } }),
  'an API key in a header': () => ({ auth: { type: 'api_key', name: 'X-Key', api_key: CANARY, location: 'header' } }),
  'an API key in the query': () => ({ auth: { type: 'api_key', name: 'key', api_key: CANARY, location: 'query' } }),
  'a password': () => ({ auth: { type: 'http_basic', username: 'me', password: CANARY } }),
  'a user name without a password': () => ({ auth: { type: 'http_basic', username: CANARY, password: '' } }),
  'a client and its token': () => ({ auth: client('token') }),
  'a client in HTTP Basic': () => ({ auth: { ...client('token'), token_endpoint_auth_method: 'client_secret_basic' } }),
  'a header': () => ({
    endpoint: { error_selector: 'error', headers: [{ name: 'X-Auth', value: `Token ${CANARY}` }] },
  }),
  'a parameter': () => ({ endpoint: { error_selector: 'error', query_params: [{ name: 'api_key', value: CANARY }] } }),
};

/** OAuth, with a token endpoint that behaves as its name says. */
function client(name: string, secret = CANARY): object {
  const access_token_url = `${api.url}/${encodeURIComponent(name)}`;
  return { type: 'oauth2_client_credentials', access_token_url, client_id: 'me', client_secret: secret };
}

let count = 0;

function configFile(change: Change, datasets: readonly string[] = leakyDatasets): string {
  count += 1;
  return files.write(`config-${count}.json`, {
    base_url: api.url,
    auth: { type: 'none' },
    datasets: datasets.map((name) => ({ dataset_id: name, name })),
    start_time: '2020-01-01T00:00:00Z',
    endpoint: { error_selector: 'error' },
    requests: { max_retries: 1, backoff_factor: 0, timeout_seconds: 0.2 },
    ...change,
  });
}

/** Runs a verb and looks for traces in all that it says. */
async function leaksOf(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { stdout, stderr, code } = await runConnector(args, { env });
  return { code, stdout, leaks: traces(stdout), errors: stderr };
}

const clean = { leaks: [], errors: '' };

describe('under every failure of an API that gives it back', () => {
  test.each(Object.keys(places))('%s', async (place) => {
    const change = places[place]?.() ?? {};
    const config = configFile(change);
    const [checked, read] = await Promise.all([
      leaksOf(['check', '--config', config, '--debug']),
      leaksOf(['read', '--config', config, '--catalog', catalog, '--debug']),
    ]);
    expect(checked).toMatchObject({ ...clean, code: 0 });
    expect(read).toMatchObject({ ...clean, code: 1 });
    // Each dataset but the healthy one failed and was told, and so was the stream that no dataset has.
    expect(read.stdout.match(/"type":"ERROR"/g)?.length).toBe(leakyDatasets.length);
    expect(checked.stdout).toContain('****');
  });
});

test.each(['500 plain', '302 to it', '200 without rows'])('discover: %s', async (fault) => {
  const config = configFile(places['a bearer token']?.() ?? {}, [fault]);
  expect(await leaksOf(['discover', '--config', config])).toMatchObject({ ...clean, code: 1 });
});

describe('where no dataset is reached', () => {
  const bearer = { auth: { type: 'bearer', token: CANARY } };
  const failures: Readonly<Record<string, () => Change>> = {
    'TLS that cannot be trusted': () => ({ ...bearer, base_url: `https://127.0.0.1:${secure.port}` }),
    'a host that does not exist': () => ({ ...bearer, base_url: 'https://nowhere.invalid' }),
    'a port that nobody listens at': () => ({ ...bearer, base_url: 'http://127.0.0.1:1' }),
    'a forbidden address': () => ({ ...bearer, base_url: 'https://127.0.0.1' }),
    'settings that are not valid': () => ({ ...bearer, start_time: 'yesterday', endpoint: { body: '{' } }),
    'a secret that is not valid itself': () => ({ auth: { type: 'bearer', token: `${CANARY} ` } }),
    'a secret of a wrong type': () => ({ auth: { type: 'bearer', token: { text: CANARY } } }),
    'a secret of another kind of auth': () => ({ auth: { type: 'http_basic', token: CANARY, password: [CANARY] } }),
    'a header that cannot be sent': () => ({ endpoint: { headers: [{ name: 'X', value: `${CANARY}\n` }] } }),
    'a header whose name is not one': () => ({ endpoint: { headers: [{ name: `X: ${CANARY}`, value: CANARY }] } }),
    'an address with a password': () => ({ base_url: `https://me:${encodeURIComponent(CANARY)}@127.0.0.1:1` }),
    'an address with a token': () => ({ base_url: `https://${CANARY.replaceAll('/', '')}@127.0.0.1:1` }),
    'no address, with a password': () => ({ base_url: `https//me:${CANARY}@host` }),
    'a token address with a password': () => ({
      auth: { ...(client('token') as object), access_token_url: `https://me:${encodeURIComponent(CANARY)}@127.0.0.1` },
    }),
  };
  test.each(Object.keys(failures))('%s', async (failure) => {
    const config = configFile(failures[failure]?.() ?? {}, ['healthy']);
    const env = failure === 'a forbidden address' ? { DEPLOYMENT_MODE: 'CLOUD' } : {};
    const checked = await leaksOf(['check', '--config', config, '--debug'], env);
    expect(checked).toMatchObject({ ...clean, code: 0 });
    expect(checked.stdout).toContain('"FAILED"');
  });

  test.each(['TLS that cannot be trusted', 'settings that are not valid', 'an address with a password'])(
    '%s, in read and discover',
    async (failure) => {
      const config = configFile(failures[failure]?.() ?? {}, ['healthy']);
      const runs = await Promise.all([
        leaksOf(['read', '--config', config, '--catalog', catalog, '--debug']),
        leaksOf(['discover', '--config', config]),
      ]);
      expect(runs).toMatchObject([
        { ...clean, code: 1 },
        { ...clean, code: 1 },
      ]);
    },
  );

  test('a file that is no JSON', async () => {
    const config = files.write('broken.json', `{"auth":{"token":${JSON.stringify(CANARY)}`);
    expect(await leaksOf(['check', '--config', config])).toMatchObject({ ...clean, code: 1 });
  });
});

test.each(['500 plain', '400 json, cut', '302 to it', '200 HTML', '200 JSON that is cut', 'half a token', 'reset'])(
  'a token endpoint: %s',
  async (name) => {
    const checked = await leaksOf(['check', '--config', configFile({ auth: client(name) }, ['healthy'])]);
    // This token is known to nobody when the answer that holds half of it fails.
    const other = await leaksOf(['check', '--config', configFile({ auth: client(name, 'another') }, ['healthy'])]);
    const shown = name === 'half a token' || name.startsWith('200') ? [other] : [];
    for (const run of [checked, ...shown]) expect(run).toMatchObject({ ...clean, code: 0 });
    expect(checked.stdout).toContain('token endpoint at 127.0.0.1');
  },
);

test('an error that nobody caught, and what a dependency prints', async () => {
  const fault = `
    import { subscribe } from 'node:diagnostics_channel';
    const text = ${JSON.stringify(CANARY)};
    subscribe('http.client.request.start', () => setTimeout(() => {
      console.log('sent', { text });
      process.emitWarning(text);
      Promise.reject(new Error('no ' + text));
      throw Object.assign(new Error('lost ' + text), { config: { text } });
    }));`;
  const config = configFile({ auth: { type: 'bearer', token: CANARY } }, ['silence']);
  const { code, stdout, leaks, errors } = await leaksOf(['read', '--config', config, '--catalog', catalog, '--debug'], {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(fault)}`,
  });
  expect({ code, leaks, errors }).toEqual({ code: 1, ...clean });
  for (const told of ['sent', 'Warning: ****', 'no ****', 'lost ****']) expect(stdout).toContain(told);
});

test('the traces that are looked for are found', () => {
  expect(traces(`x ${CANARY.slice(3, 12)} y`).length).toBeGreaterThan(0);
  expect(traces(Buffer.from(`abc${CANARY}`).toString('base64')).length).toBeGreaterThan(0);
  expect(traces('Bearer me: and more {"data":[]}')).toEqual([]);
});
