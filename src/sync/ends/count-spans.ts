import type { Page } from '../../dataset/page.ts';
import { isOffsetIgnored } from '../questions/far-offset.ts';
import { findPage } from '../questions/find-page.ts';
import { askByOffset, askTwiceUnlessRefused, askUnlessRefused } from '../questions/offset-proof.ts';
import { inspectPage, tickOf, timedRows } from '../range/inspect.ts';
import { mergeSpans } from '../range/ledger.ts';
import type { RangeContext } from '../range/range-context.ts';
import type { Span } from '../range/span.ts';
import { isRoundCount, mayBeCut } from '../range/traits.ts';
import { rowsBehind, showsOthers, viewOf } from './rows-behind.ts';

/** What a count leaves in doubt. */
export interface Doubts {
  /** Spans that may hide rows where others are gone. */
  readonly gone: Span[];
  /** Spans behind whose rows the API cannot be asked. */
  readonly refused: Span[];
}

/** gone: nothing stands where the last row of a span must, or one from before where its latest rows were read. */
type Count = 'all' | 'more' | 'gone' | 'refused' | 'ignored';

/**
 * The spans with more rows than were read. Offsets may end before all of their rows, or be refused, or rows are gone: then
 * those of each half are counted. `isHalf`: rows are gone, of the spans beside.
 */
export async function spansWithMore(
  spans: readonly Span[],
  doubts: Doubts,
  context: RangeContext,
  isHalf = false,
): Promise<readonly Span[]> {
  const isByAnchors = spans.every(({ isWhole }) => !isWhole);
  const newest = isByAnchors ? spans.findLast(({ rows }) => rows > 0)?.from : undefined;
  const count = await countOf(mergeSpans(spans), context, newest);
  if (count === 'more') return await largerSpans(spans, context);
  const isOne = spans.length === 1;
  if (count === 'ignored' || (count === 'refused' && isOne))
    doubts.refused.push(...spans.filter((span) => !span.isWhole));
  if (count === 'all' ? isHalf : count === 'gone' && isOne) doubts.gone.push(...spans);
  if (count === 'all' || count === 'ignored' || isOne) return [];
  const middle = spans.length >> 1;
  const isGone = isHalf || count === 'gone';
  return [
    ...(await spansWithMore(spans.slice(0, middle), doubts, context, isGone)),
    ...(await spansWithMore(spans.slice(middle), doubts, context, isGone)),
  ];
}

/** Has the span more rows than were read? `newest`: where its latest rows were read, if that is known. */
export async function countOf(span: Span, context: RangeContext, newest = span.from): Promise<Count> {
  if (span.rows >= context.traits.refusedFrom) return 'refused';
  const [first, last] = await Promise.all([rowsBehind(span, 0, context), askLast(span, context)]);
  // An empty answer may be a slip: one that has the last row and no other says the same.
  const isAlone = last?.count === 1 && span.rows > 0 && !mayBeCut(context);
  const isSure = first !== 'nothing' || last?.count === 0 || isAlone;
  const behind = isSure ? first : await rowsBehind(span, 0, context);
  if (behind === 'refused') return isAlone && (await isLast(span, context)) ? 'all' : refusedAt(span, context);
  if (behind !== 'nothing') return await countBehind(span, context);
  if (span.rows === 0 || last === undefined) return 'all';
  if (await showsOthers(last, span, context)) return 'more';
  const isEarlier = last.count === 1 && (tickOf(last, 0) ?? newest) < newest;
  return last.count === 0 || isEarlier ? 'gone' : 'all';
}

/** Behind a row that comes alone twice, an API refuses what is behind its last row, unless a cap lies just there. */
async function isLast(span: Span, context: RangeContext): Promise<boolean> {
  if (isRoundCount(span.rows) || context.traits.window === span.rows) return false;
  return (await askLast(span, context))?.count === 1;
}

function refusedAt({ rows }: Span, { traits }: RangeContext): Count {
  traits.refusedFrom = Math.min(traits.refusedFrom, rows);
  return 'refused';
}

/** An answer that begins with the last row of a span; undefined where that is refused. */
async function askLast({ from, to, rows }: Span, context: RangeContext): Promise<Page | undefined> {
  return await askByOffset(context.bounds.query(from, to, Math.max(0, rows - 1)), context, askTwiceUnlessRefused);
}

/** Is what came behind the rows of a span truly more of it? */
async function countBehind(span: Span, context: RangeContext): Promise<Count> {
  const query = context.bounds.query(span.from, span.to);
  const first = await askUnlessRefused(query, context);
  if (first === undefined) return 'all';
  // No offset is needed for what the first page shows.
  if (timedRows(viewOf(span, query, first)) > span.rows) return 'more';
  const isKnown = context.traits.lastAgain;
  if (span.rows > 0 && (await isOffsetIgnored(query, context))) return 'ignored';
  // What came may be the last rows again.
  if (context.traits.lastAgain && !isKnown) return await countOf(span, context);
  // Asked lower than the span, where that was not needed: those rows are none of it.
  const below = await rowsBelow(first, span, context);
  if (below === 0 || (await hasMore(span, below, context))) return 'more';
  // Something stood behind as many rows as are the span's own: that nothing is behind those below as well may be a slip.
  return (await hasMore(span, below, context)) ? 'more' : 'all';
}

async function hasMore(span: Span, below: number, context: RangeContext): Promise<boolean> {
  return typeof (await rowsBehind(span, below, context)) === 'object';
}

/** Rows that stand before those of a span, because its lower bound is asked lower; `first`: the first page. */
async function rowsBelow(first: Page, span: Span, context: RangeContext): Promise<number> {
  const belowOf = (page: Page): number =>
    inspectPage(page, { low: 0n, high: 0n, askedLow: span.from, askedHigh: span.to }).below;
  if (belowOf(first) < first.count) return belowOf(first);
  // They fill pages.
  const shown = await findPage(context.bounds.query(span.from, span.to), span.from, context);
  return shown === undefined ? first.count : shown.query.offset + belowOf(shown.page);
}

/** The spans with more rows than were read, of some that have more in all. */
async function largerSpans(spans: readonly Span[], context: RangeContext): Promise<readonly Span[]> {
  if (spans.length === 1) return spans;
  const middle = spans.length >> 1;
  const halves = [spans.slice(0, middle), spans.slice(middle)];
  const larger = await largerOf(halves, context);
  if (larger.length > 0) return larger;
  // An answer without rows may have been a slip.
  const again = await largerOf(halves, context);
  return again.length > 0 ? again : [mergeSpans(spans)];
}

async function largerOf(halves: readonly (readonly Span[])[], context: RangeContext): Promise<readonly Span[]> {
  const larger: Span[] = [];
  for (const half of halves) {
    if (await isLarger(mergeSpans(half), context)) larger.push(...(await largerSpans(half, context)));
  }
  return larger;
}

async function isLarger(span: Span, context: RangeContext): Promise<boolean> {
  if (!(await hasMore(span, 0, context))) return false;
  if (!context.bounds.isLowerWide) return true;
  const first = await context.ask(context.bounds.query(span.from, span.to));
  return await hasMore(span, await rowsBelow(first, span, context), context);
}
