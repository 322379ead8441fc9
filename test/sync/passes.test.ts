import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../integration_tests/dataset-api/seeded-random.ts';
import { startLoopbackApi } from '../support/loopback-api.ts';
import { shuffled } from '../support/shuffled.ts';
import { type SyncResult, syncOnce } from '../support/sync-once.ts';

// Neither an order nor a filter leads through these: only the number of rows tells when all have come.

const START = Date.parse('2024-01-01T00:00:00Z');
const DAY = 86_400_000;

interface Row {
  readonly id: string;
  readonly timestamp: number;
}

type Order = (rows: readonly Row[]) => readonly Row[];
type Filter = (row: Row, lower: number, upper: number) => boolean;

const ignored: Filter = () => true;
/** Bounds are taken for their days. */
const ofDays: Filter = ({ timestamp }, lower, upper) => {
  const day = (time: number): number => Math.floor(time / DAY);
  return day(timestamp) >= day(lower) && day(timestamp) <= day(upper);
};

const ascending: Order = (rows) => rows.toSorted((one, other) => one.timestamp - other.timestamp);

/** Another order in each answer. */
function shuffledBy(seed: number): Order {
  const random = seededRandom(seed);
  return (rows) => shuffled(rows, random);
}

/** By their times; those of one time in another order in each answer. */
function tiesShuffled(seed: number): Order {
  const shuffle = shuffledBy(seed);
  return (rows) => ascending(shuffle(rows));
}

function rowsOf(count: number, ofEachTime: number, step = 1000): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `row-${index}`,
    timestamp: START + Math.floor(index / ofEachTime) * step,
  }));
}

async function sync(
  rows: readonly Row[],
  limit: number,
  order: Order,
  filter: Filter,
  config: object = {},
  state?: unknown,
) {
  const api = await startLoopbackApi(({ url, body }) => {
    const [{ clause }] = JSON.parse(body) as [{ clause: { parameters: { value: number }[] } }];
    const [lower = 0, upper = 0] = clause.parameters.map(({ value }) => value);
    const number = (name: string): number => Number(url.searchParams.get(name));
    const offset = number('offset');
    const found = order(rows.filter((row) => filter(row, lower, upper)));
    return { body: { data: found.slice(offset, offset + number('limit')), total: found.length } };
  });
  try {
    return await syncOnce(api.url, { datasets: [{ dataset_id: 'rows' }], paginator: { limit }, ...config }, state);
  } finally {
    await api.close();
  }
}

function expectAll(rows: readonly Row[], { failed, message, rows: got }: SyncResult): void {
  expect([failed, message]).toEqual([undefined, '']);
  const ids = got.map((row) => (JSON.parse(row) as Row).id);
  const expected = rows.map(({ id }) => id);
  expect(new Set(ids)).toEqual(new Set(expected));
}

const seeds = Array.from({ length: 8 }, (_, index) => index + 1);

describe('the filter is ignored, and each answer has another order', () => {
  test.each(seeds)('every row, and what to do about it (%i)', async (seed) => {
    const rows = rowsOf(60 + seed * 17, seed % 3 === 0 ? 9 : 1);
    const result = await sync(rows, 20, shuffledBy(seed), ignored);
    expectAll(rows, result);
    expect(result.warnings.join()).toContain('Sort the dataset by a unique last key.');
    expect(result.warnings.join()).not.toContain('rows may be missing');
  });

  test.each(seeds)('rows before start_time and behind end_time among them (%i)', async (seed) => {
    const rows = rowsOf(200, 1);
    const iso = (row: Row | undefined): string => new Date(row?.timestamp ?? 0).toISOString();
    const range = { start_time: iso(rows[70]), end_time: iso(rows[149]) };
    expectAll(rows.slice(70, 150), await sync(rows, 30, shuffledBy(seed), ignored, range));
  });

  test.each(seeds)('two rows that are new to the next sync (%i)', async (seed) => {
    const rows = rowsOf(150, 1);
    const first = await sync(rows.slice(0, -2), 20, shuffledBy(seed), ignored);
    expectAll(rows.slice(0, -2), first);
    const next = await sync(rows, 20, shuffledBy(seed + 100), ignored, {}, first.states.at(-1)?.state);
    expect(next.failed).toBeUndefined();
    const ids = next.rows.map((row) => (JSON.parse(row) as Row).id);
    expect(ids).toEqual(expect.arrayContaining(['row-148', 'row-149']));
  });

  test('a total is met by different rows', async () => {
    const rows = rowsOf(170, 1);
    const paginator = { limit: 20, total_selector: 'total' };
    expectAll(rows, await sync(rows, 20, shuffledBy(3), ignored, { paginator }));
  });
});

test.each(seeds)(
  'the filter is ignored, and rows of one time come in another order in each answer: every row (%i)',
  async (seed) => {
    const rows = rowsOf(80 + seed * 13, 1 + seed * 2);
    expectAll(rows, await sync(rows, 15, tiesShuffled(seed), ignored));
  },
);

describe('bounds are taken for their days, and one day has more rows than a page', () => {
  test.each(seeds)('another order in each answer: every row (%i)', async (seed) => {
    const rows = rowsOf(150, 1, DAY / 40);
    expectAll(rows, await sync(rows, 20, shuffledBy(seed), ofDays));
  });

  test.each(seeds)('rows of one time in another order in each answer: every row (%i)', async (seed) => {
    const rows = rowsOf(150, 7, DAY / 6);
    expectAll(rows, await sync(rows, 20, tiesShuffled(seed), ofDays));
  });
});

describe('rows that are truly equal, and a filter that is ignored', () => {
  const rows = rowsOf(90, 3).map((row) => ({ ...row, id: `equal-${row.timestamp}` }));

  test('a stable order: as often as they are there, although their key says that they moved', async () => {
    const result = await sync(rows, 10, ascending, ignored);
    expectAll(rows, result);
    expect(result.rows).toHaveLength(rows.length);
  });

  test('another order in each answer: no COMPLETE', async () => {
    const result = await sync(rows, 10, shuffledBy(1), ignored);
    expect(result.failed).toBe('order_not_provable');
    expect(result.message).toContain('by a unique last key');
  });
});
