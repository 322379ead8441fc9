import { settleLower } from '../questions/settle-bounds.ts';
import type { Standing } from '../range/standing.ts';
import { isFullPage } from '../range/traits.ts';
import { closeRange, type Unchanged } from './close-range.ts';
import { confirmEmpty, type Ending } from './endings.ts';
import { askAgainIfShort } from './short-page.ts';

/** Nothing of the segment, but rows above it. Undefined: its first tick is asked for anew. */
export async function closePassed(standing: Standing, { query, page }: Unchanged): Promise<Ending | undefined> {
  const { context, low, anchor, segment } = standing;
  // Behind a page that is full, rows of any time may stand, where the API does not sort.
  if (isFullPage(page.count, context)) context.traits.uncounted = true;
  // While the next question waits, the segment may grow: the page has shown nothing of that.
  const { to } = segment;
  const longer = await askAgainIfShort(query, page, context);
  if (longer !== undefined) return { kind: 'page', query, page: longer };
  // Its own lower bound may have hidden the rows at it: then it is asked again, one tick lower.
  const mayHide = anchor === undefined && query.lower === low;
  return mayHide && (await settleLower(low, context)) ? undefined : { kind: 'passed', to };
}

/** Nothing of the segment, and no row above it. */
export function closeUnpassed({ segment, low, anchor, context }: Standing, unchanged: Unchanged): Promise<Ending> {
  if (anchor === undefined) return confirmEmpty(segment, low, unchanged.query, context);
  return closeRange(segment, anchor, unchanged, context);
}
