import { describe, expect, test } from '@jest/globals';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import { seededRandom } from '../../integration_tests/dataset-api/seeded-random.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { expectEach } from '../support/expect-each.ts';
import { CASE_START, type CaseRow, thingsOf } from '../support/sync-cases.ts';
import { type SyncResult, syncOnce } from '../support/sync-once.ts';

// Servers whose filter is not as fine as their rows, or finer; rows without a time; ends that are refused.

const SECOND = 1000;
const DAY = 86_400_000;

function rowsOf(count: number, step: number, from = 0): CaseRow[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `row-${from + index}`,
    thing: `thing ${from + index}`,
    timestamp: CASE_START + Math.round((from + index) * step),
  }));
}

/** Rows that come in before a sync. */
type Batch = readonly CaseRow[];

/** One sync for each batch, each from the last state of the one before. */
async function syncs(batches: readonly Batch[], behaviour: Behaviour, config: object): Promise<SyncResult[]> {
  const [first = [], ...later] = batches;
  const api = await startDatasetApi({ datasets: { rows: { rows: first } }, behaviour });
  try {
    const settings = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 10 }, ...config };
    const results = [await syncOnce(api.url, settings)];
    for (const batch of later) {
      api.rowsOf('rows').insert(batch);
      results.push(await syncOnce(api.url, settings, results.at(-1)?.states.at(-1)?.state));
    }
    return results;
  } finally {
    await api.close();
  }
}

function expectAll(rows: readonly CaseRow[], results: readonly SyncResult[]): void {
  expect(results.map(({ failed, message }) => [failed, message])).toEqual(results.map(() => [undefined, '']));
  expectEach(
    rows,
    results.flatMap((result) => thingsOf(result)),
  );
}

const ALONE = { requests: { concurrency: 1 } };

const roundings: readonly (readonly [string, Required<Behaviour>['boundRounding']])[] = [
  ['the lower one up, the upper one to the end', { lower: 'up', upper: 'end' }],
  ['both to the nearest', { lower: 'nearest', upper: 'nearest' }],
  ['both down', { lower: 'down', upper: 'down' }],
  ['the lower one down, the upper one to the end', { lower: 'down', upper: 'end' }],
  ['both up', { lower: 'up', upper: 'up' }],
];

describe('bounds that are rounded to seconds, with rows between them', () => {
  test.each(roundings)('%s: every row, and those that come in later', async (_name, boundRounding) => {
    const batches = [rowsOf(80, 100), rowsOf(13, 100, 80), rowsOf(1, 100, 93)];
    expectAll(batches.flat(), await syncs(batches, { boundStep: SECOND, boundRounding }, ALONE));
  });

  test.each(roundings)('%s, up to a fixed end_time: every row up to it', async (_name, boundRounding) => {
    const rows = rowsOf(80, 100);
    const end_time = new Date(CASE_START + 5550).toISOString();
    const upTo = rows.slice(0, 56);
    expectAll(upTo, await syncs([rows], { boundStep: SECOND, boundRounding }, { ...ALONE, end_time }));
  });

  test.each(roundings)(
    '%s, and rows of the last time that come in one after the other: each comes once',
    async (_name, boundRounding) => {
      const ofLastTime = (from: number): CaseRow[] =>
        rowsOf(1, 0, from).map((row) => ({ ...row, timestamp: CASE_START + 300 }));
      const batches = [rowsOf(3, 100), ofLastTime(3), ofLastTime(4), [], ofLastTime(5), [], []];
      expectAll(batches.flat(), await syncs(batches, { boundStep: SECOND, boundRounding }, ALONE));
    },
  );
});

describe('bounds that are rounded to a unit of many pages, or of less than a row', () => {
  const steps = [SECOND, 60_000, 3_600_000];
  const gaps = [7, 100, 1300, 20_000];
  const cases = steps.flatMap((step) => gaps.map((gap) => [step, gap] as const));

  test.each(cases)(
    'to %i ms, rows %i ms apart: every row once, and those that come in later',
    async (boundStep, gap) => {
      const concurrency = boundStep === SECOND ? 1 : 4;
      for (const [, boundRounding] of roundings) {
        const batches = [rowsOf(70, gap, 12_345 / gap), rowsOf(20, gap, 12_345 / gap + 70)];
        const results = await syncs(batches, { boundStep, boundRounding }, { requests: { concurrency } });
        expectAll(batches.flat(), results);
        const end_time = new Date(CASE_START + 12_345 + 60 * gap).toISOString();
        const ended = await syncs(
          [batches.flat()],
          { boundStep, boundRounding },
          { requests: { concurrency }, end_time },
        );
        expectAll(batches.flat().slice(0, 61), ended);
      }
    },
  );
});

