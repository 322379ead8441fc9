import { describe, expect, test } from '@jest/globals';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import { seededRandom } from '../../integration_tests/dataset-api/seeded-random.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { CASE_START, type CaseRow, sortedTexts, thingsOf } from '../support/sync-cases.ts';
import { type SyncResult, syncOnce } from '../support/sync-once.ts';

const DAY = 86_400_000;
const EARLIER = 20;

const config = {
  datasets: [{ dataset_id: 'rows' }],
  paginator: { limit: 100 },
  requests: { concurrency: 1 },
};

/** Some rows of one day, and `many` of the next one. */
function days(many: number): CaseRow[] {
  return Array.from({ length: EARLIER + many }, (_, row) => rowOf(row));
}

function rowOf(row: number, thing = `thing ${row}`): CaseRow {
  return { id: `row-${row}`, thing, timestamp: CASE_START + (row < EARLIER ? 0 : DAY) };
}

async function read(rows: readonly CaseRow[], behaviour: Behaviour, state?: unknown): Promise<SyncResult> {
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
  try {
    return await syncOnce(api.url, config, state);
  } finally {
    await api.close();
  }
}

/** The state behind all rows. */
async function stateOf(rows: readonly CaseRow[], behaviour: Behaviour = {}): Promise<unknown> {
  const { states, failed } = await read(rows, behaviour);
  expect(failed).toBeUndefined();
  return states.at(-1)?.state;
}

async function thingsFrom(state: unknown, rows: readonly CaseRow[], behaviour: Behaviour = {}): Promise<string[]> {
  const result = await read(rows, behaviour, state);
  expect(result.failed).toBeUndefined();
  return [...thingsOf(result)];
}

const servers: readonly Behaviour[] = [
  {},
  { orderIgnored: true },
  { descending: true },
  { lowerExclusive: true },
  { upperExclusive: true },
  { boundStep: DAY },
  { lowerExclusive: true, boundStep: DAY, boundRounding: { lower: 'up', upper: 'end' } },
  { pageCap: 70 },
  { limitIgnored: true },
  { filterIgnored: true },
  { lastAgain: 'page' },
  { pastEnd: 400 },
];

/** More earlier rows than a page holds. */
const LONG = 250;

describe('rows of the last time, more than a state can name, do not come again', () => {
  test.each([49, 100, 101, 1000])('with the next sync: %d', async (many) => {
    const rows = days(many);
    expect(await thingsFrom(await stateOf(rows), rows)).toEqual([]);
  });

  test.each(servers)('with the next sync: %j', async (behaviour) => {
    const rows = days(350);
    expect(await thingsFrom(await stateOf(rows, behaviour), rows, behaviour)).toEqual([]);
  });

  test.each<Behaviour>([{}, { orderIgnored: true }, { descending: true }])(
    'behind many pages of others, without a filter: %j',
    async (behaviour) => {
      const rows = days(350).concat(
        Array.from({ length: LONG }, (_, row) => ({ ...rowOf(row - 2000), timestamp: CASE_START })),
      );
      const unfiltered = { ...behaviour, filterIgnored: true };
      expect(await thingsFrom(await stateOf(rows, unfiltered), rows, unfiltered)).toEqual([]);
    },
  );

  test.each<Behaviour>([{}, { orderIgnored: true }, { lowerExclusive: true }, { pageCap: 70 }])(
    'after a crash at any state: %j',
    async (behaviour) => {
      const rows = days(350);
      const whole = await read(rows, behaviour);
      for (const { after, state } of whole.states) {
        const things = [...thingsOf(whole).slice(0, after), ...(await thingsFrom(state, rows, behaviour))];
        expect(sortedTexts(things)).toEqual(sortedTexts(rows.map(({ thing }) => thing)));
        expect(JSON.stringify(state).length).toBeLessThan(200);
      }
    },
  );
});

describe('among rows of the last time, more than a state can name,', () => {
  test('a late one that the API gives last comes alone', async () => {
    expect(await thingsFrom(await stateOf(days(350)), days(351))).toEqual(['thing 370']);
  });

  test.each<[string, (rows: CaseRow[]) => void]>([
    ['is deleted', (rows) => void rows.splice(200, 1)],
    ['is another one', (rows) => void rows.splice(200, 1, rowOf(200, 'other'))],
    ['comes in at another place', (rows) => void rows.splice(200, 0, rowOf(1000))],
  ])('all come again where one %s', async (_what, change) => {
    const rows = days(350);
    const state = await stateOf(rows);
    change(rows);
    const things = rows.slice(EARLIER).map(({ thing }) => thing);
    expect(sortedTexts(await thingsFrom(state, rows))).toEqual(sortedTexts(things));
  });

  test('all come again from a sum that somebody has changed', async () => {
    const rows = days(120);
    const { resume, ...cursor } = (await stateOf(rows)) as { readonly resume: { readonly sum: string } };
    expect(resume.sum).toMatch(/^120:[\da-z]+$/);
    for (const sum of ['120:0', '119:1', '999999999999999:1', 'x', 7, null]) {
      expect(await thingsFrom({ ...cursor, resume: { ...resume, sum } }, rows)).toHaveLength(120);
    }
  });

  test('all come again from keys that are none of a row', async () => {
    const rows = days(30);
    const { resume, ...cursor } = (await stateOf(rows)) as { readonly resume: { readonly keys: readonly string[] } };
    expect(resume.keys).toHaveLength(30);
    for (const keys of [['x'], ['…'], [''], resume.keys.map((key) => `${key}AAAA`)]) {
      expect(await thingsFrom({ ...cursor, resume: { ...resume, keys } }, rows)).toHaveLength(30);
    }
  });

  test.each<Behaviour>([{ lastAgain: 'page' }, { lastAgain: 'rows' }, { offsetIgnored: true, pageCap: 90 }])(
    'few questions find out that too few are left: %j',
    async (behaviour) => {
      const rows = days(80);
      const { resume, ...cursor } = (await stateOf(rows)) as { readonly resume: object };
      const state = { ...cursor, resume: { ...resume, sum: '999999999999999:1' } };
      expect(await thingsFrom(state, rows, behaviour)).toHaveLength(80);
    },
  );
});

