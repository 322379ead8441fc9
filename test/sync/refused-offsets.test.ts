import { expect, test } from '@jest/globals';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import { seededRandom } from '../../integration_tests/dataset-api/seeded-random.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { expectEach } from '../support/expect-each.ts';
import { shuffled } from '../support/shuffled.ts';
import { type CaseRow, rowsAt, thingsOf } from '../support/sync-cases.ts';
import { syncOnce } from '../support/sync-once.ts';

// APIs that cannot be asked behind so many rows of a query, or that mean something else by it.

async function sync(rows: readonly CaseRow[], behaviour: Behaviour, limit: number, state?: unknown) {
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
  try {
    const result = await syncOnce(api.url, { datasets: [{ dataset_id: 'rows' }], paginator: { limit } }, state);
    return { ...result, things: thingsOf(result), requests: api.requests.length };
  } finally {
    await api.close();
  }
}

/** Rows of which three in ten have the time of the one before, stored in any order. */
function shuffledRows(seed: number, count: number): CaseRow[] {
  const random = seededRandom(seed);
  let tick = 0;
  const ticks = Array.from({ length: count }, () => {
    if (random() >= 0.3) tick += 1 + Math.floor(random() * 5);
    return tick;
  });
  return shuffled(rowsAt(ticks), random);
}

const cappedOffsets: readonly Behaviour[] = [
  { offsetCap: { max: 60, how: 'refuse' } },
  { rowCap: { max: 60, how: 'refuse' } },
];
const pastEnds: readonly Behaviour[] = [{ pastEnd: 400 }, { pastEnd: 404 }, { pastEnd: 200 }];

test.each([
  // They are counted in parts of the range that it counts.
  ...cappedOffsets.map((behaviour) => ({ behaviour, count: 1500, most: 400 })),
  // The last row alone, and a refusal behind it, are the end.
  ...pastEnds.map((behaviour) => ({ behaviour, count: 1503, most: 250 })),
])('an API that sorts, $behaviour: all of $count rows are counted', async ({ behaviour, count, most }) => {
  const rows = rowsAt(Array.from({ length: count }, (_, index) => index * 3));
  const { message, things, warnings, requests } = await sync(rows, behaviour, 10);
  expect(message).toBe('');
  expectEach(rows, things);
  expect(warnings).toEqual([]);
  expect(requests).toBeLessThan(most);
});

test.each([1, 4, 5, 8])(
  'the rows of one time among others, in no order, on pages of two, and offsets that are refused: every row (%i)',
  async (seed) => {
    const rows = shuffledRows(seed, 130);
    const behaviour: Behaviour = { orderIgnored: true, rowCap: { max: 50, how: 'refuse' } };
    const { message, things } = await sync(rows, behaviour, 2);
    expect(message).toBe('');
    expectEach(rows, things);
  },
);

test('an error inside of a 200 for what is behind the rows of one time: said to be that', async () => {
  const { failed } = await sync(rowsAt([7, 7, 9]), { pastEnd: 200 }, 1);
  expect(failed).toBe('ties_not_provable');
});

test('offsets that are ignored, and rows of one time that are written otherwise in each answer: no reading for ever', async () => {
  const { failed, requests } = await sync(
    rowsAt([1, ...Array<number>(60).fill(7)]),
    { offsetIgnored: true, stamped: true },
    20,
  );
  expect(failed).toBe('ties_not_provable');
  expect(requests).toBeLessThan(200);
});

test.each([2, 3])(
  'the last of %i rows again, up to a silent end of offsets a page away: every row at once',
  async (count) => {
    const rows = rowsAt(Array.from({ length: count }, (_, index) => index));
    const behaviour: Behaviour = { lastAgain: 'page', rowCap: { max: 5000, how: 'empty' } };
    const { message, things, requests } = await sync(rows, behaviour, 5000);
    expect(message).toBe('');
    expectEach(rows, things);
    expect(requests).toBeLessThan(100);
  },
);

test.each([
  { before: 30, ties: 25, max: 20 },
  { before: 1, ties: 25, max: 20 },
  { before: 35, ties: 15, max: 10 },
  { before: 5, ties: 13, max: 10 },
])(
  'a query that ends silently behind $max of $ties rows of the last time, with $before earlier ones: not complete',
  async ({ before, ties, max }) => {
    const rows = rowsAt(Array.from({ length: before + ties }, (_, row) => Math.min(row, before)));
    const { failed, message } = await sync(rows, { rowCap: { max, how: 'empty' } }, 10);
    expect(failed).toBe('ties_not_provable');
    expect(message).toContain(`nothing past row ${max} of a query`);
  },
);

test.each<Behaviour>([{ pageCap: 4 }, { pageBytes: 500 }])(
  'offsets that are the numbers of pages, which the API caps at %j, and rows of one time: no sync is complete, from whichever state',
  async (cap) => {
    const behaviour: Behaviour = { ...cap, offsetInPages: 'counted' };
    const rows = rowsAt(Array<number>(25).fill(7));
    const first = await sync(rows, behaviour, 10);
    expect(first.failed).toBe('ties_not_provable');
    const state = first.states.at(-1)?.state;
    expect(state).toBeDefined();
    const later = rowsAt([...Array<number>(25).fill(7), 8, 9, 10]);
    expect((await sync(later, behaviour, 10, state)).failed).toBe('ties_not_provable');
  },
);