describe('bounds that are rounded to the nearest unit, with several readers', () => {
  // Which reader finds it out, and when, depends on whose answer comes first.
  test.each([27, 31, 49, 91, 101, 129, 148, 155, 169])(
    'every row once, and those that come in later (seed %i)',
    async (seed) => {
      const random = seededRandom(seed);
      const oneOf = (values: readonly number[]): number => values[Math.floor(random() * values.length)] ?? 0;
      const [boundStep, gap, limit] = [oneOf([SECOND, 60_000]), oneOf([7, 100, 1300, 20_000]), oneOf([5, 10])];
      const behaviour: Behaviour = {
        boundStep,
        boundRounding: { lower: 'nearest', upper: 'nearest' },
        latency: () => random() * 10,
      };
      const batches = [rowsOf(70, gap, 12_345 / gap), rowsOf(20, gap, 12_345 / gap + 70)];
      const config = { paginator: { limit }, requests: { concurrency: 4 } };
      expectAll(batches.flat(), await syncs(batches, behaviour, config));
    },
  );
});

test('an end_time in the middle of a day, which the API takes for its beginning: every row up to it', async () => {
  const rows = rowsOf(9, DAY / 4);
  const end_time = new Date(CASE_START + DAY + DAY / 2).toISOString();
  const upTo = rows.slice(0, 7);
  expectAll(upTo, await syncs([rows], { boundStep: DAY }, { end_time }));
});

test('an end_time in the middle of a day, which the API takes for its beginning, and later syncs: no row again, nor one less', async () => {
  for (const half of [DAY / 2, DAY / 4]) {
    const end_time = new Date(CASE_START + DAY + half).toISOString();
    const ofLastTime = (from: number): CaseRow[] =>
      rowsOf(1, 0, from).map((row) => ({ ...row, timestamp: CASE_START + DAY + DAY / 4 }));
    const batches = [rowsOf(6, DAY / 4), [], ofLastTime(6), [], []];
    const results = await syncs(batches, { boundStep: DAY }, { ...ALONE, end_time });
    expectAll(batches.flat(), results);
    expect(results.flatMap(({ warnings }) => warnings).join(' ')).not.toContain('are gone');
  }
});

test('an end_time in the middle of a day, which the API takes for its beginning, and no offsets: no COMPLETE', async () => {
  const rows = rowsOf(3, SECOND, DAY / SECOND + 1);
  const end_time = new Date(CASE_START + DAY + DAY / 2).toISOString();
  const paginator = { limit: 10, offset_param: '' };
  const [result] = await syncs([rows], { boundStep: DAY, offsetIgnored: true }, { ...ALONE, end_time, paginator });
  expect(result?.failed).toBe('page_repeated');
});

test('an end_time before 1970, in the middle of a day, which the API takes for its beginning: every row up to it', async () => {
  const first = Date.parse('1960-05-01T00:00:00Z');
  const rows = rowsOf(9, DAY / 4).map((row) => ({ ...row, timestamp: (row.timestamp ?? 0) - CASE_START + first }));
  const config = { start_time: '1950-01-01T00:00:00Z', end_time: '1960-05-02T12:00:00Z' };
  expectAll(rows.slice(0, 7), await syncs([rows], { boundStep: DAY }, config));
});

test('a start_time in the middle of a day whose first page is all before it: every row from it on', async () => {
  const rows = rowsOf(60, 60_000);
  const start_time = new Date(CASE_START + 30 * 60_000).toISOString();
  const behaviour: Behaviour = { boundStep: DAY, boundRounding: { lower: 'down', upper: 'end' } };
  expectAll(rows.slice(30), await syncs([rows], behaviour, { ...ALONE, start_time }));
});

test('a filter by minutes, read by many at once: each row once', async () => {
  const rows = rowsOf(300, 12_000);
  const behaviour: Behaviour = { boundStep: 60_000 };
  for (const concurrency of [2, 4, 8]) {
    expectAll(rows, await syncs([rows], behaviour, { requests: { concurrency } }));
  }
});

