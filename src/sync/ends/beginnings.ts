import { readByOffsets } from '../offsets/offset-reader.ts';
import { hasRowsWithin } from '../questions/find-page.ts';
import { type Beginning, unitsOfDay } from '../range/filter-bounds.ts';
import type { Keys } from '../range/position.ts';
import type { RangeContext } from '../range/range-context.ts';

/**
 * A reader may have begun before it was known that the lower bound is rounded up, which hid the first rows of its part: they
 * are read now.
 */
export async function readHiddenBeginnings(context: RangeContext): Promise<void> {
  const { bounds, ledger, recent } = context;
  const why = 'the lower bound of the filter is rounded';
  for (const beginning of bounds.hiddenBeginnings()) {
    const { from, to } = beginning;
    const out = recent.keysOf({ from, to });
    if (!(await isHidden(beginning, out, context))) continue;
    const query = { lower: bounds.lower(from), upper: bounds.upper(to) + 1n, offset: 0 };
    const rows = await readByOffsets(
      { query, low: from, high: to, before: undefined, out, filtered: true, why },
      context,
    );
    ledger.increase(from, rows);
  }
}

/** What shows the rows at one time may be too little at another one, where a bound is rounded to the nearest unit. */
async function isHidden({ from, to }: Beginning, out: Keys, context: RangeContext): Promise<boolean> {
  const { bounds, day } = context;
  const least = from - bounds.lower(from);
  for (const unit of unitsOfDay(day).filter((other) => other >= least)) {
    const query = { lower: from - unit, upper: bounds.upper(to) + 1n, offset: 0 };
    if (!(await hasRowsWithin(query, { low: from, high: to }, context, out))) continue;
    bounds.noticeLowerRounded(unit);
    return true;
  }
  return false;
}
