import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { pageFingerprint } from '../../dataset/row-key.ts';
import { noteRepair, variesPages } from '../offsets/whole-page.ts';
import { askBehindAll } from '../questions/far-offset.ts';
import { dropRepeatsOf, inspectPage, keysOf, type PageView } from '../range/inspect.ts';
import type { RangeContext } from '../range/range-context.ts';
import type { Standing } from '../range/standing.ts';
import { isFullPage } from '../range/traits.ts';

/** Do rows come after a page that was shorter than others? Then it was not the last one, and may miss some. */
export function needsRepair({ previous, low, context }: Standing, page: Page, view: PageView): boolean {
  if (previous?.page === undefined) return false;
  const goesOn = view.passed || (view.lastTick !== undefined && view.lastTick > low);
  return goesOn && previous.count < Math.max(context.traits.largestPage, page.count) && !variesPages(context);
}

/**
 * A page that is not full has all rows of its query, so that nothing is behind it: asked at once, for no later page tells
 * what it left out where it is the last one of its reader. The answer; undefined where the API refuses the offset, or
 * where nothing can be told from one.
 */
export function askBehind(query: Query, page: Page, context: RangeContext): Promise<Page | undefined> | undefined {
  if (isFullPage(page.count, context) || variesPages(context)) return undefined;
  const answer = askBehindAll({ ...query, offset: query.offset + page.count }, context);
  // Whoever waits for it meets its failure.
  answer.catch(() => undefined);
  return answer;
}

/** The same answer, if something stands behind it and it is longer the next time. */
export async function askAgainIfShort(query: Query, page: Page, context: RangeContext): Promise<Page | undefined> {
  const behind = await askBehind(query, page, context);
  if (behind === undefined || behind.count === 0) return undefined;
  const again = await context.ask(query);
  return again.count > page.count ? again : undefined;
}

/** Where something is behind it, the page left out rows, and is asked for again. */
export async function proveWhole(standing: Standing, behind: Page): Promise<void> {
  const { segment, previous, context } = standing;
  if (segment.state === 'removed') return;
  if (behind.count > 0) return repairShortPage(standing);
  // Rows after a page that its upper bound cut off do not tell against it.
  const isCut = previous !== undefined && previous.query.upper < context.high;
  if (isCut) standing.forgetPage();
}

/**
 * Rows may be missing in the middle of the page before, which no anchor shows. It is asked for again, and what was missing
 * goes out. Rows at its last time are the next page's: where there was to be none, it is asked for after all.
 */
export async function repairShortPage(standing: Standing): Promise<void> {
  const { previous, segment, context, low } = standing;
  if (previous?.page === undefined || variesPages(context)) return;
  const { query, page, anchor } = previous;
  page.memory.hold();
  standing.forgetPage();
  const again = await context.ask(query);
  if (pageFingerprint(again) !== pageFingerprint(page)) standing.provenTo = undefined;
  const bounds = { low: segment.from, high: low - 1n, askedLow: query.lower, askedHigh: query.upper };
  const view = inspectPage(again, bounds);
  const out = keysOf(page);
  page.memory.release();
  if (anchor !== undefined) out.include(anchor.keys);
  // Rows that came in below moved up those of the page before.
  if (query.offset > 0) out.include(context.recent.keysOf({ from: segment.from, to: low - 1n }));
  dropRepeatsOf(again, view, out);
  if (view.kept === 0 || view.below > 0 || !view.ascending) {
    // Rows that all went meanwhile tell nothing of the size of pages, nor do those that the first bound hid before it.
    if (again.count > 0 && !standing.firstTickUnseen) noteFruitless(page, context);
    return;
  }
  noteRepair(context);
  context.ledger.increase(low - 1n, view.kept);
  standing.addBelow(view.kept);
  await context.deliver(again, view.keep, view.kept, undefined);
}

/** The largest page has more behind it: the server caps pages there. A smaller one tells that their size varies. */
function noteFruitless(page: Page, { traits, limit }: RangeContext): void {
  if (page.count < traits.largestPage) traits.fruitlessRepairs += 1;
  else traits.fullPage = Math.min(limit, traits.largestPage);
}
