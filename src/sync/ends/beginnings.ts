import { readByOffsets } from '../offsets/offset-reader.ts';
import type { RangeContext } from '../range/range-context.ts';

/**
 * A reader may have begun before another one found out that the lower bound is rounded up, which hid the first rows of its
 * part: they are read now.
 */
export async function readHiddenBeginnings(context: RangeContext): Promise<void> {
  const { bounds, ledger, recent } = context;
  const why = 'the lower bound of the filter is rounded';
  for (const { from, to } of bounds.hiddenBeginnings()) {
    const query = { lower: bounds.lower(from), upper: bounds.upper(to) + 1n, offset: 0 };
    const out = recent.keysOf({ from, to });
    const rows = await readByOffsets(
      { query, low: from, high: to, before: undefined, out, filtered: true, why },
      context,
    );
    ledger.increase(from, rows);
  }
}
