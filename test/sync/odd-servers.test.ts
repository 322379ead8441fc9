import { describe, expect, test } from '@jest/globals';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { CASE_START, type CaseRow, thingsOf } from '../support/sync-cases.ts';
import { syncOnce } from '../support/sync-once.ts';

// Servers that are healthy in their own way, and seem to be at their end before they are.

const KIB = 1024;

/** Rows with a text of so many bytes each, a tick apart or at the ticks that are given. */
function rowsOf(sizes: readonly number[], tickOf: (index: number) => number = (index) => index): CaseRow[] {
  return sizes.map((size, index) => ({
    id: `row-${index}`,
    thing: `thing ${index} ${'x'.repeat(size)}`,
    timestamp: CASE_START + tickOf(index),
  }));
}

function sized(count: number, size = 0): number[] {
  return Array<number>(count).fill(size);
}

async function sync(rows: readonly CaseRow[], behaviour: Behaviour, limit: number, config: object = {}) {
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
  try {
    const end_time = new Date(CASE_START + 86_400_000).toISOString();
    const settings = { datasets: [{ dataset_id: 'rows' }], end_time, paginator: { limit }, ...config };
    const result = await syncOnce(api.url, settings);
    return { ...result, things: thingsOf(result), requests: api.requests.length };
  } finally {
    await api.close();
  }
}

function expectEach(rows: readonly CaseRow[], things: readonly string[]): void {
  expect(new Set(things)).toEqual(new Set(rows.map(({ thing }) => thing)));
  expect(things).toHaveLength(rows.length);
}

describe('pages that are capped by their bytes', () => {
  const cases: readonly (readonly [string, readonly number[], number])[] = [
    [
      'a row that fits no page with others, behind many small ones',
      [...sized(300, 2000), 1000 * KIB, ...sized(80, 2000)],
      1000 * KIB,
    ],
    ['one behind few large ones', [...sized(3, 100 * KIB), 950 * KIB, ...sized(5, 100 * KIB)], 1000 * KIB],
    ['one at the end', [...sized(40, 5000), 220 * KIB], 230 * KIB],
    ['rows of all sizes', Array.from({ length: 120 }, (_, index) => ((index * 7919) % 97) ** 2 * 5), 60 * KIB],
  ];
  test.each(cases)('%s: every row', async (_name, sizes, pageBytes) => {
    const rows = rowsOf(sizes);
    const { failed, things } = await sync(rows, { pageBytes }, 1000);
    expect(failed).toBeUndefined();
    expectEach(rows, things);
  });

  test('the row that does not fit has the time of the one before: it is read as well', async () => {
    const rows = rowsOf([...sized(60, 1000), 60 * KIB, 10], (index) => Math.min(index, 59));
    const { failed, things } = await sync(rows, { pageBytes: 62 * KIB }, 1000);
    expect(failed).toBeUndefined();
    expectEach(rows, things);
  });
});

describe('an API that counts in pages', () => {
  test.each([1, 2, 49, 50, 51, 100, 230])('%i rows, the offset rounded down to a page: each once', async (count) => {
    const rows = rowsOf(sized(count));
    const { failed, things, requests } = await sync(rows, { offsetInPages: 'rounded' }, 50);
    expect(failed).toBeUndefined();
    expectEach(rows, things);
    expect(requests).toBeLessThan(60);
  });

  test.each([1, 60, 130])('%i rows of one time, the offset rounded down to a page: each once', async (count) => {
    const rows = rowsOf(sized(count), () => 7);
    const { failed, things } = await sync(rows, { offsetInPages: 'rounded' }, 50);
    expect(failed).toBeUndefined();
    expectEach(rows, things);
  });

  test.each([130, 1500])(
    '%i rows, the newest first, the offset taken for the number of a page: no COMPLETE',
    async (count) => {
      const { failed } = await sync(rowsOf(sized(count)), { offsetInPages: 'counted', descending: true }, 50);
      expect(failed).toBe('offset_capped');
    },
  );

  test('rows of one time at the end, the offset taken for the number of a page: no COMPLETE', async () => {
    const rows = rowsOf(sized(130), (index) => Math.min(index, 20));
    expect((await sync(rows, { offsetInPages: 'counted' }, 50)).failed).toBe('ties_not_provable');
  });
});

describe('offsets that end without a word', () => {
  test('before the rows of one time do, which fill more than a page, with later rows: no COMPLETE', async () => {
    const rows = rowsOf(sized(200), (index) => (index < 132 ? 5 : 25));
    for (const concurrency of [1, 4]) {
      const config = { requests: { concurrency } };
      const { failed } = await sync(rows, { offsetCap: { max: 99, how: 'empty' } }, 100, config);
      expect(failed).toBe('ties_not_provable');
    }
  });

  test.each([40, 90, 700])('at row %i, the newest first: no COMPLETE', async (max) => {
    const { failed } = await sync(rowsOf(sized(758)), { rowCap: { max, how: 'empty' }, descending: true }, 100);
    expect(failed).toBe('offset_capped');
  });
});

describe('rows that are written otherwise in each answer', () => {
  test.each([1, 30])('%i rows with another value each time: the sync ends, and says so', async (count) => {
    const { failed, message, requests } = await sync(rowsOf(sized(count)), { stamped: true }, 50);
    expect(failed).toBe('end_not_proven');
    expect(message).toContain('another value in each answer');
    expect(requests).toBeLessThan(100);
  });
});
