import { describe, expect, test } from '@jest/globals';
import { type Page, pageProver } from '../../src/dataset/page.ts';
import { FilterBounds } from '../../src/sync/range/filter-bounds.ts';

const HIGH = 1_000_000n;
const UNIT = 1000n;
const DAY = 86_400_000n;

const prove = pageProver({
  dataSelector: '$',
  missingData: 'error',
  timeField: 't',
  timeFormat: 'epoch_milliseconds',
  filterTimeFormat: 'epoch_milliseconds',
});

function pageOf(...times: (number | null)[]): Page {
  return prove(Buffer.from(JSON.stringify(times.map((t) => ({ t })))));
}

function bounds(): FilterBounds {
  return new FilterBounds(HIGH, DAY, undefined, () => undefined);
}

describe('where readers began', () => {
  test('may have hidden rows once a bound is known to be rounded, up to the first row that came', () => {
    const known = bounds();
    known.noteBeginning(5000n, { lower: 4999n, upper: HIGH, offset: 0 }, pageOf(null, 4999, 5600, 5700));
    expect(known.hiddenBeginnings()).toEqual([]);
    known.noticeLowerRounded(UNIT);
    expect(known.hiddenBeginnings()).toEqual([{ from: 5000n, to: 5599n, lower: 4999n }]);
  });

  test('has hidden none where it was asked as wide, or where the first row came', () => {
    const known = bounds();
    known.noticeLowerRounded(UNIT);
    known.noteBeginning(5000n, { lower: 5000n - UNIT, upper: HIGH, offset: 0 }, pageOf(5600));
    known.noteBeginning(7000n, { lower: 6999n, upper: HIGH, offset: 0 }, pageOf(7000, 7600));
    known.noteBeginning(8000n, { lower: 7999n, upper: HIGH, offset: 0 }, pageOf());
    expect(known.hiddenBeginnings()).toEqual([]);
  });
});