test.each<Behaviour>([{ filterIgnored: true }, { boundStep: DAY }, { descending: true }])(
  'rows that are truly equal, a primary key as well, come as often as they are there where only offsets lead: %j',
  async (behaviour) => {
    const rows = days(350).map((row, index) => ({ ...row, id: `row-${index % 3}`, thing: `thing ${index % 3}` }));
    const { failed, rows: came } = await read(rows, behaviour);
    expect([failed, came.length]).toEqual([undefined, rows.length]);
  },
);

test('rows of one time that are truly equal, few of them different, where the last ones come again behind all: each comes', async () => {
  const twins = Array.from({ length: 118 }, (_, row) => ({
    ...rowOf(EARLIER),
    id: 'twin',
    thing: `twin ${(row * 7) % 5}`,
  }));
  for (const lastAgain of ['page', 'rows', 'row'] as const) {
    const result = await read(twins, { lastAgain });
    if (result.failed === undefined) {
      expect(sortedTexts(thingsOf(result))).toEqual(sortedTexts(twins.map(({ thing }) => thing)));
    } else expect(result.failed).toBe('ties_not_provable');
  }
});

test('two thousand rows of one time, four of them different: each comes, and it is asked a few times whether offsets count', async () => {
  const random = seededRandom(1);
  const rows = Array.from({ length: 2000 }, () => rowOf(EARLIER, `thing ${Math.floor(random() * 4)}`));
  const api = await startDatasetApi({ datasets: { rows: { rows } } });
  try {
    const result = await syncOnce(api.url, { ...config, paginator: { limit: 20 } });
    expect([result.message, result.rows.length]).toEqual(['', rows.length]);
    expect(api.requests.filter(({ offset = 0 }) => offset > 10 * rows.length).length).toBeLessThan(40);
  } finally {
    await api.close();
  }
});

test('two rows of one time are equal, on two pages, and another one is updated in its place behind any answer: both come', async () => {
  const rows = Array.from({ length: 130 }, (_, row) => ({
    id: row % 120 === 5 ? 'twin' : `row-${row}`,
    thing: row % 120 === 5 ? 'twin' : `thing ${row}`,
    timestamp: CASE_START,
  }));
  const isChanged = ({ id }: { readonly id: string }): boolean => id === 'row-40';
  for (let when = 1; when <= 20; when += 1) {
    const mutate: Behaviour['mutate'] = (stored, { index }) => {
      if (index !== when) return;
      stored.remove((row) => isChanged(row as CaseRow & { readonly id: string }));
      stored.insert([{ id: 'row-40', thing: 'updated', timestamp: CASE_START }], 40);
    };
    const { message, rows: got } = await read(rows, { mutate });
    const twins = thingsOf({ rows: got }).filter((thing) => thing === 'twin');
    const stayed = rows.filter((row) => !isChanged(row)).map(({ thing }) => thing);
    expect([when, message, twins.length]).toEqual([when, '', 2]);
    expect(thingsOf({ rows: got })).toEqual(expect.arrayContaining(stayed));
  }
});

describe('truly equal rows by turns, so that one page is like another', () => {
  const turns = [2, 3, 4].flatMap((period) => [5, 6, 7].map((limit) => ({ period, limit })));
  test.each(turns)(
    '$period different ones, pages of $limit: each as often as it is there',
    async ({ period, limit }) => {
      const rows = Array.from({ length: 60 }, (_, row) => rowOf(EARLIER, `thing ${row % period}`));
      for (const behaviour of [{}, { lastAgain: 'rows' }, { offsetCap: { max: 500, how: 'empty' } }] as const) {
        const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
        try {
          const result = await syncOnce(api.url, { ...config, paginator: { limit } });
          expect(result.message).toBe('');
          expect(sortedTexts(thingsOf(result))).toEqual(sortedTexts(rows.map(({ thing }) => thing)));
        } finally {
          await api.close();
        }
      }
    },
  );
});

test.each<Behaviour>([
  {},
  { pageCap: 2 },
  { offsetCap: { max: 60, how: 'refuse' } },
  { offsetCap: { max: 60, how: 'refuse' }, pageCap: 2 },
  { offsetCap: { max: 60, how: 'empty' }, pageCap: 2 },
])(
  'truly equal rows but for the first one, so that most pages are the same: each as often as it is there (%j)',
  async (behaviour) => {
    const rows = Array.from({ length: 50 }, (_, row) => rowOf(EARLIER, row === 0 ? 'another thing' : 'thing'));
    const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
    try {
      const result = await syncOnce(api.url, { ...config, paginator: { limit: 5 } });
      expect(result.message).toBe('');
      expect(sortedTexts(thingsOf(result))).toEqual(sortedTexts(rows.map(({ thing }) => thing)));
    } finally {
      await api.close();
    }
  },
);
