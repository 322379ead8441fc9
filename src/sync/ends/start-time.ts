import { askUnlessRefused } from '../questions/offset-proof.ts';
import { askRounded, hidesRows } from '../questions/rounded-bound.ts';
import type { RangeContext } from '../range/range-context.ts';

/**
 * A lower bound that is rounded up, or compared as another text, hides the first rows of the range. Where no answer had a
 * row at its own lower bound, that is asked for: the count then finds them. `highest`: the latest time that came.
 */
export async function settleStartTime(highest: bigint | undefined, context: RangeContext): Promise<void> {
  const { bounds, traits, low, high } = context;
  if (!bounds.isRoundingOpen || traits.unfiltered) return;
  const isHidden =
    highest === undefined || highest < low || highest > high
      ? await hidesAll(context)
      : (await askRounded(bounds.closing(highest), highest, context)) !== undefined;
  traits.uncounted ||= isHidden;
}

/** Are there rows in a range that seems to be empty, when it is asked for from a day before? */
async function hidesAll(context: RangeContext): Promise<boolean> {
  const { bounds, day, low } = context;
  const closing = bounds.closing(low);
  const page = await askUnlessRefused({ ...closing, lower: low - day }, context);
  if (page === undefined || page.count === 0) return false;
  return await hidesRows(closing, context, context);
}
