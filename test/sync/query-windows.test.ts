import { describe, expect, test } from '@jest/globals';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import { seededRandom } from '../../integration_tests/dataset-api/seeded-random.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { shuffled } from '../support/shuffled.ts';
import { CASE_START, type CaseRow, sortedTexts, thingsOf } from '../support/sync-cases.ts';
import { syncOnce } from '../support/sync-once.ts';

// APIs that refuse a page which reaches beyond so many rows of a query, however few of them are asked for behind: the window
// of a search engine is the best known.

function rowsAt(count: number, tickOf: (index: number) => number): CaseRow[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `row-${index}`,
    thing: `thing ${index}`,
    timestamp: CASE_START + tickOf(index),
  }));
}

async function read(rows: readonly CaseRow[], behaviour: Behaviour, config: object = {}) {
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
  try {
    const result = await syncOnce(api.url, { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 50 }, ...config });
    return { ...result, requests: api.requests.length };
  } finally {
    await api.close();
  }
}

const windows = [50, 51, 75, 99, 100, 101, 149, 150];

describe.each(windows)('a window of %i rows', (max) => {
  const behaviour: Behaviour = { rowCap: { max, how: 'refuse' } };

  test('fewer rows of one time: every row', async () => {
    const rows = [
      ...rowsAt(max - 2, () => 0),
      ...rowsAt(30, (index) => 1 + index).map((row) => ({ ...row, id: `${row.id}+`, thing: `${row.thing}+` })),
    ];
    const { message, rows: got, requests } = await read(rows, behaviour);
    expect(message).toBe('');
    expect(sortedTexts(thingsOf({ rows: got }))).toEqual(sortedTexts(rows.map(({ thing }) => thing)));
    expect(requests).toBeLessThan(150);
  });

  test.each([0, 1, 60])('as many and %i more of one time: every row, or no COMPLETE', async (more) => {
    const rows = rowsAt(max + more, () => 0);
    const { failed, rows: got } = await read(rows, behaviour);
    if (failed === undefined)
      expect(sortedTexts(thingsOf({ rows: got }))).toEqual(sortedTexts(rows.map(({ thing }) => thing)));
    else expect(failed).toBe('ties_not_provable');
  });

  test('more rows, the newest first: every row', async () => {
    const rows = rowsAt(400, (index) => index * 1000);
    const { message, rows: got } = await read(rows, { ...behaviour, descending: true });
    expect(message).toBe('');
    expect(sortedTexts(new Set(thingsOf({ rows: got })))).toEqual(sortedTexts(rows.map(({ thing }) => thing)));
  });
});

describe('in no order, offsets that end without a word', () => {
  const random = seededRandom(11);
  const rows = shuffled(
    rowsAt(400, (index) => Math.floor(index / 9) * 1000),
    random,
  );

  const servers: readonly Behaviour[] = [
    { offsetCap: { max: 131, how: 'empty' } },
    { offsetCap: { max: 131, how: 'empty' }, lowerExclusive: true },
    { offsetCap: { max: 131, how: 'refuse' }, lowerExclusive: true },
    { rowCap: { max: 131, how: 'empty' }, lowerExclusive: true },
    { rowCap: { max: 131, how: 'empty' }, upperExclusive: true },
  ];
  test.each(servers)('%j: every row', async (server) => {
    const { message, rows: got } = await read(rows, { ...server, orderIgnored: true });
    expect(message).toBe('');
    expect(sortedTexts(new Set(thingsOf({ rows: got })))).toEqual(sortedTexts(rows.map(({ thing }) => thing)));
  });

  test.each([{ capped: 131 }, 'page'] as const)('a total that says no more (%j): every row', async (value) => {
    const behaviour: Behaviour = {
      rowCap: { max: 131, how: 'empty' },
      orderIgnored: true,
      total: { path: 'total', value },
    };
    const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
    try {
      const paginator = { limit: 50, total_selector: 'total' };
      const result = await syncOnce(api.url, { datasets: [{ dataset_id: 'rows' }], paginator });
      expect(result.message).toBe('');
      expect(sortedTexts(new Set(thingsOf(result)))).toEqual(sortedTexts(rows.map(({ thing }) => thing)));
    } finally {
      await api.close();
    }
  });
});

