import { describe, expect, test } from '@jest/globals';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { type LoopbackApi, startLoopbackApi } from '../support/loopback-api.ts';
import { CASE_START, type CaseRow, sortedTexts, thingsOf } from '../support/sync-cases.ts';
import { type SyncResult, syncOnce } from '../support/sync-once.ts';

// Rows that a lower bound hides where no row stands at the bound itself, so that nothing shows it at once.

const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function rowsFrom(first: number, count: number, step: number): CaseRow[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `row-${first + index * step}`,
    thing: `thing ${first + index * step}`,
    timestamp: CASE_START + first + index * step,
  }));
}

const iso = (tick: number): string => new Date(CASE_START + tick).toISOString();
const settingsOf = (limit: number) => ({ datasets: [{ dataset_id: 'rows' }], paginator: { limit } });

interface Read {
  readonly result: SyncResult;
  readonly requests: number;
}

async function read(rows: readonly CaseRow[], behaviour: Behaviour, config: object, state?: unknown): Promise<Read> {
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
  try {
    const result = await syncOnce(api.url, { ...settingsOf(1000), ...config }, state);
    return { result, requests: api.requests.length };
  } finally {
    await api.close();
  }
}

function expectRows(result: SyncResult, rows: readonly CaseRow[]): void {
  expect([result.failed, result.message]).toEqual([undefined, '']);
  expect(sortedTexts(thingsOf(result))).toEqual(sortedTexts(rows.map(({ thing }) => thing)));
}

const units: readonly (readonly [string, number])[] = [
  ['a second', SECOND],
  ['an hour', HOUR],
  ['a day', DAY],
];

describe.each(units)('a lower bound that is rounded up to %s', (_name, unit) => {
  const behaviour: Behaviour = { boundStep: unit, boundRounding: { lower: 'up', upper: 'down' } };
  const rows = rowsFrom(unit / 4 + unit / 100, 30, unit / 10);

  test('a first sync of one page from between two units: every row', async () => {
    const { result } = await read(rows, behaviour, { start_time: iso(unit / 4) });
    expectRows(result, rows);
  });

  test('a first sync whose rows are all hidden: every row', async () => {
    const hidden = rows.slice(0, 5);
    const { result } = await read(hidden, behaviour, { start_time: iso(unit / 4) });
    expectRows(result, hidden);
  });

  test('a full range to a fixed end: every row', async () => {
    const { result } = await read(rows, behaviour, { start_time: iso(unit / 4), end_time: iso(50 * unit) });
    expectRows(result, rows);
  });

  test.each([3, 1000])(
    'the range within one unit, so that both bounds hide all of it, pages of %i: every row',
    async (limit) => {
      const range = { start_time: iso(unit / 4), end_time: iso(0.9 * unit) };
      const { result } = await read(rows, behaviour, { ...settingsOf(limit), ...range });
      expectRows(
        result,
        rows.filter(({ timestamp }) => Number(timestamp) <= CASE_START + 0.9 * unit),
      );
      expect(result.warnings.join()).not.toContain('gave no row at all');
    },
  );

  test('a cursor alone, at a row: every row behind it', async () => {
    const state = { airbyte_cursor: (rows[9]?.timestamp ?? 0) / 1000 };
    const { result } = await read(rows, behaviour, {}, state);
    expectRows(result, rows.slice(9));
  });

  test('a lookback of less than a unit: the rows that came in, and those of the lookback', async () => {
    const lookback_window = `PT${(unit / 5 / SECOND).toFixed(3)}S`;
    const first = await read(rows.slice(0, 15), behaviour, { start_time: iso(0) });
    const { result } = await read(rows, behaviour, { lookback_window }, first.result.states.at(-1)?.state);
    expectRows(result, rows.slice(12));
  });
});

test('a lower bound that is rounded up, offsets that are ignored, and a row right at start_time: no COMPLETE without it', async () => {
  const rows = rowsFrom(750, 2, 1);
  const behaviour: Behaviour = { offsetIgnored: true, boundStep: SECOND, boundRounding: { lower: 'up', upper: 'end' } };
  const { result } = await read(rows, behaviour, { start_time: iso(751) });
  expect(result.failed ?? thingsOf(result)).not.toEqual([]);
  if (result.failed === undefined) expectRows(result, rows.slice(1));
});

