import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { hasOffset, unlessRefused } from '../questions/offset-proof.ts';
import { dropRepeats, inspectPage, type PageView, rowsAt } from '../range/inspect.ts';
import type { RangeContext } from '../range/range-context.ts';
import type { Anchor, Standing } from '../range/standing.ts';
import { isFullPage } from '../range/traits.ts';

/**
 * Where a page up to the end of the stream is not full, all seems to be there. Then the next question skips as many rows
 * as stand below the last time. Its answer has the anchor's rows as one that is asked from the anchor would, and shows in
 * addition that the page left out no row below, whatever the order of the API is. Undefined: the page does not allow it.
 */
export function restOf(standing: Standing, query: Query, page: Page, view: PageView, tick: bigint): Query | undefined {
  const { context, segment, firstTickUnseen } = standing;
  const { low, high } = context;
  const offset = query.offset + page.count - rowsAt(page, tick).length;
  const isOnlyRange = view.below + view.above + view.beyond === 0;
  if (segment.to !== high || !isOnlyRange || isFullPage(page.count, context)) return undefined;
  if (!hasOffset(offset, context)) return undefined;
  // All rows have one time: the same question again shows nothing more.
  if (offset === 0) context.traits.uncounted = true;
  // Rows between two ticks may have come where one at the bound itself is hidden.
  const mayHide = firstTickUnseen || (query.lower === low && !page.times.whole);
  return { lower: mayHide ? low - 1n : query.lower, upper: high + 1n, offset };
}

/**
 * The answer, if it ends the page or goes on behind it. short: it does not, so that the page may have left out rows. full:
 * the anchor's rows fill a page, behind which more of them may stand. Then only the anchor's own question can tell.
 */
export async function askRest(
  asked: Promise<Page>,
  { tick, keys }: Anchor,
  context: RangeContext,
): Promise<Page | 'short' | 'full'> {
  // Where it fails for another reason than the offset, the next question shows that.
  const page = await unlessRefused(asked);
  const goesOn = page !== undefined && goesOnFrom({ tick, keys }, page, context);
  const isFull = goesOn && page.count === keys.rows && page.count >= context.traits.largestPage;
  if (goesOn && !isFull) return page;
  context.traits.uncounted = true;
  return isFull ? 'full' : 'short';
}

/** All of the anchor's rows are there and none below. */
function goesOnFrom({ tick, keys }: Anchor, page: Page, { high }: RangeContext): boolean {
  if (page.count === 0) return false;
  const view = inspectPage(page, { low: tick, high, askedLow: tick, askedHigh: high });
  const { dropped } = dropRepeats(page, view, tick, keys);
  return view.below === 0 && view.ascending && view.untimed === 0 && dropped === keys.rows;
}
