import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { pageFingerprint } from '../../dataset/row-key.ts';
import { isSuspectCount } from '../offsets/offset-end.ts';
import { variesPages } from '../offsets/whole-page.ts';
import { askTwice } from '../questions/ask-twice.ts';
import { askBehindAll, isOffsetIgnored } from '../questions/far-offset.ts';
import { askByOffset, askTwiceUnlessRefused, askUnlessRefused, isOffsetRounded } from '../questions/offset-proof.ts';
import { dropRepeats, fingerprintsOf, isAllAt } from '../range/inspect.ts';
import type { RangeContext } from '../range/range-context.ts';
import type { Segment } from '../range/segments.ts';
import type { Anchor } from '../range/standing.ts';
import { capsPages, hasFewRows, isCutByBytes, isCutByCount, isFullPage, isManyPages } from '../range/traits.ts';
import { END, type Ending, resolveDoubt, viewOf } from './endings.ts';

/** Fewer rows than any server caps its pages at. */
const LEAST_CAP = 10;

const TIES: Ending = { kind: 'ties' };

/** An answer without new rows; `dropped` of its rows are out already. */
export interface Unchanged {
  readonly query: Query;
  readonly page: Page;
  readonly dropped: number;
}

/**
 * The answer to an anchor brought nothing new: the end, unless the anchor's rows alone fill a page, or the answer was
 * cut. After more than one page, and where no later sync brings what is missed, nothing must be behind them.
 */
export async function closeRange(
  segment: Segment,
  anchor: Anchor,
  { query, page, dropped }: Unchanged,
  context: RangeContext,
): Promise<Ending> {
  if (dropped < page.count) return TIES;
  if (dropped < anchor.keys.rows) {
    // Some of the anchor's rows are missing: they were deleted, or the answer is short of more than those.
    const again = await context.ask(query);
    if (again.count > page.count) return { kind: 'page', query, page: again };
    // One of the two is the answer to another question.
    if (again.count === 0) return resolveDoubt(query, anchor, undefined, context);
  }
  if (page.count >= context.traits.largestPage) return closeFull(segment, anchor, page, context);
  return isEnough(context) ? END : closeCut(segment, anchor, page, context);
}

/**
 * The row behind the anchor may fit no page that has the anchor's: then that page has nothing new either. In an increment,
 * of which a later one finds what is missed, and where it is not to be expected, no question is spent on it.
 */
function isEnough(context: RangeContext): boolean {
  const { traits, fullRefresh, open, isContinued } = context;
  const isIncrement = isContinued && open && !fullRefresh;
  const mayBeCut = capsPages(context) || isCutByBytes(traits) || isCutByCount(traits) || variesPages(context);
  return isIncrement && !isManyPages(context) && !mayBeCut;
}

/** A short page that may be cut all the same: behind its rows must be nothing. Once, for to be told so wrongly is a second fault. */
async function closeCut(segment: Segment, anchor: Anchor, page: Page, context: RangeContext): Promise<Ending> {
  const query = context.bounds.closing(anchor.tick, page.count);
  const overlap = fitsBesideLast(context) ? 1 : 0;
  const asked = { ...query, offset: query.offset - overlap };
  const behind = await (overlap === 0 ? askBehindAll : askByOffset)(asked, context);
  if (behind === undefined) return closeAbove(segment, anchor, page, context);
  context.bounds.note(asked, behind);
  const isLast = behind.count === overlap && isKnown(behind, anchor);
  if (isLast || behind.count === 0) return END;
  return explainBehind(segment, anchor, { query, asked, page, behind }, context);
}

/**
 * What is behind comes with the last row, or else with the next sync. Then that row is asked for again: it shows that its own
 * bound does not hide it. But pages of a few bytes that are cut would put off most of a dataset.
 */
function fitsBesideLast(context: RangeContext): boolean {
  const { traits, fullRefresh, open, isContinued } = context;
  const mayBeCut = capsPages(context) || isCutByBytes(traits) || variesPages(context);
  return open && !fullRefresh && !mayBeCut && (isContinued || !hasFewRows(traits));
}

/** No page was larger than this one, so it may be cut: behind it must be nothing, neither at its tick nor above. */
async function closeFull(segment: Segment, anchor: Anchor, page: Page, context: RangeContext): Promise<Ending> {
  const query = context.bounds.closing(anchor.tick, page.count);
  // An empty answer must be so twice, but for the second one of a sync without news, unless its page may be all that the
  // server gives at once: where the range has no fixed end, a slip there would only put rows off to the next sync.
  const isNoNews = context.open && context.counts.requests === 1 && page.count < Math.min(LEAST_CAP, context.limit);
  const isFull = isFullPage(page.count, context);
  // Where rows of the anchor are missing, one of them may be all that fits a page.
  const isWhole = !isFull && page.count > 1 && page.count >= anchor.keys.rows;
  if (isWhole) return closeByLast(segment, anchor, { query, page }, context);
  // Behind as many rows as were asked for, any row tells enough.
  const next: Query = page.count >= context.limit ? { ...query, limit: 1 } : query;
  const behind = await askBehindAll(next, context, isNoNews ? askUnlessRefused : askTwiceUnlessRefused);
  // An API that ends offsets just there has nothing behind a full page either: the rows of the time are looked at.
  if (isFull && (behind === undefined || behind.count === 0)) return TIES;
  if (behind === undefined) return closeUnasked(segment, anchor, page, context);
  return behind.count === 0 ? END : explainBehind(segment, anchor, { query, asked: query, page, behind }, context);
}