describe.each(units)(
  'rows that come where %s begins, and hide what a bound does between two of them',
  (_name, unit) => {
    const start = unit * 0.7;
    const hidden = rowsFrom(unit * 0.75, 5, unit / 50);
    const shown = rowsFrom(unit, 30, unit);
    const rows = [...hidden, ...shown];

    test.each(['up', 'nearest'] as const)(
      'a lower bound that is rounded (%s): every row of one page',
      async (lower) => {
        const behaviour: Behaviour = { boundStep: unit, boundRounding: { lower, upper: 'down' } };
        expectRows((await read(rows, behaviour, { start_time: iso(start) })).result, rows);
      },
    );

    test.each(['up', 'nearest'] as const)('a lower bound that is rounded (%s): every row of many', async (lower) => {
      const behaviour: Behaviour = { boundStep: unit, boundRounding: { lower, upper: 'down' } };
      const config = { ...settingsOf(10), start_time: iso(start), requests: { concurrency: 4 } };
      expectRows((await read(rows, behaviour, config)).result, rows);
    });

    test('an exact one: one question more for each unit that begins later, at most', async () => {
      const whole = await read(shown, {}, { start_time: iso(0) });
      const between = await read(shown, {}, { start_time: iso(start) });
      expectRows(between.result, shown);
      expect(between.requests - whole.requests).toBeLessThanOrEqual(4);
    });
  },
);

describe('a lower bound that is rounded up to a day of many pages', () => {
  const behaviour: Behaviour = { boundStep: DAY, boundRounding: { lower: 'up', upper: 'end' } };
  const rows = rowsFrom(9 * HOUR, 68, HOUR / 6);

  test.each([1, 4])('increments, and one without news, %i at once: each row once', async (concurrency) => {
    const config = { ...settingsOf(10), requests: { concurrency } };
    let state: unknown;
    const things: string[] = [];
    for (const count of [60, 65, 65, 68]) {
      const { result } = await read(rows.slice(0, count), behaviour, config, state);
      expect([result.failed, result.message]).toEqual([undefined, '']);
      things.push(...thingsOf(result));
      state = result.states.at(-1)?.state;
    }
    expect(sortedTexts(things)).toEqual(sortedTexts(rows.map(({ thing }) => thing)));
  });
});

interface TextRow {
  readonly thing: string;
  readonly at: string;
}

/** Compares times as texts; a blank, which stands between date and time of its rows, comes before a "T". */
function startTextApi(rows: readonly TextRow[]): Promise<LoopbackApi> {
  return startLoopbackApi(({ url, body }) => {
    const [{ clause }] = JSON.parse(body) as [{ clause: { parameters: [{ value: string }, { value: string }] } }];
    const [from, to] = clause.parameters;
    const found = rows.filter(({ at }) => at >= from.value && at <= to.value);
    const offset = Number(url.searchParams.get('offset'));
    return { body: { data: found.slice(offset, offset + Number(url.searchParams.get('limit'))) } };
  });
}

describe('times that are compared as texts, with a blank where the bound has a T', () => {
  const rows: TextRow[] = rowsFrom(9 * HOUR, 40, HOUR / 6).map(({ thing, timestamp }) => ({
    thing,
    at: new Date(timestamp ?? 0).toISOString().slice(0, 19).replace('T', ' '),
  }));
  const config = { ...settingsOf(1000), endpoint: { time_field: 'at', time_format: 'iso8601' } };

  async function things(count: number, more: object, state?: unknown): Promise<readonly [readonly string[], unknown]> {
    const api = await startTextApi(rows.slice(0, count));
    try {
      const result = await syncOnce(api.url, { ...config, ...more }, state);
      expect([result.failed, result.message]).toEqual([undefined, '']);
      return [thingsOf(result), result.states.at(-1)?.state];
    } finally {
      await api.close();
    }
  }

  test('from the morning of the first day: every row', async () => {
    expect((await things(40, { start_time: iso(0) }))[0]).toHaveLength(40);
  });

  test('a lookback within the day: the rows of the lookback and the new ones', async () => {
    const lookback_window = 'PT30M';
    const [, state] = await things(30, { lookback_window });
    const [found] = await things(34, { lookback_window }, state);
    expect(sortedTexts(found)).toEqual(sortedTexts(rows.slice(26, 34).map(({ thing }) => thing)));
  });
});

