import type { Page } from '../dataset/page.ts';
import type { Query } from '../dataset/query.ts';
import { type ConnectorError, connectorError } from '../errors/connector-error.ts';
import { askTwice } from './ask-twice.ts';
import { dropRepeats, inspectPage, type PageView, rowsAt, tickOf } from './inspect.ts';
import { askUnlessRefused, hasOffset, isOffsetIgnored, isOffsetRounded } from './offset-proof.ts';
import { sizeOf } from './position.ts';
import type { RangeContext } from './range-context.ts';
import type { Segment } from './segments.ts';
import { variesPages } from './short-page.ts';
import type { Anchor, Answered } from './standing.ts';
import { isCutByBytes, isFullPage } from './traits.ts';

/** What an answer without new rows turned out to be. */
export type Ending =
  | { readonly kind: 'end' } // nothing is left up to the end of the stream
  | { readonly kind: 'passed'; readonly to: bigint } // nothing is left up to there, though rows come after it
  | { readonly kind: 'ties' } // more rows at the anchor's time than a page holds
  | { readonly kind: 'page'; readonly query: Query; readonly page: Page } // rows came after all
  | { readonly kind: 'offsets'; readonly after: Answered; readonly why: string }; // only offsets lead further

/** Fewer rows than any server caps its pages at. */
const LEAST_CAP = 10;

const END: Ending = { kind: 'end' };
const TIES: Ending = { kind: 'ties' };

function viewOf(segment: Segment, low: bigint, query: Query, page: Page): PageView {
  return inspectPage(page, { low, high: segment.to, askedLow: query.lower, askedHigh: query.upper });
}

/** A stream that needed one page that was not full: what it may have missed at its end comes with the next sync. */
export function isManyPages({ traits, limit }: RangeContext): boolean {
  return traits.pagesWithRows > 1 || traits.largestPage >= limit;
}

/** A range that looked empty is asked again one tick wider on both sides: a slip, or bounds that are exclusive. */
export async function confirmEmpty(
  segment: Segment,
  low: bigint,
  asked: Query,
  context: RangeContext,
): Promise<Ending> {
  const { bounds } = context;
  const wide: Query = { lower: low - 1n, upper: context.high + 1n, offset: 0 };
  const page = await askTwice(wide, context);
  if (isNews(viewOf(segment, low, wide, page))) {
    const isAtLow = asked.lower === low && rowsAt(page, low).length > 0;
    // The first answer may have been a slip: only the same query again shows that its bound hides the rows.
    const again = isAtLow ? await context.ask(asked) : undefined;
    if (again !== undefined && rowsAt(again, low).length > 0) return { kind: 'page', query: asked, page: again };
    if (isAtLow) bounds.noticeLowerExclusive();
    bounds.noticeHidden(page);
    return { kind: 'page', query: wide, page };
  }
  if (page.count === 0) return END;
  // Rows one tick below fill the page, which shows that the bound hides none: only the range itself can show that it is
  // empty.
  bounds.note(wide, page);
  const exact = bounds.closing(low);
  const again = await askTwice(exact, context);
  if (!isNews(viewOf(segment, low, exact, again))) return END;
  bounds.noticeHidden(again);
  return { kind: 'page', query: exact, page: again };
}

/** Rows below as well: they show that the filter is not honoured. */
function isNews({ kept, passed, below }: PageView): boolean {
  return kept > 0 || passed || below > 0;
}

/** An answer without new rows; `dropped` of its rows are out already. */
export interface Unchanged {
  readonly query: Query;
  readonly page: Page;
  readonly dropped: number;
}

/**
 * The answer to an anchor brought nothing new: the end, unless the anchor's rows alone fill a page, or the answer was
 * cut. After more than one page, and where a row at the upper bound would be lost, nothing must be above the anchor.
 */
export async function closeRange(
  segment: Segment,
  anchor: Anchor,
  { query, page, dropped }: Unchanged,
  context: RangeContext,
): Promise<Ending> {
  if (dropped < page.count) return TIES;
  if (dropped < sizeOf(anchor.keys)) {
    // Some of the anchor's rows are missing: they were deleted, or the answer is short of more than those.
    const again = await context.ask(query);
    if (again.count > page.count) return { kind: 'page', query, page: again };
  }
  if (page.count >= context.traits.largestPage) return closeFull(segment, anchor, page, context);
  if (mayBeCut(context)) return closeCut(segment, anchor, page, context);
  // Asked beyond the end of the range already, with the anchor's rows to show that it is no slip.
  const isClosed = query.upper > context.high;
  const isEnough = context.open && !isManyPages(context);
  return isClosed || isEnough ? END : closeAbove(segment, anchor, anchor.tick, context);
}

