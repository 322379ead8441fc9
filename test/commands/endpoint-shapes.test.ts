import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runConnector } from '../support/run-connector.ts';

/** One request as an API of another kind sees it. */
interface Asked {
  readonly url: URL;
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Status and answer, given the request. */
type Api = (asked: Asked) => readonly [number, unknown];

const NANOS = 1_577_923_200_000_000_001n;
const rows = Array.from({ length: 37 }, (_, index) => ({ id: `r${index}`, tick: Math.floor(index / 2) }));
let server: Server;
let api: Api;
let folder: string;
let asked: Asked[];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'source-dataset-'));
  asked = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += String(piece);
    const url = new URL(request.url ?? '/', 'http://localhost');
    const seen = { url, method: request.method ?? '', headers: request.headers, body };
    asked.push(seen);
    const [status, answer] = api(seen);
    response.statusCode = status;
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
});

function baseUrl(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The rows of a page as the API would cut them: both bounds inclusive, in the order of their times. */
function cut<Row extends { readonly tick: number }>(
  all: readonly Row[],
  from: number,
  to: number,
  page: readonly number[],
): Row[] {
  const [offset = 0, limit = 10] = page;
  return all.filter(({ tick }) => tick >= from && tick <= to).slice(offset, offset + limit);
}

async function readIds(
  config: Readonly<Record<string, unknown>>,
): Promise<{ code: number | null; ids: string[]; text: string }> {
  const files = { config: path.join(folder, 'config.json'), catalog: path.join(folder, 'catalog.json') };
  writeFileSync(
    files.config,
    JSON.stringify({
      base_url: baseUrl(),
      auth: { type: 'none' },
      datasets: [{ dataset_id: 'd/1', name: 'rows' }],
      start_time: '2020-01-01T00:00:00Z',
      requests: { max_retries: 0 },
      ...config,
    }),
  );
  const stream = {
    stream: { name: 'rows', json_schema: {} },
    sync_mode: 'incremental',
    destination_sync_mode: 'append',
  };
  writeFileSync(files.catalog, JSON.stringify({ streams: [stream] }));
  const { code, stdout } = await runConnector(['read', '--config', files.config, '--catalog', files.catalog]);
  const lines = stdout.split('\n').filter((line) => line.startsWith('{"type":"RECORD"'));
  const ids = lines.map((line) => (JSON.parse(line) as { record: { data: { id: string } } }).record.data.id);
  // Several parts are read at once: the order of the rows is not fixed.
  return { code, ids: ids.sort(byCodeUnits), text: stdout };
}

const byCodeUnits = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
const everything = rows.map(({ id }) => id).sort(byCodeUnits);

describe('an API of another shape is read by configuration alone', () => {
  test('GET with ISO 8601 bounds in the query, rows as arrays, an api key in a header', async () => {
    const start = Date.parse('2020-01-02T00:00:00Z');
    api = ({ url, headers, method }) => {
      if (headers['x-key'] !== 'key-4711' || method !== 'GET') return [401, {}];
      const at = (name: string): number => (Date.parse(url.searchParams.get(name) ?? '') - start) / 1000;
      const page = ['skip', 'take'].map((name) => Number(url.searchParams.get(name)));
      const found = cut(rows, at('from'), at('to'), page);
      const values = found.map(({ id, tick }) => [id, new Date(start + tick * 1000).toISOString()]);
      return [200, { result: { cols: ['id', 'at'], rows: values } }];
    };
    const { code, ids } = await readIds({
      auth: { type: 'api_key', name: 'X-Key', api_key: 'key-4711', location: 'header' },
      endpoint: {
        path: '/q/{dataset_id}',
        method: 'GET',
        body: '',
        query_params: [
          { name: 'from', value: '{start_time}' },
          { name: 'to', value: '{end_time}' },
        ],
        data_selector: 'result.rows',
        columns_selector: 'result.cols',
        time_field: 'at',
        time_format: 'iso8601',
      },
      paginator: { limit: 5, offset_param: 'skip', limit_param: 'take' },
    });
    expect({ code, ids }).toEqual({ code: 0, ids: everything });
    expect(asked[0]?.url.pathname).toBe('/q/d%2F1');
  });

  test('nanoseconds beyond 2^53, digit by digit, offset and limit in the body, HTTP Basic', async () => {
    api = ({ body, headers }) => {
      if (headers.authorization !== `Basic ${Buffer.from('me:pass-word').toString('base64')}`) return [401, {}];
      const bound = (name: string): number =>
        Number(BigInt(new RegExp(`"${name}":(-?\\d+)`).exec(body)?.[1] ?? 0) - NANOS);
      const { page } = JSON.parse(body) as { page: { skip: number; take: number } };
      const found = cut(rows, bound('from'), bound('to'), [page.skip, page.take]);
      const texts = found.map(({ id, tick }) => `{"id":"${id}","ns":${NANOS + BigInt(tick)}}`);
      return [200, `{"data":[${texts.join(',')}]}`];
    };
    const { code, ids, text } = await readIds({
      auth: { type: 'http_basic', username: 'me', password: 'pass-word' },
      endpoint: {
        body: '{"from":"{start_time}","to":"{end_time}"}',
        time_field: 'ns',
        time_format: 'epoch_nanoseconds',
      },
      paginator: { limit: 4, offset_param: 'page.skip', limit_param: 'page.take', location: 'body' },
    });
    expect({ code, ids }).toEqual({ code: 0, ids: everything });
    expect(text).toContain('"ns":1577923200000000019,"airbyte_cursor":1577923200.000000019}');
  });

  test('OAuth 2.0 client credentials: one token for all, and a new one when it is rejected', async () => {
    let tokens = 0;
    api = ({ url, body, headers }) => {
      if (url.pathname === '/token') {
        tokens += 1;
        return [200, { access_token: `token-number-${tokens}`, expires_in: 3600, sent: body }];
      }
      // The first token ends at once.
      if (headers.authorization !== 'Bearer token-number-2') return [401, { error: 'expired' }];
      const [from, to] = (/"value":(\d+).*"value":(\d+)/.exec(body) ?? []).slice(1).map(Number);
      const page = ['offset', 'limit'].map((name) => Number(url.searchParams.get(name)));
      const start = Date.parse('2020-01-02T00:00:00Z');
      const found = cut(rows, (from ?? 0) - start, (to ?? 0) - start, page);
      return [200, { data: found.map(({ id, tick }) => ({ id, timestamp: start + tick })) }];
    };
    const { code, ids, text } = await readIds({
      auth: {
        type: 'oauth2_client_credentials',
        access_token_url: `${baseUrl()}/token`,
        client_id: 'client',
        client_secret: 'very-secret',
      },
      paginator: { limit: 6 },
    });
    expect({ code, ids, tokens }).toEqual({ code: 0, ids: everything, tokens: 2 });
    expect(text).not.toContain('token-number');
  });

  test('rows that are arrays without their column names are a fault of the settings, which names what is missing', async () => {
    api = () => [200, { cols: ['id', 'timestamp'], data: [['a', 1_577_923_200_000]] }];
    const { code, text } = await readIds({});
    expect(code).toBe(1);
    expect(text).toMatch(/the rows at .*data.* are arrays, .* Set endpoint\.columns_selector to where it stands/);
    expect(text).toMatch(/"internal_message":"selector_missing.*"failure_type":"config_error"/);
  });

  test('an error inside a 200 answer, and an array that is left out of an empty range', async () => {
    api = () => [200, { error: { message: 'the query was too slow' } }];
    const failed = await readIds({ endpoint: { error_selector: 'error.message' } });
    expect(failed.code).toBe(1);
    expect(failed.text).toContain('the query was too slow');
    api = () => [200, { ok: true }];
    const empty = await readIds({ endpoint: { missing_data: 'empty' } });
    expect({ code: empty.code, ids: empty.ids }).toEqual({ code: 0, ids: [] });
    expect(empty.text).toContain('gave no row at all');
    expect((await readIds({})).code).toBe(1);
  });
});
