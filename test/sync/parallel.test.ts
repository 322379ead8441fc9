import { describe, expect, test } from '@jest/globals';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import type { RecordedRequest } from '../../integration_tests/dataset-api/recorded-request.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { generateRows } from '../../integration_tests/dataset-api/synthetic.ts';
import { type SyncResult, syncOnce } from '../support/sync-once.ts';

const START = Date.parse('2020-01-02T00:00:00Z');
const LIMIT = 50;

interface Read {
  readonly result: SyncResult;
  readonly requests: readonly RecordedRequest[];
}

async function read(
  rows: readonly object[],
  config: Readonly<Record<string, unknown>> = {},
  state?: unknown,
  behaviour: Behaviour = {},
): Promise<Read> {
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
  try {
    const base = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: LIMIT }, requests: { concurrency: 8 } };
    const result = await syncOnce(api.url, { ...base, ...config }, state);
    return { result, requests: [...api.requests] };
  } finally {
    await api.close();
  }
}

function ids({ rows }: SyncResult): string[] {
  return rows.map((row) => String((JSON.parse(row) as { id: unknown }).id));
}

function expectAllOnce({ result }: Read, rows: readonly object[]): void {
  expect(result.message).toBe('');
  const got = ids(result);
  expect(got.length).toBe(rows.length);
  expect(new Set(got)).toEqual(new Set(rows.map((row) => String((row as { id: unknown }).id))));
}

describe('parallel reading', () => {
  test('a backlog is read over all connections, and offsets add up to little more than its rows, twice', async () => {
    const rows = generateRows({ count: 5000, start: START, step: 1000, ties: 2 });
    const done = await read(rows, {}, undefined, { latency: 40 });
    expectAllOnce(done, rows);
    expect(Math.max(...done.requests.map(({ concurrent }) => concurrent))).toBe(8);
    const skipped = done.requests.reduce((sum, { offset = 0 }) => sum + offset, 0);
    // The count at the end is asked twice; behind a page that is not full, a question skips that page.
    expect(skipped).toBeLessThanOrEqual(2 * rows.length + 20 * LIMIT);
    expect(done.requests.length).toBeLessThan(1.5 * (rows.length / LIMIT));
  });

  test.each([
    ['as many rows of one time as a page holds', LIMIT, 2.2],
    ['a few less', LIMIT - 5, 1.3],
    ['three times as many', 3 * LIMIT, 2.6],
  ])('%s: each row is sent few times', async (_name, ties, most) => {
    const rows = generateRows({ count: 20 * ties, start: START, step: 86_400_000, ties });
    const done = await read(rows, { requests: { concurrency: 1 } });
    expectAllOnce(done, rows);
    const sent = done.requests.reduce((sum, { rows: count }) => sum + count, 0);
    expect(sent / rows.length).toBeLessThan(most);
  });

  test('never more requests at once than requests.concurrency', async () => {
    const rows = generateRows({ count: 3000, start: START, step: 1000 });
    const done = await read(rows, { requests: { concurrency: 3 } }, undefined, { latency: 2 });
    expectAllOnce(done, rows);
    expect(Math.max(...done.requests.map(({ concurrent }) => concurrent))).toBeLessThanOrEqual(3);
  });

  test('a first sync of less than a page costs three requests, and an increment two', async () => {
    const rows = generateRows({ count: 40, start: START, step: 1000 });
    const first = await read(rows.slice(0, 30));
    expect(first.requests.length).toBe(3);
    const increment = await read(rows, {}, first.result.states.at(-1)?.state);
    expect({ rows: increment.result.rows.length, requests: increment.requests.length }).toEqual({
      rows: 10,
      requests: 2,
    });
    const nothing = await read(rows, {}, increment.result.states.at(-1)?.state);
    expect({ rows: nothing.result.rows, requests: nothing.requests.length }).toEqual({ rows: [], requests: 2 });
  });

  test('rows that end years before the range does cost few requests more', async () => {
    const rows = generateRows({ count: 1000, start: START, step: 10 });
    const done = await read(rows, {}, undefined, { latency: 40 });
    expectAllOnce(done, rows);
    expect(done.requests.length).toBeLessThanOrEqual(20 + 24);
  });

  test('rows that crowd in a small part of the range are shared out as well', async () => {
    const sparse = generateRows({ count: 300, start: START, step: 3_600_000 });
    const dense = generateRows({ count: 4000, start: START + 20_000_000, step: 10, seed: 2 });
    const rows = [...sparse, ...dense.map((row) => ({ ...row, id: `dense-${row.id}` }))];
    const done = await read(rows, {}, undefined, { latency: 5 });
    expectAllOnce(done, rows);
    const busy = done.requests.filter(({ rows: count }) => count === LIMIT);
    const average = busy.reduce((sum, { concurrent }) => sum + concurrent, 0) / busy.length;
    expect(average).toBeGreaterThan(3);
  });

  test('a small page of everything: the limit is not read', async () => {
    const rows = generateRows({ count: 700, start: START, step: 1000 });
    const done = await read(rows, {}, undefined, { limitIgnored: true });
    expectAllOnce(done, rows);
    expect(done.requests.length).toBeLessThan(20);
  });
});

describe('a state of several readers', () => {
  test('every one continues without a gap, and reads again a page for each reader at most', async () => {
    const rows = generateRows({ count: 1500, start: START, step: 1000, ties: 2 });
    const whole = await read(rows);
    const texts = whole.result.rows;
    const some = whole.result.states.filter((_, index) => index % 7 === 3);
    for (const { state, after } of some) {
      const rest = await read(rows, {}, state);
      const union = new Set([...texts.slice(0, after), ...rest.result.rows]);
      expect(union.size).toBe(rows.length);
      const repeated = rest.result.rows.length - (rows.length - after);
      expect(repeated).toBeLessThanOrEqual(8 * LIMIT);
    }
    expect(some.some(({ state }) => JSON.stringify(state).includes('"done"'))).toBe(true);
  });
});

describe('rows that come or go while they are read', () => {
  const places: readonly ['below' | 'at' | 'above', number][] = [
    ['below', -30],
    ['at', 0],
    ['above', 120],
  ];
  const cases = [1, 4].flatMap((concurrency) =>
    places.flatMap(([place, by]) =>
      [1, 3, 6, 9].map((when): [string, number, number, number] => [place, concurrency, when, by]),
    ),
  );

  test.each(cases)('%s the position, concurrency %i, before request %i', async (_place, concurrency, when, by) => {
    for (const change of ['insert', 'remove'] as const) {
      const rows = generateRows({ count: 600, start: START, step: 1000, ties: 3 });
      let gone: string | null = null;
      const behaviour: Behaviour = {
        mutate(editable, { index, lower }) {
          if (index !== when) return;
          const place = Math.max(0, Math.floor((Number(lower) - START) / 1000)) * 3 + by;
          const target = rows[Math.min(rows.length - 1, Math.max(0, place))];
          if (target === undefined) return;
          if (change === 'insert') editable.insert([{ id: 'new', thing: 'new', timestamp: target.timestamp }]);
          else {
            gone = target.id;
            editable.remove((row) => (row as { id: unknown }).id === gone);
          }
        },
      };
      const { result } = await read(rows, { requests: { concurrency } }, undefined, behaviour);
      const got = ids(result);
      expect(result.message).toBe('');
      expect(new Set(got).size).toBe(got.length);
      const stayed = rows.map(({ id }) => String(id)).filter((id) => id !== gone);
      expect(stayed.filter((id) => !got.includes(id))).toEqual([]);
    }
  });
});