/** The row behind the anchor may fit no page that has the anchor's: then that page has nothing new either. */
function mayBeCut({ traits, fullRefresh }: RangeContext): boolean {
  // An incremental sync finds it the next time: where it is not to be expected, no question is spent on it.
  return fullRefresh || isCutByBytes(traits) || variesPages({ traits });
}

/** A short page that may be cut all the same: behind its rows must be nothing. Once, for to be told so wrongly is a second fault. */
async function closeCut(segment: Segment, anchor: Anchor, page: Page, context: RangeContext): Promise<Ending> {
  const query = context.bounds.closing(anchor.tick, page.count);
  const behind = hasOffset(page.count, context) ? await askUnlessRefused(query, context) : undefined;
  if (behind === undefined) return closeAbove(segment, anchor, anchor.tick, context);
  return behind.count === 0 ? END : explainBehind(segment, anchor, { query, page, behind }, context);
}

/** No page was larger than this one, so it may be cut: behind it must be nothing, neither at its tick nor above. */
async function closeFull(segment: Segment, anchor: Anchor, page: Page, context: RangeContext): Promise<Ending> {
  const query = context.bounds.closing(anchor.tick, page.count);
  // An empty answer must be so twice, but for the second one of a sync without news, unless its page may be all that the
  // server gives at once: where the range has no fixed end, a slip there would only put rows off to the next sync.
  const isNoNews = context.open && context.counts.requests === 1 && page.count < Math.min(LEAST_CAP, context.limit);
  const behind = isNoNews ? await context.ask(query) : await askTwice(query, context);
  // An API that ends offsets without a word has nothing behind a full page either, though it has rows above.
  const isFull = isFullPage(page.count, context);
  if (behind.count === 0 && isFull) {
    // Nor has one that ends them before a page does, which its own last row shows: then the rows of the time are looked at.
    const last = page.count > 1 ? await askTwice({ ...query, offset: page.count - 1 }, context) : page;
    return last.count === 0 ? TIES : closeAbove(segment, anchor, anchor.tick + 1n, context);
  }
  return behind.count === 0 ? END : explainBehind(segment, anchor, { query, page, behind }, context);
}

/** Rows behind those of the anchor, asked for by their offset. */
interface Behind {
  readonly query: Query;
  readonly page: Page;
  readonly behind: Page;
}

async function explainBehind(segment: Segment, anchor: Anchor, found: Behind, context: RangeContext): Promise<Ending> {
  const { query, page, behind } = found;
  if (viewOf(segment, anchor.tick, query, behind).below > 0) return { kind: 'page', query, page: behind };
  // An API that knows no offset, or none inside of a page, gives the same rows again: they are all, unless they fill a page.
  const isSame = page.count < context.limit && behind.count === page.count;
  const isIgnored = isSame && page.count < context.traits.fullPage && (await isOffsetIgnored(query, context));
  const noOffset = isIgnored || (isSame && (await isOffsetRounded(query, context)));
  // They fill a page, so that only above them can be asked.
  return noOffset ? closeAbove(segment, anchor, anchor.tick + 1n, context) : TIES;
}

/** Nothing may be above the anchor, asked from `low` on: its own tick, or the next. */
async function closeAbove(segment: Segment, anchor: Anchor, low: bigint, context: RangeContext): Promise<Ending> {
  if (anchor.tick >= context.high) return END;
  const query = context.bounds.closing(low);
  const page = await askTwice(query, context);
  const view = viewOf(segment, low, query, page);
  if (view.below > 0) return { kind: 'page', query, page };
  dropRepeats(page, view, anchor.tick, anchor.keys);
  if (view.kept === 0 && !view.passed) return END;
  // Behind a full page was nothing, though there are rows above it: offsets end without a word.
  if (view.kept === 0) return low === anchor.tick ? { kind: 'passed', to: segment.to } : TIES;
  context.bounds.noticeHidden(page);
  return low === anchor.tick ? { kind: 'page', query, page } : TIES;
}