test('a filter by minutes that ends each query after some rows without a word: no COMPLETE', async () => {
  const behaviour: Behaviour = {
    boundStep: 60_000,
    boundRounding: { lower: 'down', upper: 'end' },
    rowCap: { max: 40, how: 'empty' },
  };
  const [result] = await syncs([rowsOf(150, 7000)], behaviour, ALONE);
  expect(result?.failed).toBe('offset_capped');
});

describe('times that are shown in seconds, while the filter knows milliseconds', () => {
  test('read by many at once: each row once', async () => {
    const rows = rowsOf(200, 130);
    for (const concurrency of [1, 4, 8]) {
      expectAll(rows, await syncs([rows], { timesShownIn: SECOND }, { requests: { concurrency } }));
    }
  });

  test('rows that come into a second that is out: each comes as well', async () => {
    const batches = [rowsOf(4, 1), rowsOf(1, 1, 504), rowsOf(3, 1, 605), rowsOf(12, 1, 708)];
    expectAll(batches.flat(), await syncs(batches, { timesShownIn: SECOND }, { ...ALONE, paginator: { limit: 5 } }));
  });
});

describe('rows without a time that match every filter', () => {
  const untimed = (count: number): CaseRow[] =>
    rowsOf(count, 1, 1000).map((row) => ({ ...row, timestamp: null as unknown as number }));

  test('last: each comes once', async () => {
    const rows = [...rowsOf(40, SECOND), ...untimed(3)];
    expectAll(rows, await syncs([rows], { untimedMatch: 'last' }, ALONE));
  });

  test('first, where a query ends after some rows without a word: no COMPLETE', async () => {
    const behaviour: Behaviour = { untimedMatch: 'first', rowCap: { max: 25, how: 'empty' } };
    const [result] = await syncs([[...untimed(3), ...rowsOf(150, SECOND)]], behaviour, ALONE);
    expect(result?.failed).toBe('offset_capped');
  });
});

describe('an offset behind the last row', () => {
  const refusals = [400, 404, 200] as const;

  test.each(refusals)('is refused with %i, in order: every row', async (pastEnd) => {
    for (const count of [9, 10, 11, 40]) {
      expectAll(rowsOf(count, SECOND), await syncs([rowsOf(count, SECOND)], { pastEnd }, ALONE));
    }
  });

  test.each(refusals)('is refused with %i, the newest first: every row', async (pastEnd) => {
    for (const count of [9, 10, 11, 40]) {
      const rows = rowsOf(count, SECOND);
      expectAll(rows, await syncs([rows], { pastEnd, descending: true }, ALONE));
    }
  });

  test.each(refusals)(
    'is refused with %i, the filter ignored: every row, and those that come in later',
    async (pastEnd) => {
      const batches = [rowsOf(3, SECOND), [], rowsOf(2, SECOND, 3), []];
      expectAll(batches.flat(), await syncs(batches, { pastEnd, filterIgnored: true }, ALONE));
    },
  );

  test.each(refusals)(
    'is refused with %i, and all rows but one hidden by an upper bound: every row',
    async (pastEnd) => {
      const rows = [rowsOf(1, 0), rowsOf(4, 0, 1).map((row) => ({ ...row, timestamp: CASE_START + SECOND }))].flat();
      const end_time = new Date(CASE_START + SECOND).toISOString();
      expectAll(rows, await syncs([rows], { pastEnd, upperExclusive: true }, { ...ALONE, end_time }));
    },
  );

  test.each(refusals)('is refused with %i, and one of the rows of one time goes: the others come', async (pastEnd) => {
    for (const when of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const mutate: Behaviour['mutate'] = (stored, { index }) => {
        if (index === when) stored.remove((row) => (row as CaseRow).id === 'row-8');
      };
      const [result] = await syncs([rowsOf(9, 0)], { pastEnd, mutate }, { ...ALONE, paginator: { limit: 4 } });
      expect([when, result?.message]).toEqual([when, '']);
      expect(thingsOf({ rows: result?.rows ?? [] })).toEqual(
        expect.arrayContaining(rowsOf(8, 0).map(({ thing }) => thing)),
      );
    }
  });

  test.each(refusals)('is refused with %i, and the only row of an increment goes: the sync ends', async (pastEnd) => {
    const mutate: Behaviour['mutate'] = (rows, { index }) => {
      if (index === 1) rows.remove(() => true);
    };
    const [result] = await syncs([rowsOf(1, SECOND)], { pastEnd, mutate }, ALONE);
    expect(result?.message).toBe('');
  });
});