describe('what that costs where nothing is hidden', () => {
  const rows = rowsFrom(7 * SECOND, 30, 37 * SECOND);

  test('a lookback: two requests for an increment', async () => {
    const first = await read(rows.slice(0, 20), {}, {});
    const config = { lookback_window: 'PT5M' };
    const { requests } = await read(rows, {}, config, first.result.states.at(-1)?.state);
    expect(requests).toBe(2);
  });

  test('the row to go on from has another time meanwhile: few requests, however many rows stand before it', async () => {
    const many = rowsFrom(7, 3000, 17 * SECOND + 13);
    const { result } = await read(many, {}, settingsOf(100));
    const [last, ...more] = rowsFrom(3000 * (17 * SECOND + 13) + 7, 4, 700);
    const moved = [...many.slice(0, -1), ...more, { ...last, id: 'row', thing: 'moved', timestamp: CASE_START + 9e7 }];
    const next = await read(moved, {}, settingsOf(100), result.states.at(-1)?.state);
    expectRows(next.result, moved.slice(2999));
    expect(next.requests).toBeLessThanOrEqual(8);
  });

  test('the row to go on from is gone, and nothing came in: few requests as well', async () => {
    const many = rowsFrom(7, 3000, 17 * SECOND + 13);
    const { result } = await read(many, {}, settingsOf(100));
    const next = await read(many.slice(0, -1), {}, settingsOf(100), result.states.at(-1)?.state);
    expectRows(next.result, []);
    expect(next.requests).toBeLessThanOrEqual(9);
  });
});

test('an API that refuses what is before its first day: an empty range, and a row to go on from that is gone', async () => {
  let rows: readonly CaseRow[] = [];
  const api = await startLoopbackApi(({ url, body }) => {
    const [{ clause }] = JSON.parse(body) as [{ clause: { parameters: [{ value: number }, { value: number }] } }];
    const [from, to] = clause.parameters;
    if (from.value < CASE_START - SECOND) return { status: 400, body: { error: 'this is not kept any more' } };
    const found = rows.filter(({ timestamp: time }) => time !== null && time >= from.value && time <= to.value);
    const offset = Number(url.searchParams.get('offset'));
    return { body: { data: found.slice(offset, offset + Number(url.searchParams.get('limit'))) } };
  });
  try {
    const config = { ...settingsOf(1000), start_time: iso(0) };
    const empty = await syncOnce(api.url, config);
    expectRows(empty, []);
    rows = rowsFrom(7, 3, SECOND);
    const next = await syncOnce(api.url, config, empty.states.at(-1)?.state);
    expectRows(next, rows);
    rows = rows.slice(0, 2);
    expectRows(await syncOnce(api.url, config, next.states.at(-1)?.state), []);
  } finally {
    await api.close();
  }
});

test('a start_time that lies ahead: nothing is read, and once it is corrected everything', async () => {
  const rows = rowsFrom(0, 5, SECOND);
  const ahead = await read(rows, {}, { start_time: '2100-01-01T00:00:00Z' });
  expect(ahead).toMatchObject({ requests: 0, result: { failed: undefined, rows: [] } });
  expect(ahead.result.warnings).toEqual([expect.stringContaining('start_time lies ahead')]);
  const state = ahead.result.states.at(-1)?.state;
  expect(state).toEqual({});
  expectRows((await read(rows, {}, {}, state)).result, rows);
});

test('a state that lies ahead reads nothing, of which a warning tells; behind a fixed end it is a sync that has read all', async () => {
  const rows = rowsFrom(0, 5, SECOND);
  const state = { airbyte_cursor: Date.parse('2100-01-01T00:00:00Z') / 1000 };
  const ahead = await read(rows, {}, {}, state);
  expect(ahead).toMatchObject({ requests: 0, result: { failed: undefined, rows: [] } });
  expect(ahead.result.warnings).toEqual([expect.stringContaining('state lies ahead, at 2100-01-01T00:00:00.000Z')]);
  const fixed = await read(rows, {}, { end_time: iso(DAY) }, state);
  expect(fixed).toMatchObject({ requests: 0, result: { failed: undefined, rows: [], warnings: [] } });
});