/** An empty answer where the anchor's rows must be: ask again, then one tick wider, then by offsets (rule 2). */
export async function resolveDoubt(
  query: Query,
  anchor: Anchor,
  previous: Answered | undefined,
  context: RangeContext,
): Promise<Ending> {
  const again = await context.ask(query);
  if (again.count > 0) return { kind: 'page', query, page: again };
  const wide: Query = { lower: anchor.tick - 1n, upper: context.high + 1n, offset: 0 };
  const probe = await askTwice(wide, context);
  if (rowsAt(probe, anchor.tick).length > 0) return exclusiveBound(query, wide, probe, anchor, context);
  if (probe.count >= context.traits.fullPage) {
    // Rows one tick below fill the page: only the upper bound is left to be asked wider.
    const above: Query = { ...wide, lower: query.lower };
    const page = await context.ask(above);
    if (page.count > 0) {
      context.bounds.noticeHidden(page);
      return { kind: 'page', query: above, page };
    }
  }
  const last = probe.count === 0 ? undefined : tickOf(probe, probe.count - 1);
  if (last !== undefined) return last > anchor.tick ? { kind: 'page', query: wide, page: probe } : vanished(context);
  // An earlier run wrote the anchor's rows; meanwhile they may have been deleted. Nothing after them is nothing new.
  if (previous === undefined) return vanished(context);
  const next: Query = { ...previous.query, offset: previous.query.offset + previous.count };
  const after = await context.ask(next);
  if (after.count > 0) {
    context.warn('offset_fallback', 'The API answers a later lower bound with nothing; plain offsets are used.');
    return { kind: 'offsets', after: previous, why: 'the API does not honour a later lower bound' };
  }
  const alive = await context.ask(previous.query);
  const isHeld = rowsAt(alive, anchor.tick).length > 0;
  if (alive.count > 0 && !isHeld) return vanished(context);
  const reason = isHeld
    ? 'the API has rows that it does not give when it is asked for them alone'
    : 'the API gave rows before and gives none for the same query now';
  throw connectorError('end_not_proven', { dataset: context.datasetId, reason });
}

/** Bounds that are asked wider show the anchor's rows: which of the two hid them? */
async function exclusiveBound(
  query: Query,
  wide: Query,
  probe: Page,
  anchor: Anchor,
  context: RangeContext,
): Promise<Ending> {
  const above: Query = { ...wide, lower: query.lower };
  const page = await context.ask(above);
  if (rowsAt(page, anchor.tick).length > 0) {
    context.bounds.noticeHidden(page);
    return { kind: 'page', query: above, page };
  }
  context.bounds.noticeLowerExclusive();
  return { kind: 'page', query: wide, page: probe };
}

/**
 * The anchor's rows are not in an answer that has others: it was a slip, or the lower bound is exclusive (the page that
 * shows it), or they were deleted meanwhile (undefined).
 */
export async function explainGap(query: Query, anchor: Anchor, context: RangeContext): Promise<Ending | undefined> {
  const again = await context.ask(query);
  if (rowsAt(again, anchor.tick).length > 0) return { kind: 'page', query, page: again };
  if (query.lower >= anchor.tick) {
    const lower: Query = { ...query, lower: anchor.tick - 1n };
    const probe = await context.ask(lower);
    if (rowsAt(probe, anchor.tick).length > 0) {
      context.bounds.noticeLowerExclusive();
      return { kind: 'page', query: lower, page: probe };
    }
  }
  warnVanished(context);
  return undefined;
}

/** `changing`: rows came instead of those that were read before, again and again. */
export function leadNowhere({ datasetId: dataset }: RangeContext, changing: boolean): ConnectorError {
  const reason = changing
    ? 'its rows have another value in each answer; leave out the column that changes'
    : 'its answers bring nothing new, and do not show either that nothing is left';
  return connectorError('end_not_proven', { dataset, reason });
}

function vanished(context: RangeContext): Ending {
  warnVanished(context);
  return END;
}

function warnVanished(context: RangeContext): void {
  context.warn('vanished', 'Rows that were read before are gone: the dataset changed while it was read.');
}
