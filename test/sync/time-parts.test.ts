import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../integration_tests/dataset-api/seeded-random.ts';
import { type Asked, startLoopbackApi } from '../support/loopback-api.ts';
import { shuffled } from '../support/shuffled.ts';
import { type SyncResult, syncOnce } from '../support/sync-once.ts';

const START = Date.parse('2023-11-14T00:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Row {
  readonly id: string;
  readonly timestamp: number;
}

interface Query {
  readonly lower: number;
  readonly upper: number;
  readonly offset: number;
  readonly limit: number;
}

/** All rows of a query in the order of one answer. */
type Order = (rows: readonly Row[], query: Query) => readonly Row[];

function rowsOf(count: number, ofEachTime: number, step = 1000): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `row-${index}`,
    timestamp: START + Math.floor(index / ofEachTime) * step,
  }));
}

function queryOf({ url, body }: Asked): Query {
  const [{ clause }] = JSON.parse(body) as [{ clause: { parameters: { value: number }[] } }];
  const [lower, upper] = clause.parameters.map(({ value }) => value);
  const number = (name: string): number => Number(url.searchParams.get(name));
  return { lower: lower ?? 0, upper: upper ?? 0, offset: number('offset'), limit: number('limit') };
}

/** Syncs rows of an API with an order of its own; `shift`: its filter takes the bounds for times of another zone. */
async function sync(rows: readonly Row[], limit: number, order: Order, config: object = {}, shift = 0) {
  const api = await startLoopbackApi((asked) => {
    const query = queryOf(asked);
    const isIn = ({ timestamp }: Row): boolean => timestamp + shift >= query.lower && timestamp + shift <= query.upper;
    const { offset } = query;
    return { body: { data: order(rows.filter(isIn), query).slice(offset, offset + query.limit) } };
  });
  try {
    return await syncOnce(api.url, { datasets: [{ dataset_id: 'rows' }], paginator: { limit }, ...config });
  } finally {
    await api.close();
  }
}