/**
 * The page is not full: asked from its last row on, that alone must come. It shows that offsets count rows, and not pages.
 * Where the page may be all that a query gives, nothing may be above it either.
 */
async function closeByLast(
  segment: Segment,
  anchor: Anchor,
  { query, page }: Pick<Behind, 'query' | 'page'>,
  context: RangeContext,
): Promise<Ending> {
  const asked = { ...query, offset: page.count - 1 };
  const last = await askByOffset(asked, context, askTwiceUnlessRefused);
  if (last === undefined) return closeUnasked(segment, anchor, page, context);
  if (last.count === 0) return TIES;
  if (last.count > 1 || !isKnown(last, anchor)) {
    return explainBehind(segment, anchor, { query, asked, page, behind: last }, context);
  }
  if (page.count < LEAST_CAP) return END;
  if (isSuspectCount(page.count)) return TIES;
  return provenAbove(await closeAbove(segment, anchor, page, context, (above) => context.ask(above)));
}

/** All of its rows are the anchor's: where one was deleted meanwhile, another one stands at its place. */
function isKnown(page: Page, { tick, keys }: Anchor): boolean {
  return isAllAt(page, tick) && fingerprintsOf(page).every((fingerprint) => keys.get(fingerprint) > 0);
}

/** Behind the page cannot be asked, but perhaps behind its first row: as many rows again are one more than it has. */
async function closeUnasked(segment: Segment, anchor: Anchor, page: Page, context: RangeContext): Promise<Ending> {
  if (page.count > 1) {
    const second = await askByOffset(context.bounds.closing(anchor.tick, 1), context);
    const isMore = second !== undefined && second.count >= page.count;
    // One that ignores the offset gives the same rows.
    if (isMore && pageFingerprint(second) !== pageFingerprint(page)) return TIES;
    warnUnasked(context);
  }
  return closeAbove(segment, anchor, page, context);
}

function warnUnasked(context: RangeContext): void {
  context.warn(
    'unasked',
    'The API cannot be asked for the rows behind those of one time; if it gives fewer rows than paginator.limit at once, set that to what it gives.',
  );
}

/** Behind a full page was nothing: where there are rows above it, offsets end without a word. */
function provenAbove(ending: Ending): Ending {
  return ending.kind === 'passed' ? TIES : ending;
}

/** Rows behind those of the anchor. */
interface Behind {
  /** Asks for them by their offset. */
  readonly query: Query;
  /** What was asked, which may begin with the last row of the anchor. */
  readonly asked: Query;
  readonly page: Page;
  readonly behind: Page;
}

async function explainBehind(segment: Segment, anchor: Anchor, found: Behind, context: RangeContext): Promise<Ending> {
  const { query, asked, page } = found;
  const isBelow = (answer: Page): boolean => viewOf(segment, anchor.tick, asked, answer).below > 0;
  // Rows below may be a slip: taken for a page, what stands behind the anchor's rows would look as if those were gone.
  const behind = isBelow(found.behind) ? await context.ask(asked) : found.behind;
  if (isBelow(behind)) return { kind: 'page', query: asked, page: behind };
  // An API that knows no offset, or none inside of a page, gives the same rows again: they are all, unless they fill a page.
  const isSame = page.count < context.limit && behind.count === page.count;
  const isIgnored = isSame && page.count < context.traits.fullPage && (await isOffsetIgnored(query, context));
  const noOffset = isIgnored || (isSame && (await isOffsetRounded(query, context)));
  if (!noOffset || isSuspectCount(page.count)) return TIES;
  // They fill a page, so that only above them can be asked.
  const close = isCutByCount(context.traits) ? closeUnasked : closeAbove;
  return provenAbove(await close(segment, anchor, page, context));
}

/** Nothing may be above the anchor: its own rows may fill a page that is cut, so that it is asked from the next tick on. */
async function closeAbove(
  segment: Segment,
  anchor: Anchor,
  { count }: Page,
  context: RangeContext,
  ask = (query: Query): Promise<Page> => askTwice(query, context),
): Promise<Ending> {
  if (anchor.tick >= context.high) return END;
  const low = anchor.tick + 1n;
  const query = context.bounds.closing(low);
  const page = await ask(query);
  const view = viewOf(segment, low, query, page);
  if (view.below > 0) return { kind: 'page', query, page };
  dropRepeats(page, view, anchor.tick, anchor.keys);
  if (view.kept === 0) return view.passed ? { kind: 'passed', to: segment.to } : END;
  context.bounds.noticeHidden(page);
  context.traits.cutAt = count;
  return TIES;
}
