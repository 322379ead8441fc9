import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Page } from '../../src/dataset/page.ts';
import { inspectPage, rowsAt } from '../../src/sync/range/inspect.ts';

/** Only what is looked at: the times of the rows. */
function pageOf(ticks: Float64Array | BigInt64Array): Page {
  const times = { ticks, timed: undefined, nulls: 0, missing: 0, whole: true };
  return { count: ticks.length, times } as unknown as Page;
}

const tick = fc.integer({ min: -3, max: 20 });
const ticksArbitrary = fc
  .tuple(fc.array(tick, { maxLength: 24 }), fc.boolean())
  .map(([ticks, sorted]) => (sorted ? ticks.sort((one, other) => one - other) : ticks));

test('always: numbers and exact integers show the same view, in order or not', () => {
  fc.assert(
    fc.property(ticksArbitrary, tick, tick, tick, tick, (ticks, low, high, askedLow, askedHigh) => {
      const bounds = { low: BigInt(low), high: BigInt(high), askedLow: BigInt(askedLow), askedHigh: BigInt(askedHigh) };
      const numbers = pageOf(Float64Array.from(ticks));
      const integers = pageOf(BigInt64Array.from(ticks.map(BigInt)));
      expect(inspectPage(numbers, bounds)).toEqual(inspectPage(integers, bounds));
      expect(rowsAt(numbers, bounds.low)).toEqual(ticks.flatMap((at, row) => (at === low ? [row] : [])));
    }),
    { numRuns: 2000 },
  );
});
