import { describe, expect, test } from '@jest/globals';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import type { Fault } from '../../integration_tests/dataset-api/faults/fault.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { generateRows } from '../../integration_tests/dataset-api/synthetic.ts';
import { type SyncResult, syncOnce } from '../support/sync-once.ts';

const START = Date.parse('2020-01-02T00:00:00Z');
const ROWS = generateRows({ count: 240, start: START, step: 1000, ties: 3 });
const LIMIT = 50;

interface Options {
  readonly behaviour?: Behaviour;
  readonly faults?: readonly Fault[];
  readonly rows?: readonly object[];
  readonly config?: Readonly<Record<string, unknown>>;
}

async function sync({ behaviour = {}, faults = [], rows = ROWS, config = {} }: Options): Promise<SyncResult> {
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour, faults });
  try {
    const base = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: LIMIT }, requests: { timeout_seconds: 1 } };
    return await syncOnce(api.url, { ...base, ...config });
  } finally {
    await api.close();
  }
}

function ids(result: SyncResult): string[] {
  return result.rows.map((row) => String((JSON.parse(row) as { id: unknown }).id));
}

function sorted(texts: readonly string[]): string[] {
  return [...texts].sort((one, other) => (one < other ? -1 : Number(one > other)));
}

/** Every row once: nothing lost, nothing twice. */
function expectAll(result: SyncResult, rows: readonly object[] = ROWS): void {
  expect({ failed: result.failed, message: result.message }).toEqual({ failed: undefined, message: '' });
  expect(sorted(ids(result))).toEqual(sorted(rows.map((row) => String((row as { id: unknown }).id))));
}

describe('a server that does as it likes is read completely', () => {
  const behaviours: Readonly<Record<string, Behaviour>> = {
    healthy: {},
    'pages capped at 20': { pageCap: 20 },
    'pages capped at 4': { pageCap: 4 },
    'limit ignored': { limitIgnored: true },
    'offset ignored': { offsetIgnored: true },
    'filter ignored': { filterIgnored: true },
    'lower bound exclusive': { lowerExclusive: true },
    'upper bound exclusive': { upperExclusive: true },
    'both bounds exclusive': { lowerExclusive: true, upperExclusive: true },
    'ties in another order each time': { tiesShuffled: true },
    'order ignored': { orderIgnored: true },
    'bare array': { bareArray: true },
    'times as floats': { timesAsFloats: true },
    'text/plain': { textPlain: true },
    'pretty-printed': { prettyPrinted: true },
    'offset capped at 60': { offsetCap: { max: 60, how: 'refuse' } },
    'silently empty after 60 rows of a query': { rowCap: { max: 60, how: 'empty' } },
  };
  test.each(Object.keys(behaviours))('%s', async (name) => {
    const selector = name === 'bare array' ? '$' : 'data';
    const behaviour = behaviours[name] ?? {};
    expectAll(await sync({ behaviour, config: { endpoint: { data_selector: selector } } }));
  });
});

describe('a fault that passes costs a retry and no row', () => {
  const faults: Readonly<Record<string, Fault>> = {
    '500': { kind: 'status', code: 500, match: 0 },
    '429': { kind: 'status', code: 429, match: 0 },
    'HTML with status 200': { kind: 'html', match: 0 },
    'an error object with status 200': { kind: 'errorObject', match: 0 },
    'an empty body': { kind: 'emptyBody', match: 0 },
    'no rows by mistake': { kind: 'emptyData', match: 0 },
    'some rows short': { kind: 'shortPage', rows: 2, match: 0 } as unknown as Fault,
    'JSON cut, connection ended cleanly': { kind: 'cutJson', match: 0 },
    'connection cut': { kind: 'cutConnection', match: 0 },
    'gzip cut': { kind: 'cutGzip', match: 0 },
    'a body that stalls': { kind: 'stall', match: 0 },
    'connection reset': { kind: 'reset', match: 0 },
    'invalid UTF-8': { kind: 'garbageUtf8', match: 0 },
  };
  const pages = [0, 1, 3, 5];
  const cases = Object.keys(faults).flatMap((name) => pages.map((page): [string, number] => [name, page]));
  test.each(cases)('%s on request %i', async (name, page) => {
    expectAll(await sync({ faults: [{ ...(faults[name] as Fault), match: page, times: 1 } as Fault] }));
  });
});

