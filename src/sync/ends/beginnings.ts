import { readByOffsets } from '../offsets/read-by-offsets.ts';
import { hidesRows } from '../questions/rounded-bound.ts';
import type { RangeContext } from '../range/range-context.ts';

/**
 * A reader may have begun before it was known that the lower bound is rounded up, which hid the first rows of its part: they
 * are read now.
 */
export async function readHiddenBeginnings(context: RangeContext): Promise<void> {
  const { bounds, ledger, recent } = context;
  const why = 'the lower bound of the filter is rounded';
  for (const { from, to } of bounds.hiddenBeginnings()) {
    const out = recent.keysOf({ from, to });
    const own = { lower: from, upper: bounds.upper(to) + 1n, offset: 0 };
    // What shows the rows at one time may be too little at another one, where a bound is rounded to the nearest unit.
    if (!(await hidesRows(own, { low: from, high: to }, context, out))) continue;
    const query = { ...own, lower: bounds.lower(from) };
    const rows = await readByOffsets(
      { query, low: from, high: to, before: undefined, out, filtered: true, why },
      context,
    );
    ledger.increase(from, rows);
  }
}