test('a first sync that fails before a row is out keeps no cursor: an earlier start_time counts afterwards', async () => {
  const rows = rowsFrom(0, 5, SECOND);
  const wrong = { time_format: 'iso8601', filter_time_format: 'epoch_milliseconds' };
  const { result } = await read(rows, {}, { start_time: iso(2 * SECOND), endpoint: wrong });
  const state = result.states.at(-1)?.state;
  expect([result.failed, result.rows, state]).toEqual(['time_unreadable', [], {}]);
  expectRows((await read(rows, {}, { start_time: iso(0) }, state)).result, rows);
});

test.each<Behaviour>([{}, { lastAgain: 'page' }])(
  'rows at start_time that an exclusive bound hides do not look like a page that the API capped: %j',
  async (rest) => {
    const behaviour: Behaviour = { ...rest, lowerExclusive: true };
    const rows = [...rowsFrom(0, 30, 0), ...rowsFrom(DAY, 1, 1)].map((row, index) => ({ ...row, thing: `${index}` }));
    const { result } = await read(rows, behaviour, { start_time: iso(0) });
    expectRows(result, rows);
    const state = result.states.at(-1)?.state;
    expect(state).not.toHaveProperty('resume.page');
    expectRows((await read(rows, behaviour, { start_time: iso(0) }, state)).result, []);
  },
);

test('an exclusive bound hides rows at the start, while others between it and the next tick fill a page: every row', async () => {
  const texts = (fraction: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      thing: `at ${fraction} ${index}`,
      at: `2020-01-02T00:00:00.000${fraction}Z`,
    }));
  const rows = [...texts('', 9), ...texts('4', 30), ...texts('5', 30)];
  // Compared to the last digit, as numbers of 100 microseconds.
  const timeOf = (text: string): number => Math.round(Date.parse(text) * 10) + Number(text.slice(23, -1) || 0);
  const sorted = rows.toSorted((one, other) => timeOf(one.at) - timeOf(other.at));
  const api = await startLoopbackApi(({ url, body }) => {
    const [{ clause }] = JSON.parse(body) as [{ clause: { parameters: [{ value: number }, { value: number }] } }];
    const [from, to] = clause.parameters;
    const found = sorted.filter(({ at }) => timeOf(at) > from.value * 10 && timeOf(at) < to.value * 10);
    const offset = Number(url.searchParams.get('offset'));
    return { body: { data: found.slice(offset, offset + Number(url.searchParams.get('limit'))) } };
  });
  try {
    const endpoint = { time_field: 'at', time_format: 'iso8601', filter_time_format: 'epoch_milliseconds' };
    const result = await syncOnce(api.url, { ...settingsOf(7), endpoint, start_time: '2020-01-02T00:00:00Z' });
    expect(result.message).toBe('');
    expect(sortedTexts(thingsOf(result))).toEqual(sortedTexts(rows.map(({ thing }) => thing)));
  } finally {
    await api.close();
  }
});

