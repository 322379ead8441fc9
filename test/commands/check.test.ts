import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runCheck } from '../../src/commands/check.ts';
import type { Output } from '../../src/protocol/output.ts';
import { type ConnectorFiles, connectorFiles } from '../support/connector-files.ts';
import { type Loopback, startHttp, startTcp, withServer } from '../support/loopback.ts';
import { runConnector } from '../support/run-connector.ts';

/** Status and answer for the bounds of a range as they were sent, the size of a page and a dataset. */
type Api = (
  from: number | string,
  to: number | string,
  limit: number,
  dataset: string,
) => readonly [number, unknown, ...unknown[]];

const START = Date.parse('2020-01-01T00:00:00Z');
let files: ConnectorFiles;
let server: Loopback;
let api: Api;
let asked: (number | string)[];

beforeAll(async () => {
  files = connectorFiles();
  server = await startHttp(async (request, response) => {
    let body = '';
    for await (const piece of request) body += String(piece);
    const [from, to] = (JSON.parse(body) as [{ clause: { parameters: { value: number | string }[] } }])[0].clause
      .parameters;
    asked.push(from?.value ?? '');
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    const dataset = decodeURIComponent(pathname.slice(pathname.lastIndexOf('/') + 1));
    const [status, answer] = api(from?.value ?? '', to?.value ?? '', Number(searchParams.get('limit')), dataset);
    response
      .writeHead(status, status === 429 ? { 'Retry-After': '300' } : {})
      .end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
});

afterAll(() => {
  server.close();
  files.remove();
});

async function check(change: Readonly<Record<string, unknown>> = {}) {
  asked = [];
  const config = files.write('config.json', {
    base_url: server.url,
    auth: { type: 'bearer', token: 'token-4711' },
    datasets: [{ dataset_id: 'd' }],
    start_time: '2020-01-01T00:00:00Z',
    requests: { max_retries: 0, timeout_seconds: 1 },
    ...change,
  });
  const { code, messages } = await runConnector(['check', '--config', config]);
  const status = messages.find(({ type }) => type === 'CONNECTION_STATUS')?.['connectionStatus'];
  const warnings = messages.flatMap(({ log }) => ((log as { level?: string })?.level === 'WARN' ? [log] : []));
  return { code, ...(status as { status: string; message?: string }), warnings: JSON.stringify(warnings) };
}

const row = { id: 'a', timestamp: START + 5 };
const within =
  (rows: readonly { readonly timestamp: number }[]): Api =>
  (from, to) => [200, { data: rows.filter(({ timestamp }) => timestamp >= Number(from) && timestamp <= Number(to)) }];

test('a start_time that lies ahead: no range is asked for that ends before it begins', async () => {
  const ranges: bigint[] = [];
  api = (from, to) => {
    ranges.push(BigInt(to) - BigInt(from));
    return [200, { data: [] }];
  };
  const { status } = await check({ start_time: '2100-01-01T00:00:00Z' });
  expect(status).toBe('SUCCEEDED');
  expect(ranges.length).toBeGreaterThan(0);
  expect(ranges.filter((length) => length < 0n)).toEqual([]);
});

test('keys that are no settings are told, since one of them may be misspelled', async () => {
  api = within([row]);
  const { status, warnings } = await check({ lookback_windw: 'P1D', endpoint: { timefield: 'at' } });
  expect(status).toBe('SUCCEEDED');
  expect(warnings).toContain('keys that are no settings and are ignored: lookback_windw, endpoint.timefield.');
});

describe('what is wrong is told in the status, for each dataset', () => {
  const cases: Readonly<Record<string, readonly [number, unknown, RegExp]>> = {
    'an HTML page': [
      200,
      '<html>Log in</html>',
      /HTTP 200, but not with a page of it, after 2 attempts: .*<html>Log in<\/html>/,
    ],
    'an empty body': [200, '', /the body is empty/],
    'no body': [
      204,
      '',
      /HTTP 204, but not .*: it has no body; if that means no rows, set endpoint\.missing_data to "empty"/,
    ],
    'JSON that is cut': [200, '{"data":[{"id"', /not with a page of it/],
    'a wrong selector': [200, { rows: [] }, /at "data" is nothing instead of an array.*endpoint.data_selector/],
    'rows that are arrays': [200, { data: [[1], []] }, /are arrays, .* Set endpoint.columns_selector/],
    'rows that are no objects': [200, { data: [1] }, /not with a page of it|instead of/],
    'an error inside': [200, { error: 'quota' }, /failed query .*quota/],
    'no time in the rows': [200, { data: [{ id: 1 }] }, /has the time field "timestamp"/],
    'a time of another kind': [200, { data: [{ timestamp: 'x' }] }, /time field "timestamp".* holds "x"/],
    'rows outside of the range': [
      200,
      { data: [{ timestamp: 5 }] },
      /2020-01-01T00:00:00.000Z to .* gave only rows outside/,
    ],
    'wrong credentials': [401, 'who?', /rejected the credentials.*HTTP 401.*who\?/],
    'no such dataset': [404, 'what?', /does not know dataset .* at http.*HTTP 404.*what\?/],
    'a refused request': [
      422,
      'no "Timestamp"',
      /rejected the request.*HTTP 422.*paginator\.limit.*method, body.*no "Timestamp"/,
    ],
    'a limited rate': [429, 'later', /limits the request rate for dataset .* it asked for a pause of 300 s/],
    'a failing API': [500, 'oops', /failed for dataset .* \(HTTP 500\).*oops/],
  };
  let problems: readonly string[];

  beforeAll(async () => {
    api = (_from, _to, _limit, dataset) => cases[dataset] ?? [500, 'unexpected'];
    const datasets = Object.keys(cases).map((dataset_id) => ({ dataset_id }));
    const {
      code,
      status,
      message = '',
    } = await check({
      datasets,
      endpoint: { error_selector: 'error' },
      requests: { max_retries: 1, backoff_factor: 0 },
    });
    expect({ code, status }).toEqual({ code: 0, status: 'FAILED' });
    problems = message.split('\n');
  });

  test.each(Object.keys(cases))('%s', (dataset) => {
    const problem = problems[Object.keys(cases).indexOf(dataset)];
    expect(problem).toContain(`ataset "${dataset}"`);
    expect(problem).toMatch(cases[dataset]?.[2] ?? '');
  });

  test('an API that nobody listens at', async () => {
    const { status, message } = await check({ base_url: 'http://127.0.0.1:1' });
    expect({ status, message }).toEqual({
      status: 'FAILED',
      message: expect.stringMatching(/^No connection to 127.0.0.1:1 for dataset "d" \(ECONNREFUSED\)/),
    });
  });
});

describe('the filter is tried with ranges that must be empty', () => {
  test('one that works is believed', async () => {
    api = within([row]);
    expect(await check()).toMatchObject({ status: 'SUCCEEDED', warnings: '[]' });
    expect(asked).toEqual([START, 1000]);
  });

  test('a first row without a value in a column of the primary key is warned of', async () => {
    api = within([row]);
    const { status, warnings } = await check({ endpoint: { primary_key: ['id', 'uuid'] } });
    expect(status).toBe('SUCCEEDED');
    expect(warnings).toMatch(/first row of dataset ."d." has no value in ."uuid.": correct endpoint\.primary_key/);
  });

  test('no row at all is no fault, and says what to look at if there should be some', async () => {
    api = within([]);
    const { status, warnings } = await check({ endpoint: { primary_key: ['uuid'] } });
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(warnings)).toEqual([
      {
        level: 'WARN',
        message:
          'Dataset "d" gave no row at all. If it should have some, check start_time, the filter in endpoint.body and the type of its bounds (endpoint.filter_time_format): some APIs answer a bound of the wrong type with nothing.',
      },
    ]);
  });

  test('one that does nothing is warned of', async () => {
    api = () => [200, { data: [row] }];
    const { status, warnings } = await check();
    expect(status).toBe('SUCCEEDED');
    expect(warnings).toContain('for the first moments of 1970: the API does not honour the filter');
  });

  test('a dataset that ignores it and begins near 1970 is asked far ahead instead', async () => {
    api = () => [200, { data: [row] }];
    const { status, warnings } = await check({ start_time: '1970-01-01T00:00:00Z' });
    expect({ status, asked }).toEqual({ status: 'SUCCEEDED', asked: [0, Date.UTC(2100, 0, 1)] });
    expect(warnings).toContain('gives rows of other times for the year 2100:');
  });

  test('a dataset that ignores it but has rows of the range within a page can be read', async () => {
    api = (_from, _to, limit) => [200, { data: [{ id: 'old', timestamp: 7 }, row].slice(0, limit) }];
    const { status, warnings } = await check();
    expect({ status, warned: warnings.includes('does not honour') }).toEqual({ status: 'SUCCEEDED', warned: true });
    expect(asked).toEqual([START, START]);
  });

  test('a first row without a time, which others have, is no fault', async () => {
    api = (_from, _to, limit) => [200, { data: [{ id: 'untimed' }, row].slice(0, limit) }];
    expect(await check()).toMatchObject({ status: 'SUCCEEDED', warnings: '[]' });
    expect(asked).toEqual([START, START]);
  });

  test('a slip is tried again once, whatever number of retries a sync has', async () => {
    api = () => [503, 'busy'];
    const requests = { max_retries: 9, backoff_factor: 0 };
    const { code, status, message } = await check({ requests });
    expect({ code, status, asked: asked.length }).toEqual({ code: 0, status: 'FAILED', asked: 2 });
    expect(message).toContain('2 attempts');
  });

  test('one that refuses such ranges says nothing', async () => {
    api = (from) => (from === START ? [200, { data: [row] }] : [400, 'out of range']);
    expect(await check()).toMatchObject({ status: 'SUCCEEDED', warnings: '[]' });
  });

  test('rows that really are in 1970 are none of other times', async () => {
    api = within([{ timestamp: 1500 }, row]);
    expect(await check()).toMatchObject({ status: 'SUCCEEDED', warnings: '[]' });
    await check({ start_time: '1970-01-01T00:00:00Z' });
    expect(asked).toEqual([0, Date.UTC(2100, 0, 1)]);
  });

  test.each([
    ['epoch_seconds', 1_577_836_800, 1],
    ['epoch_milliseconds', 1_577_836_800_000, 1000],
    ['epoch_microseconds', 1_577_836_800_000_000, 1_000_000],
    ['iso8601', '2020-01-01T00:00:00.000Z', '1970-01-01T00:00:01.000Z'],
  ])('in the unit of the filter: %s', async (time_format, ...bounds) => {
    const time = time_format === 'iso8601' ? '2020-01-01T00:00:00Z' : bounds[0];
    api = () => [200, { data: [{ id: 'a', timestamp: time }] }];
    const { status, warnings } = await check({ endpoint: { time_format } });
    expect({ status, asked }).toEqual({ status: 'SUCCEEDED', asked: bounds });
    expect(warnings).toContain('does not honour the filter');
  });

  test('nanoseconds beyond 2^53', async () => {
    api = () => [200, '{"data":[{"id":"a","timestamp":1577836800000000001}]}'];
    const { status, warnings } = await check({ endpoint: { time_format: 'epoch_nanoseconds' } });
    expect({ status, warned: warnings.includes('does not honour') }).toEqual({ status: 'SUCCEEDED', warned: true });
  });
});

test('a host that takes no connection is told as one, and not as a slow query', () =>
  withServer(
    startTcp(() => undefined),
    async ({ port }) => {
      const { code, status, message } = await check({ base_url: `https://127.0.0.1:${port}` });
      expect({ code, status }).toEqual({ code: 0, status: 'FAILED' });
      expect(message).toBe(
        `No connection to 127.0.0.1:${port} for dataset "d" (no connection within 1 s). Check base_url, DNS, firewall and proxy.`,
      );
    },
  ));

test('datasets that are not asked in time are told, and are no failure', async () => {
  api = () => [200, { data: [{ id: 'a', timestamp: START + 1 }] }];
  const config = files.write('config.json', {
    base_url: server.url,
    auth: { type: 'none' },
    datasets: [1, 2, 3].map((id) => ({ dataset_id: `d${id}` })),
    start_time: '2020-01-01T00:00:00Z',
    requests: { requests_per_second: 0.01 },
  });
  asked = [];
  const written: string[] = [];
  const output: Output = {
    write: (lines) => void written.push(Buffer.from(lines).toString()),
    room: () => Promise.resolve(),
    drained: () => Promise.resolve(),
  };
  const { signal } = new AbortController();
  const run = { output, signal, now: Date.now, redaction: { redact: (text: string) => text }, debug: false };
  await runCheck(run, config, 3000);
  expect(asked).toHaveLength(1);
  expect(written.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      type: 'LOG',
      log: {
        level: 'WARN',
        message:
          'A check takes 0.05 minutes at most, so 2 of 3 datasets gave no result, among them "d2": the API or requests.requests_per_second is too slow for so many.',
      },
    },
    { type: 'CONNECTION_STATUS', connectionStatus: { status: 'SUCCEEDED' } },
  ]);
});