describe('a fault that stays ends the stream loudly', () => {
  const codes: Readonly<Record<string, [Fault, string]>> = {
    '500': [{ kind: 'status', code: 500, match: () => true, times: 'always' }, 'server_failed'],
    '429': [{ kind: 'status', code: 429, match: () => true, times: 'always' }, 'rate_limited'],
    '401': [{ kind: 'status', code: 401, match: () => true, times: 'always' }, 'token_rejected'],
    HTML: [{ kind: 'html', match: () => true, times: 'always' }, 'page_invalid'],
    'error object': [{ kind: 'errorObject', match: () => true, times: 'always' }, 'selector_missing'],
    'empty body': [{ kind: 'emptyBody', match: () => true, times: 'always' }, 'page_invalid'],
    'cut JSON': [{ kind: 'cutJson', match: () => true, times: 'always' }, 'page_invalid'],
    reset: [{ kind: 'reset', match: () => true, times: 'always' }, 'connection_lost'],
    redirect: [
      { kind: 'redirect', location: 'https://login.example.com/?next=x', match: () => true, times: 'always' },
      'redirected',
    ],
  };
  test.each(Object.keys(codes))('%s', async (name) => {
    const [fault, code] = codes[name] as [Fault, string];
    const late = { ...fault, match: (request: { index: number }) => request.index >= 2 } as Fault;
    const result = await sync({ faults: [late] });
    expect(result.failed).toBe(code);
    expect(result.rows.length).toBeGreaterThan(0);
    expect(result.states.at(-1)?.after).toBe(result.rows.length);
  });

  test('an API that knows no filter, no order and no offset', async () => {
    const behaviour: Behaviour = { filterIgnored: true, orderIgnored: true, offsetIgnored: true };
    expect((await sync({ behaviour })).failed).toBe('page_repeated');
  });

  test('a configured total that is not there', async () => {
    const result = await sync({ config: { paginator: { limit: LIMIT, total_selector: 'total' } } });
    expect({ failed: result.failed, rows: result.rows.length }).toEqual({ failed: 'total_missing', rows: 0 });
  });

  test('a total that is not met', async () => {
    const behaviour: Behaviour = { total: { path: 'total', value: { wrong: 500 } } };
    const result = await sync({ behaviour, config: { paginator: { limit: LIMIT, total_selector: 'total' } } });
    expect(result.failed).toBe('total_not_met');
  });

  test('more rows with one time than a page, and no offset', async () => {
    const rows = generateRows({ count: 120, start: START, step: 0, ties: 120 });
    expect((await sync({ rows, behaviour: { offsetIgnored: true } })).failed).toBe('ties_not_provable');
  });
});

describe('ties', () => {
  test.each([1, 2, 49, 50, 51, 100, 101, 240])('%i rows with one time, pages of 50', async (ties) => {
    const rows = generateRows({ count: 240, start: START, step: 1000, ties });
    expectAll(await sync({ rows }), rows);
  });

  test('in another order each time, more than a page', async () => {
    const rows = generateRows({ count: 240, start: START, step: 1000, ties: 80 });
    expectAll(await sync({ rows, behaviour: { tiesShuffled: true } }), rows);
  });

  test('without ids and truly equal, many pages', async () => {
    const rows = Array.from({ length: 230 }, () => ({ id: null, thing: 'same', timestamp: START }));
    const result = await sync({ rows });
    expect({ failed: result.failed, rows: result.rows.length }).toEqual({ failed: undefined, rows: 230 });
  });
});