describe('an exclusive bound hides rows at a tick, while others between it and the next one come', () => {
  interface Row {
    readonly thing: string;
    readonly at: string;
  }

  const few: readonly Row[] = ['2020-01-02', '2020-01-03', '2020-01-21'].flatMap((day) =>
    ['000', '400', '500'].flatMap((fraction) =>
      Array.from({ length: 12 }, (_, index) => ({
        thing: `${day} ${fraction} ${index}`,
        at: `${day}T00:00:00.000${fraction}Z`,
      })),
    ),
  );
  // Compared to the last digit, in microseconds.
  const timeOf = (text: string): number => Date.parse(text) * 1000 + Number(text.slice(23, -1));

  async function syncUntil(
    rows: readonly Row[],
    limit: number,
    requests: number,
    state?: unknown,
  ): Promise<SyncResult> {
    let asked = 0;
    const api = await startLoopbackApi(({ url, body }) => {
      asked += 1;
      if (asked > requests) return { status: 401, body: {} };
      const [{ clause }] = JSON.parse(body) as [{ clause: { parameters: [{ value: number }, { value: number }] } }];
      const [from, to] = clause.parameters;
      const found = rows.filter(({ at }) => timeOf(at) > from.value * 1000 && timeOf(at) <= to.value * 1000);
      const offset = Number(url.searchParams.get('offset'));
      return { body: { data: found.slice(offset, offset + Number(url.searchParams.get('limit'))) } };
    });
    try {
      const endpoint = { time_field: 'at', time_format: 'iso8601', filter_time_format: 'epoch_milliseconds' };
      const config = { endpoint, requests: { concurrency: 1 }, start_time: '2020-01-02T00:00:00Z' };
      return await syncOnce(api.url, { ...settingsOf(limit), ...config }, state);
    } finally {
      await api.close();
    }
  }

  test.each(Array.from({ length: 20 }, (_, index) => 2 * index))(
    'a sync that fails after %i answers, and the next one: every row',
    async (requests) => {
      const first = await syncUntil(few, 10, requests);
      const second = await syncUntil(few, 10, Number.POSITIVE_INFINITY, first.states.at(-1)?.state);
      expect(second.message).toBe('');
      const things = new Set([...thingsOf(first), ...thingsOf(second)]);
      expect(sortedTexts(things)).toEqual(sortedTexts(few.map(({ thing }) => thing)));
    },
  );

  test.each([1, 300, 700])(
    'more rows than are kept to compare with, %i of each time: each once',
    async (ofEachTime) => {
      const rows = Array.from({ length: 8000 }, (_, index) => {
        const micros = Math.floor(index / ofEachTime) * (ofEachTime === 1 ? 97 : 250);
        const at = `2020-01-02T00:00:0${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}Z`;
        return { thing: `thing ${index} ${'x'.repeat(800)}`, at };
      });
      const result = await syncUntil(rows, 1000, Number.POSITIVE_INFINITY);
      expect(result.message).toBe('');
      expect(sortedTexts(thingsOf(result))).toEqual(sortedTexts(rows.map(({ thing }) => thing)));
    },
  );

  test.each([1, 90])(
    'more rows between two ticks than a page holds, and %i at the next one: each once',
    async (atTick) => {
      const micros = [
        ...Array.from({ length: 220 }, (_, index) => 400 + index),
        ...Array<number>(atTick).fill(1000),
        ...Array.from({ length: 330 }, (_, index) => 1001 + index),
        ...Array.from({ length: 150 }, (_, index) => 90_000 + 1300 * index),
      ];
      const rows = micros.map((time, index) => ({
        thing: `thing ${index} ${'x'.repeat(9000)}`,
        at: `2020-01-02T00:00:00.${String(time).padStart(6, '0')}Z`,
      }));
      const result = await syncUntil(rows, 100, Number.POSITIVE_INFINITY);
      expect(result.message).toBe('');
      expect(sortedTexts(thingsOf(result))).toEqual(sortedTexts(rows.map(({ thing }) => thing)));
    },
  );
});

test.each([1, 40])(
  'an upper bound that is rounded down, a fixed end and times finer than the filter, %i of each time: each once',
  async (ofEachTime) => {
    const rows = Array.from({ length: 30 * ofEachTime }, (_, index) => ({
      id: `row-${index}`,
      thing: `thing ${index}`,
      timestamp: CASE_START + Math.floor(index / ofEachTime) * 500,
    }));
    const minute = (seconds: number): number => Math.floor(seconds / 60) * 60_000;
    const api = await startLoopbackApi(({ url, body }) => {
      const [{ clause }] = JSON.parse(body) as [{ clause: { parameters: [{ value: number }, { value: number }] } }];
      const [from, to] = clause.parameters;
      const found = rows.filter(({ timestamp }) => timestamp >= minute(from.value) && timestamp <= minute(to.value));
      const offset = Number(url.searchParams.get('offset'));
      return {
        body: { data: found.slice(offset, offset + Number(url.searchParams.get('limit'))), total: found.length },
      };
    });
    try {
      const endpoint = { filter_time_format: 'epoch_seconds' };
      const config = { ...settingsOf(100), endpoint, start_time: iso(0), end_time: iso(29 * 500) };
      expectRows(await syncOnce(api.url, config), rows);
    } finally {
      await api.close();
    }
  },
);
