import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Behaviour, Rounding } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import { type HealthyCase, healthyCase, MILLISECONDS, type Units } from '../random/healthy-case.ts';
import { runHealthyCase } from '../random/run-healthy-case.ts';
import { CASE_START, type CaseRow } from '../support/sync-cases.ts';

const HOUR = 3_600_000;

const SECONDS: Units = { rows: 'epoch_seconds', filter: 'epoch_seconds' };

/** Batches of rows at these ticks behind CASE_START, some of them null. */
function batchesAt(...batches: readonly (readonly (number | null)[])[]): CaseRow[][] {
  let index = 0;
  return batches.map((ticks) =>
    ticks.map((tick) => {
      index += 1;
      return { id: `row-${index}`, thing: `thing ${index}`, timestamp: tick === null ? null : CASE_START + tick };
    }),
  );
}

const untimed = (count: number): null[] => Array<null>(count).fill(null);
const every = (step: number, count: number, first: number): number[] =>
  Array.from({ length: count }, (_, index) => first + index * step);

const rounded = (boundStep: number, lower: Rounding, upper: Rounding): Behaviour => ({
  boundStep,
  boundRounding: { lower, upper },
});

describe('every row, and each of them once', () => {
  const plain = {
    limit: 10,
    concurrency: 1,
    from: 0,
    to: undefined,
    latency: 0,
    seed: 1,
    crashes: [],
    units: MILLISECONDS,
  };
  const cases: readonly (readonly [string, Partial<HealthyCase> & Pick<HealthyCase, 'batches' | 'behaviour'>])[] = [
    [
      'bounds taken for their hours, two rows of one hour, the first one before the anchor',
      { batches: batchesAt([60_514, 67_399]), behaviour: rounded(HOUR, 'down', 'end') },
    ],
    [
      'offsets counted in pages, and a second sync that ends where its rows begin',
      {
        batches: batchesAt([53_944, 53_944, 53_945, 53_946], [53_948]),
        behaviour: { offsetInPages: 'rounded' },
        to: 53_944,
      },
    ],
    [
      'rows without a time, the lower bound exclusive, and a late row of the time that the sync goes on from',
      {
        batches: batchesAt([9010, 9513, ...untimed(4)], [9513], [11_506], []),
        behaviour: { untimedMatch: 'last', lowerExclusive: true },
      },
    ],
    [
      'rows without a time fill the first page, and the lower bound is rounded up',
      {
        batches: batchesAt([38_361, ...untimed(25)]),
        from: 14,
        behaviour: { untimedMatch: 'last', ...rounded(HOUR, 'up', 'up') },
        to: 38_361,
      },
    ],
    [
      'rows without a time come first, and the lower bound is rounded up to a second behind the next rows',
      {
        batches: batchesAt([45_887, 46_919, ...untimed(4)], [46_934, 46_994, 47_056]),
        behaviour: { untimedMatch: 'first', ...rounded(1000, 'up', 'end') },
      },
    ],
    [
      'rows without a time come first, and the upper bound is rounded down',
      {
        batches: batchesAt([4321, ...untimed(25)]),
        behaviour: { untimedMatch: 'first', ...rounded(60_000, 'down', 'down') },
        to: 4321,
      },
    ],
    [
      'rows without a time come first, and a bound is rounded to the nearest minute far above the first rows',
      {
        batches: batchesAt([99_681, 116_037, ...every(9000, 40, 133_361), ...untimed(25)]),
        behaviour: { untimedMatch: 'first', ...rounded(60_000, 'nearest', 'nearest') },
        limit: 20,
        from: 99_669,
      },
    ],
    [
      'the upper bound rounded, and a late row of the time that the sync goes on from, at a fixed end',
      {
        batches: batchesAt([48_042, 48_065], [48_065, 48_071]),
        behaviour: rounded(HOUR, 'nearest', 'nearest'),
        to: 48_285,
      },
    ],
    [
      'rows without a time behind pages that were read from anchors',
      { batches: batchesAt([...every(1, 24, 0), ...untimed(5)]), behaviour: { untimedMatch: 'last' } },
    ],
    [
      'one row without a time, and nothing can be asked behind it',
      { batches: batchesAt(untimed(1)), behaviour: { untimedMatch: 'first', pastEnd: 400 } },
    ],
    [
      'bounds taken for their hours, and nothing can be asked behind the last row',
      {
        batches: batchesAt(every(3, 5, 42_422), [42_437]),
        behaviour: { pastEnd: 400, ...rounded(HOUR, 'down', 'end') },
      },
    ],
    [
      'bounds taken for their hours, rows without a time behind all others, and an end before most of them',
      {
        batches: batchesAt([1696, ...every(40, 19, 1715), null]),
        behaviour: { untimedMatch: 'last', ...rounded(HOUR, 'down', 'end') },
        to: 1696,
      },
    ],
    [
      'the newest first, many rows at a fixed end, and as many right behind it',
      {
        batches: batchesAt([...every(0, 24, 52_000), ...every(0, 40, 53_000)], []),
        behaviour: { descending: true },
        limit: 20,
        from: 27_000,
        to: 52_000,
        units: SECONDS,
      },
    ],
    [
      'the newest first, and late rows at a fixed end behind more than a page of the next second',
      {
        batches: batchesAt(every(0, 12, 45_000), [...every(0, 8, 45_000), ...every(0, 12, 46_000)]),
        behaviour: { descending: true, pageCap: 4 },
        to: 45_000,
        units: SECONDS,
      },
    ],
    [
      'the newest first, the lower bound exclusive, and nothing can be asked behind the last row',
      {
        batches: batchesAt([...every(0, 7, 27_000), ...every(0, 23, 28_000)], []),
        behaviour: { descending: true, lowerExclusive: true, pastEnd: 400 },
        limit: 20,
        to: 27_000,
        units: SECONDS,
      },
    ],
    [
      'the newest first, rows finer than an exclusive lower bound, and more behind a fixed end',
      {
        batches: batchesAt(every(40, 75, 20_054), every(70, 20, 23_417)),
        behaviour: { descending: true, lowerExclusive: true, pageCap: 4 },
        limit: 20,
        to: 20_054,
        units: { rows: 'epoch_milliseconds', filter: 'epoch_seconds' },
      },
    ],
    [
      'the newest first, the lower bound rounded up, and rows of one page behind a fixed end',
      {
        batches: batchesAt(every(1, 5, 34_127)),
        behaviour: { descending: true, ...rounded(HOUR, 'up', 'end') },
        limit: 5,
        from: 1,
        to: 34_127,
      },
    ],
    [
      'the newest first, both bounds rounded up, and rows of many pages behind a fixed end',
      {
        batches: batchesAt(every(61, 40, 37_000)),
        behaviour: { descending: true, ...rounded(60_000, 'up', 'up') },
        limit: 5,
        from: 14,
        to: 37_000,
      },
    ],
  ];
  test.each(cases)('%s', async (_name, given) => {
    expect((await runHealthyCase({ ...plain, ...given })).violation).toBeUndefined();
  });
});

test('a server with whatever ways and no errors, one increment after the other: every row, and each of them once', async () => {
  await fc.assert(
    fc.asyncProperty(healthyCase, async (given) => {
      expect((await runHealthyCase(given)).violation).toBeUndefined();
    }),
    { numRuns: Number(process.env['RUNS'] ?? 40) },
  );
}, 600_000);
