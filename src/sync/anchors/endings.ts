import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { type ConnectorError, connectorError } from '../../errors/connector-error.ts';
import { askTwice } from '../questions/ask-twice.ts';
import { findPage } from '../questions/find-page.ts';
import { askUnlessRefused } from '../questions/offset-proof.ts';
import { askRounded, evidenceOf, NOTHING_SEEN } from '../questions/rounded-bound.ts';
import { inspectPage, type PageView, rowsAt, tickOf } from '../range/inspect.ts';
import type { RangeContext } from '../range/range-context.ts';
import type { Segment } from '../range/segments.ts';
import type { Anchor, Answered } from '../range/standing.ts';

/** What an answer without new rows turned out to be. */
export type Ending =
  | { readonly kind: 'end' } // nothing is left up to the end of the stream
  | { readonly kind: 'passed'; readonly to: bigint } // nothing is left up to there, though rows come after it
  | { readonly kind: 'ties' } // more rows at the anchor's time than a page holds
  | { readonly kind: 'page'; readonly query: Query; readonly page: Page } // rows came after all
  | { readonly kind: 'unordered' } // later rows stand before earlier ones
  | { readonly kind: 'offsets'; readonly after: Answered; readonly why: string }; // only offsets lead further

export const END: Ending = { kind: 'end' };

export function viewOf(segment: Segment, low: bigint, query: Query, page: Page): PageView {
  return inspectPage(page, { low, high: segment.to, askedLow: query.lower, askedHigh: query.upper });
}

/** A range that looked empty is asked again one tick wider on both sides: a slip, or bounds that are exclusive. */
export async function confirmEmpty(
  segment: Segment,
  low: bigint,
  asked: Query,
  context: RangeContext,
): Promise<Ending> {
  const { bounds } = context;
  if (bounds.isLowerWide) return confirmRounded(segment, low, context);
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

/** Rows below the range fill pages before its own where the bound is asked much lower. */
async function confirmRounded(segment: Segment, low: bigint, context: RangeContext): Promise<Ending> {
  const query = context.bounds.closing(low);
  const shown = await findPage(query, low, context);
  if (shown === undefined) return END;
  const { kept, passed } = viewOf(segment, low, query, shown.page);
  return kept > 0 || passed ? { kind: 'page', ...shown } : END;
}

/** Rows below as well: they show that the filter is not honoured. */
function isNews({ kept, passed, below }: PageView): boolean {
  return kept > 0 || passed || below > 0;
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
  const rounded = await askRounded(query, anchor.tick, context, NOTHING_SEEN);
  if (rounded !== undefined) return { kind: 'page', ...rounded };
  const last = probe.count === 0 ? undefined : tickOf(probe, probe.count - 1);
  if (last !== undefined)
    return last > anchor.tick ? { kind: 'page', query: wide, page: probe } : vanished(anchor, context);
  // An earlier run wrote the anchor's rows; meanwhile they may have been deleted. Nothing after them is nothing new.
  if (previous === undefined) return vanished(anchor, context);
  const next: Query = { ...previous.query, offset: previous.query.offset + previous.count };
  const after = await askUnlessRefused(next, context);
  if (after !== undefined && after.count > 0) {
    context.warn('offset_fallback', 'The API answers a later lower bound with nothing; plain offsets are used.');
    return { kind: 'offsets', after: previous, why: 'the API does not honour a later lower bound' };
  }
  const alive = await context.ask(previous.query);
  const isHeld = rowsAt(alive, anchor.tick).length > 0;
  if (!isHeld && (alive.count > 0 || wasAll(previous, context))) return vanished(anchor, context);
  const reason = isHeld
    ? 'the API has rows that it does not give when it is asked for them alone'
    : 'the API gave rows before and gives none for the same query now';
  throw connectorError('end_not_proven', { dataset: context.datasetId, reason });
}

/**
 * The few rows of an increment may all be updated while it is read, and have later times then: the next sync brings them.
 * Elsewhere, rows that stay away may be those of a server that lost its dataset.
 */
function wasAll({ query, count }: Answered, { open, fullRefresh, high, traits }: RangeContext): boolean {
  return open && !fullRefresh && query.upper >= high && count < traits.fullPage;
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
 * shows it), or later rows stand before them, or they were deleted meanwhile (undefined).
 */
export async function explainGap(query: Query, anchor: Anchor, context: RangeContext): Promise<Ending | undefined> {
  const again = await context.ask(query);
  if (rowsAt(again, anchor.tick).length > 0) return { kind: 'page', query, page: again };
  if (context.bounds.isLowerWide) {
    const shown = await findPage(context.bounds.closing(anchor.tick), anchor.tick, context);
    if (shown !== undefined && rowsAt(shown.page, anchor.tick).length > 0) return { kind: 'page', ...shown };
  }
  if (query.lower >= anchor.tick) {
    const lower: Query = { ...query, lower: anchor.tick - 1n };
    const probe = await askTwice(lower, context);
    if (rowsAt(probe, anchor.tick).length > 0) {
      context.bounds.noticeLowerExclusive();
      return { kind: 'page', query: lower, page: probe };
    }
  }
  const rounded = await askRounded(query, anchor.tick, context, evidenceOf(query, again));
  if (rounded !== undefined) return { kind: 'page', ...rounded };
  if (await standsBehindLater(anchor, context)) return { kind: 'unordered' };
  warnVanished(context);
  return undefined;
}

/** Rows that come only where nothing later is asked for: the newest come first. */
async function standsBehindLater({ tick }: Anchor, context: RangeContext): Promise<boolean> {
  return rowsAt(await context.ask({ lower: tick - 1n, upper: tick, offset: 0 }), tick).length > 0;
}

/** `changing`: rows came instead of those that were read before, again and again. */
export function leadNowhere({ datasetId: dataset }: RangeContext, changing: boolean): ConnectorError {
  if (changing) return connectorError('rows_changing', { dataset });
  const reason = 'its answers bring nothing new, and do not show either that nothing is left';
  return connectorError('end_not_proven', { dataset, reason });
}

async function vanished(anchor: Anchor, context: RangeContext): Promise<Ending> {
  if (!(await isHiddenByEnd(anchor, context))) warnVanished(context);
  return END;
}

/** An API that rounds the upper bound down gives nothing of the last day of a fixed range, which is read at the end. */
async function isHiddenByEnd({ tick }: Anchor, context: RangeContext): Promise<boolean> {
  const { open, high, day } = context;
  if (open || high - tick > day) return false;
  return rowsAt(await context.ask({ lower: tick, upper: high + day, offset: 0 }), tick).length > 0;
}

function warnVanished(context: RangeContext): void {
  // Those of an earlier sync are counted in none.
  context.traits.vanished ||= context.ledger.rows > 0;
  context.warn('vanished', 'Rows that were read before are gone: they were deleted or updated since.');
}