function expectAllOnce(rows: readonly Row[], { message, rows: got }: SyncResult): void {
  expect(message).toBe('');
  const ids = got.map((row) => (JSON.parse(row) as Row).id);
  expect(ids.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
}

/**
 * The first rows as PostgreSQL finds them: by a heap of offset + limit rows, so that which of the rows of one time come first
 * hangs on both; by a sort that is stable where these are more than half of all.
 */
function topRows(later: (one: Row, other: Row) => boolean): Order {
  return (rows, { offset, limit }) => {
    const most = offset + limit;
    const heap: Row[] = [];
    const at = (place: number): Row => heap[place] as Row;
    const swap = (one: number, other: number): void => {
      [heap[one], heap[other]] = [at(other), at(one)];
    };
    const sink = (): void => {
      for (let place = 0; ; ) {
        let largest = place;
        for (const child of [2 * place + 1, 2 * place + 2]) {
          if (child < heap.length && later(at(child), at(largest))) largest = child;
        }
        if (largest === place) return;
        swap(place, largest);
        place = largest;
      }
    };
    if (most >= rows.length / 2) {
      return [...rows].sort((one, other) => Number(later(one, other)) - Number(later(other, one)));
    }
    for (const row of rows) {
      if (heap.length === most) {
        if (!later(at(0), row)) continue;
        heap[0] = row;
        sink();
        continue;
      }
      heap.push(row);
      for (let place = heap.length - 1; place > 0 && later(at(place), at((place - 1) >> 1)); place = (place - 1) >> 1) {
        swap(place, (place - 1) >> 1);
      }
    }
    const sorted: Row[] = [];
    while (heap.length > 0) {
      sorted.push(at(0));
      const last = heap.pop() as Row;
      if (heap.length > 0) heap[0] = last;
      sink();
    }
    return sorted.reverse();
  };
}

const newestFirst = topRows((one, other) => one.timestamp < other.timestamp);

describe('an order that is not stable', () => {
  test.each([
    [2000, 20, 100],
    [1300, 60, 50],
    [700, 25, 50],
  ])(
    'the newest first, which of one time hangs on offset and limit (%i rows, %i of each time, pages of %i): each once',
    async (count, ofEachTime, limit) => {
      const rows = rowsOf(count, ofEachTime);
      const result = await sync(rows, limit, newestFirst);
      expectAllOnce(rows, result);
      expect(result.warnings.join()).toContain('Sort the dataset by a unique last key.');
    },
  );

  test.each([
    [150, 20],
    [1000, 100],
  ])('another one in each answer (%i rows, pages of %i): each once', async (count, limit) => {
    const random = seededRandom(7);
    const rows = rowsOf(count, 1);
    const result = await sync(rows, limit, (all) => shuffled(all, random));
    expectAllOnce(rows, result);
  });

  test('exactly 20,000 rows, the newest first: each once', async () => {
    const rows = rowsOf(20_000, 3);
    expectAllOnce(rows, await sync(rows, 5000, newestFirst));
  });
});

describe('a filter that takes bounds for times of another zone, and a fixed end', () => {
  const ascending: Order = (rows) => rows;

  test.each([
    [2 * HOUR, 100, 10_000, 0],
    [2 * HOUR, 90, 50, 30 * MINUTE],
    [HOUR, 50, 100, 10 * MINUTE],
    [5.5 * HOUR, 400, 1000, 0],
    [2 * HOUR, 2000, 1000, 0],
    [-2 * HOUR, 400, 50, 0],
  ])('by %i ms (%i rows, pages of %i): each once', async (shift, count, limit, behind) => {
    const rows = rowsOf(count, 1, MINUTE);
    const end_time = new Date((rows.at(-1)?.timestamp ?? 0) + behind).toISOString();
    expectAllOnce(rows, await sync(rows, limit, ascending, { end_time }, shift));
  });
});

function expectAll(rows: readonly Row[], { message, rows: got }: SyncResult): void {
  expect(message).toBe('');
  const ids = new Set(got.map((row) => (JSON.parse(row) as Row).id));
  expect(rows.filter(({ id }) => !ids.has(id))).toEqual([]);
}

/** Newest first; rows of one time in another order in each answer. */
function shuffledNewest(random: () => number): Order {
  return (rows) => shuffled(rows, random).sort((one, other) => other.timestamp - one.timestamp);
}

describe('the newest first, rows of one time in another order in each answer', () => {
  const sets = [
    { name: 'few of each time', limit: 5, ofEach: 3 },
    { name: 'nearly a page of each time', limit: 7, ofEach: 5 },
  ];
  test.each(sets)('$name: every row', async ({ limit, ofEach }) => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const rows = rowsOf(40 + seed * 5, ofEach);
      expectAll(rows, await sync(rows, limit, shuffledNewest(seededRandom(seed))));
    }
  });

  test('more than a page of each time: every row, or no COMPLETE', async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const rows = rowsOf(40 + seed * 5, 9);
      const result = await sync(rows, 5, shuffledNewest(seededRandom(seed)));
      if (result.failed === undefined) expectAll(rows, result);
      else expect(['end_not_proven', 'ties_not_provable', 'order_not_provable']).toContain(result.failed);
    }
  });

  test('no primary key: every row', async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const rows = rowsOf(40 + seed * 5, 3);
      const endpoint = { primary_key: [] };
      expectAll(rows, await sync(rows, 7, shuffledNewest(seededRandom(seed)), { endpoint }));
    }
  });
});

test('no order, times finer than the filter, and a query that ends without a word: every row', async () => {
  const stored = shuffled(rowsOf(157, 1, 61_313), seededRandom(7));
  const order: Order = (found) => {
    const kept = new Set(found);
    return stored.filter((row) => kept.has(row)).slice(0, 131);
  };
  const api = await startLoopbackApi((asked) => {
    const { lower, upper, offset, limit } = queryOf(asked);
    const found = stored.filter(({ timestamp }) => timestamp >= lower * 1000 && timestamp <= upper * 1000);
    return { body: { data: order(found, { lower, upper, offset, limit }).slice(offset, offset + limit) } };
  });
  try {
    const endpoint = { filter_time_format: 'epoch_seconds' };
    const result = await syncOnce(api.url, { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 10 }, endpoint });
    expectAll(stored, result);
  } finally {
    await api.close();
  }
});
