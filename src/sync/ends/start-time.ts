import { hasRowsWithin } from '../questions/find-page.ts';
import { askUnlessRefused } from '../questions/offset-proof.ts';
import { askRounded, hidesRows } from '../questions/rounded-bound.ts';
import { floorTo } from '../range/filter-bounds.ts';
import type { RangeContext } from '../range/range-context.ts';

/**
 * A lower bound that is rounded up, or compared as another text, hides the first rows of the range. Where no answer had a
 * row at its own lower bound, that is asked for: the count then finds them. `highest`: the latest time that came.
 */
export async function settleStartTime(highest: bigint | undefined, context: RangeContext): Promise<void> {
  const { bounds, traits } = context;
  if (traits.unfiltered) return;
  const isHidden = (bounds.isRoundingOpen && (await hidesAny(highest, context))) || (await hidesFirst(context));
  traits.uncounted ||= isHidden;
}

async function hidesAny(highest: bigint | undefined, context: RangeContext): Promise<boolean> {
  const { bounds, low, high } = context;
  if (highest === undefined || highest < low || highest > high) return await hidesAll(context);
  return (await askRounded(bounds.closing(highest), highest, context)) !== undefined;
}

/** Rows that came where a second or a day begins do not show how a bound between two of them is taken. */
async function hidesFirst(context: RangeContext): Promise<boolean> {
  const { bounds, low } = context;
  const unseen = bounds.beginningAt(low);
  if (unseen === undefined) return false;
  for (const unit of bounds.openUnits) {
    const next = -floorTo(-low, unit);
    if (next === low || unseen.to < next - 1n) continue;
    const own = { lower: low, upper: next, offset: 0 };
    const range = { low, high: next - 1n };
    if (!(await hasRowsWithin({ ...own, lower: low - unit }, range, context))) continue;
    // Where the API does not sort, the first row that came need not be the earliest.
    if (await hasRowsWithin(own, range, context)) return false;
    bounds.noticeLowerRounded(unit);
    return true;
  }
  return false;
}

/** Are there rows in a range that seems to be empty, when it is asked for from a day before? A fixed end may hide them too. */
async function hidesAll(context: RangeContext): Promise<boolean> {
  const { bounds, day, low, open } = context;
  const closing = bounds.closing(low);
  const query = { ...closing, upper: open ? closing.upper : closing.upper + day };
  const page = await askUnlessRefused({ ...query, lower: low - day }, context);
  if (page === undefined || page.count === 0) return false;
  return await hidesRows(query, context, context);
}