test.each([5, 50])(
  'the same, and rows without a time come with every part, pages of %i: no COMPLETE',
  async (limit) => {
    const rows = rowsAt(300, (index) => index * 1000).map((row, index) =>
      index % 7 === 3 ? { ...row, timestamp: null } : row,
    );
    const behaviour: Behaviour = { rowCap: { max: 131, how: 'empty' }, untimedMatch: 'last', orderIgnored: true };
    const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
    try {
      const result = await syncOnce(api.url, { datasets: [{ dataset_id: 'rows' }], paginator: { limit } });
      expect(result.failed).toBe('offset_capped');
    } finally {
      await api.close();
    }
  },
);

/** Sorted, but for a few rows: those stand so many places farther on. */
function nearlySorted(count: number, places: number): CaseRow[] {
  const place = (index: number): number => (index % 150 === 75 ? index + places + 0.5 : index);
  return rowsAt(count, (index) => index * 1000)
    .map((row, index) => ({ row, place: place(index) }))
    .sort((one, other) => one.place - other.place)
    .map(({ row }) => row);
}

describe('an order that is nearly one, offsets that end without a word', () => {
  const servers: readonly Behaviour[] = [
    { offsetCap: { max: 200, how: 'empty' } },
    { rowCap: { max: 200, how: 'empty' } },
    { rowCap: { max: 317, how: 'empty' } },
  ];
  const rows = nearlySorted(600, 70);
  test.each(servers)('%j: every row', async (server) => {
    const config = { requests: { concurrency: 1 } };
    const { message, rows: got } = await read(rows, { ...server, orderIgnored: true }, config);
    expect(message).toBe('');
    expect(sortedTexts(new Set(thingsOf({ rows: got })))).toEqual(sortedTexts(rows.map(({ thing }) => thing)));
  });
});

describe('a total that ends at 10,000 as the rows of a query do', () => {
  const behaviour: Behaviour = {
    rowCap: { max: 10_000, how: 'empty' },
    total: { path: 'total', value: { capped: 10_000 } },
  };
  const sets = [
    { name: 'the filter is ignored', rows: rowsAt(10_500, (index) => index), more: { filterIgnored: true } },
    { name: 'all rows have one time', rows: rowsAt(10_500, () => 0), more: {} },
  ];
  test.each(sets)('$name: a warning says what to look at', async ({ rows, more }) => {
    const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { ...behaviour, ...more } });
    try {
      const paginator = { limit: 1000, total_selector: 'total' };
      const { warnings } = await syncOnce(api.url, { datasets: [{ dataset_id: 'rows' }], paginator });
      expect(warnings.join()).toContain('Exactly 10000 rows came, as the total says.');
    } finally {
      await api.close();
    }
  });
});

test('a total, a row at the fixed end and one right behind it: no sync fails over the one that is not wanted', async () => {
  const rows = rowsAt(51, (index) => index * 1000);
  const later = { id: 'later', thing: 'later', timestamp: CASE_START + 50_001 };
  const behaviour: Behaviour = { total: { path: 'total', value: 'exact' } };
  const api = await startDatasetApi({ datasets: { rows: { rows: [...rows, later] } }, behaviour });
  try {
    const end_time = new Date(CASE_START + 50_000).toISOString();
    const paginator = { limit: 100, total_selector: 'total' };
    const config = { datasets: [{ dataset_id: 'rows' }], paginator, end_time };
    let state: unknown;
    for (const count of [51, 0, 0]) {
      const { message, rows: got, states } = await syncOnce(api.url, config, state);
      expect([message, got.length]).toEqual(['', count]);
      state = states.at(-1)?.state;
    }
  } finally {
    await api.close();
  }
});