test.each<readonly [string, Behaviour, object]>([
  ['in an object', {}, { endpoint: { missing_data: 'empty' } }],
  ['at the root', { bareArray: true }, { endpoint: { missing_data: 'empty', data_selector: '$' } }],
  [
    'beside a total',
    { total: { path: 'total', value: 'exact' } },
    { endpoint: { missing_data: 'empty' }, paginator: { limit: 10, total_selector: 'total' } },
  ],
])(
  'an answer of 204 without rows, where missing data means none, rows %s: every row',
  async (_where, behaviour, config) => {
    const batches = [[], rowsOf(40, SECOND), []];
    const results = await syncs(batches, { emptyIsNoContent: true, ...behaviour }, { ...ALONE, ...config });
    expectAll(batches.flat(), results);
  },
);

test('the newest first, and a sync without news: no row comes again', async () => {
  const batches = [rowsOf(15, SECOND), [], []];
  expectAll(batches.flat(), await syncs(batches, { descending: true }, { ...ALONE, paginator: { limit: 5 } }));
});

test('the newest first, and a lower bound that is rounded up beyond all news: they come', async () => {
  const batches = [rowsOf(1, 2, 29_900), rowsOf(2, 2, 29_901), [], rowsOf(3, 2, 29_903)];
  const behaviour: Behaviour = { descending: true, boundStep: 60_000, boundRounding: { lower: 'up', upper: 'end' } };
  expectAll(batches.flat(), await syncs(batches, behaviour, ALONE));
});

test('the newest first, and a lower bound that is rounded up beyond some of the news: they come', async () => {
  const batches = [rowsOf(1, 13_000, 1), rowsOf(13, 13_000, 2), []];
  const behaviour: Behaviour = { descending: true, boundStep: 60_000, boundRounding: { lower: 'up', upper: 'end' } };
  expectAll(batches.flat(), await syncs(batches, behaviour, ALONE));
});

describe('the count at which APIs are known to end a query without a word', () => {
  const ending: Behaviour = { rowCap: { max: 10_000, how: 'empty' } };

  test.each([5000, 10_000])('among rows of one time, pages of %i: no COMPLETE', async (limit) => {
    for (const rows of [rowsOf(10_500, 0), [...rowsOf(500, 1, -500), ...rowsOf(10_500, 0)]]) {
      const [result] = await syncs([rows], ending, { paginator: { limit } });
      expect(result?.failed).toBe('ties_not_provable');
    }
  });

  test.each([5000, 10_000])('as many rows of one time at the end, pages of %i: every row', async (limit) => {
    const rows = [...rowsOf(500, 1, -500), ...rowsOf(10_000, 0)];
    expectAll(rows, await syncs([rows], {}, { paginator: { limit } }));
  });

  test.each([{ total_selector: 'total' }, { max_offset: 10_001 }])(
    'as many rows of one time alone, pages of 5000: every row where the configuration tells (%j)',
    async (told) => {
      const rows = rowsOf(10_000, 0);
      const behaviour: Behaviour = { total: { path: 'total', value: 'exact' } };
      expectAll(rows, await syncs([rows], behaviour, { paginator: { limit: 5000, ...told } }));
    },
  );

  test.each([{}, { max_offset: 10_000 }])(
    'as many rows of one time alone, and nothing that tells (%j): no COMPLETE',
    async (told) => {
      const [result] = await syncs([rowsOf(10_000, 0)], {}, { paginator: { limit: 5000, ...told } });
      expect(result?.failed).toBe('ties_not_provable');
    },
  );

  test('as many rows where the filter is ignored: every row where the configuration tells, else an error that says how', async () => {
    const rows = rowsOf(10_000, 1);
    const [silent] = await syncs([rows], { filterIgnored: true }, { paginator: { limit: 5000 } });
    expect([silent?.failed, silent?.message]).toEqual([
      'offset_capped',
      expect.stringContaining('set paginator.max_offset'),
    ]);
    const told = await syncs([rows], { filterIgnored: true }, { paginator: { limit: 5000, max_offset: 1_000_000 } });
    expectAll(rows, told);
  });

  test.each([{ descending: true }, { orderIgnored: true }])('%j, as many rows: every row', async (behaviour) => {
    const rows = rowsOf(10_000, 1).reverse();
    expectAll(rows, await syncs([rows], behaviour, { paginator: { limit: 5000 } }));
    const more = rowsOf(10_500, 1).reverse();
    expectAll(more, await syncs([more], { ...behaviour, ...ending }, { paginator: { limit: 5000 } }));
  });
});
