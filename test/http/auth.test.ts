import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type DatasetApi, startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { generateRows } from '../../integration_tests/dataset-api/synthetic.ts';
import { type ConnectorFiles, catalogOf, connectorFiles } from '../support/connector-files.ts';
import { type Loopback, startHttp } from '../support/loopback.ts';
import { runConnector } from '../support/run-connector.ts';

const START = Date.parse('2020-01-02T00:00:00Z');
const rows = generateRows({ count: 6000, start: START, step: 1000, ties: 2 });
const datasets = ['one', 'two', 'three'];
let files: ConnectorFiles;
let api: DatasetApi;
let tokens: Loopback;
/** What the token endpoint does with its n-th request, from 1. */
let answer: (response: ServerResponse, count: number) => void;
let fetched: number;
/** The only token that the API takes. */
let valid: string;

function give(response: ServerResponse, count: number): void {
  valid = `token-${count}-4711`;
  response.end(JSON.stringify({ access_token: valid, token_type: 'Bearer', expires_in: 3600 }));
}

const refuse =
  (status: number, body = '') =>
  (response: ServerResponse): void => {
    response.writeHead(status).end(body);
  };

beforeAll(async () => {
  files = connectorFiles();
  tokens = await startHttp((_request, response) => {
    fetched += 1;
    answer(response, fetched);
  });
});

beforeEach(async () => {
  fetched = 0;
  valid = '';
  answer = give;
  api = await startDatasetApi({
    token: null,
    datasets: Object.fromEntries(datasets.map((name) => [name, { rows }])),
    faults: [
      {
        kind: 'status',
        code: 401,
        body: 'the token has ended',
        match: ({ headers }) => headers.authorization !== `Bearer ${valid}`,
        times: 'always',
      },
    ],
  });
});

afterEach(() => api.close());

afterAll(() => {
  tokens.close();
  files.remove();
});

async function run(verb: 'check' | 'read', requests: Readonly<Record<string, unknown>> = {}) {
  const auth = { type: 'oauth2_client_credentials', access_token_url: `${tokens.url}/token`, client_id: 'me' };
  const config = files.write('config.json', {
    base_url: api.url,
    auth: { ...auth, client_secret: 'client-s3cret' },
    datasets: datasets.map((name) => ({ dataset_id: name, name })),
    start_time: '2020-01-01T00:00:00Z',
    paginator: { limit: 200 },
    requests: { concurrency: 4, max_retries: 2, backoff_factor: 0, ...requests },
  });
  const catalog = verb === 'read' ? ['--catalog', files.write('catalog.json', catalogOf(['one']))] : [];
  return runConnector([verb, '--config', config, ...catalog]);
}

const rejected = (): number => api.requests.filter(({ status }) => status === 401).length;

describe('a token that ends while several requests are under way', () => {
  test('is renewed once for all of them, and the read goes on and misses no row', async () => {
    let left = 12;
    const takeOne = (): number => {
      left -= 1;
      // From here on nothing is taken until the token endpoint gives the next token.
      if (left === 0) valid = '';
      return 40;
    };
    api.setBehaviour({ latency: takeOne });
    const { code, stdout } = await run('read');
    const ids = [...stdout.matchAll(/"type":"RECORD".*?"id":"([^"]+)"/g)].map(([, id]) => id);
    expect({ code, rows: ids.length, different: new Set(ids).size }).toEqual({
      code: 0,
      rows: rows.length,
      different: rows.length,
    });
    expect(fetched).toBe(2);
    expect(rejected()).toBeGreaterThan(1);
  });

  test('one that the API takes never is asked for twice, then the API is believed', async () => {
    answer = (response) => response.end('{"access_token":"of-no-use-4711"}');
    const { code, stdout } = await run('read');
    expect({ code, fetched, rejected: rejected() }).toEqual({ code: 1, fetched: 2, rejected: 2 });
    expect(stdout).toContain('rejected the credentials for dataset');
    expect(stdout).toContain('"failure_type":"config_error"');
  });
});

describe('datasets that are checked together', () => {
  test('share one token', async () => {
    const { stdout } = await run('check');
    expect(stdout).toContain('"SUCCEEDED"');
    expect({ fetched, rejected: rejected() }).toEqual({ fetched: 1, rejected: 0 });
  });

  test('name the host of a token endpoint that refuses them, once, and what to do', async () => {
    answer = refuse(400, '{"error":"invalid_client","secret":"client-s3cret"}');
    const { code, stdout } = await run('check');
    expect({ code, fetched, asked: api.requests.length }).toEqual({ code: 0, fetched: 1, asked: 0 });
    expect(stdout.match(/The token endpoint at 127\.0\.0\.1:\d+ gave no access token \(HTTP 400/g)?.length).toBe(1);
    expect(stdout).toContain('Check auth.access_token_url, auth.client_id, auth.client_secret');
    expect(stdout).not.toContain(api.url);
    expect(stdout).not.toContain('client-s3cret');
  });
});

describe('a token endpoint that slips', () => {
  test('is asked again, and the read is complete', async () => {
    answer = (response, count) => (count < 3 ? refuse(503)(response) : give(response, count));
    const { code } = await run('read');
    expect({ code, fetched }).toEqual({ code: 0, fetched: 3 });
  });

  test('and does not stop: the error is its own, and transient', async () => {
    answer = refuse(503, 'maintenance');
    const { code, stdout } = await run('read');
    expect({ code, fetched, asked: api.requests.length }).toEqual({ code: 1, fetched: 3, asked: 0 });
    expect(stdout).toMatch(
      /The token endpoint at 127\.0\.0\.1:\d+ failed \(HTTP 503, the server said: maintenance\) after 3 attempts/,
    );
    expect(stdout).toMatch(/"internal_message":"token_endpoint_failed.*"failure_type":"transient_error"/);
  });
});
