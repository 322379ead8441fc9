import type { Page } from '../../dataset/page.ts';
import { isOffsetIgnored } from '../questions/far-offset.ts';
import { findPage } from '../questions/find-page.ts';
import { askByOffset, askTwiceUnlessRefused, askUnlessRefused } from '../questions/offset-proof.ts';
import { inspectPage, tickOf } from '../range/inspect.ts';
import { mergeSpans } from '../range/ledger.ts';
import type { RangeContext } from '../range/range-context.ts';
import type { Span } from '../range/span.ts';
import { capsPages } from '../range/traits.ts';
import { proveSpans } from './prove-spans.ts';
import { rowsBehind } from './rows-behind.ts';

/**
 * The spans with more rows than were read. Offsets may end before all of their rows, or rows are gone: then those of each half
 * are counted. `suspects` gets the spans that may hide rows where others are gone; `isHalf`: some are, of the spans beside.
 */
export async function spansWithMore(
  spans: readonly Span[],
  suspects: Span[],
  context: RangeContext,
  isHalf = false,
): Promise<readonly Span[]> {
  const isByAnchors = spans.every(({ isWhole }) => !isWhole);
  const newest = isByAnchors ? spans.findLast(({ rows }) => rows > 0)?.from : undefined;
  const more = await hasMore(mergeSpans(spans), context, newest);
  if (more === true) return await largerSpans(spans, context);
  if (more === false ? isHalf : spans.length === 1) suspects.push(...spans);
  if (more === false || spans.length === 1) return [];
  const middle = spans.length >> 1;
  return [
    ...(await spansWithMore(spans.slice(0, middle), suspects, context, true)),
    ...(await spansWithMore(spans.slice(middle), suspects, context, true)),
  ];
}

/**
 * Has the span more rows than were read? An API that refuses offsets, or ignores them, cannot tell: no. Undefined: it gives
 * nothing where the last row must stand, or one from before `newest`, where the latest rows of the span were read.
 */
export async function hasMore(span: Span, context: RangeContext, newest = span.from): Promise<boolean | undefined> {
  const [first, last] = await Promise.all([rowsBehind(span, 0, context), askLast(span, context)]);
  // An empty answer may be a slip: one that has the last row and no other says the same.
  const isAlone = last?.count === 1 && span.rows > 0 && !isCut(context);
  const isSure = first !== 'nothing' || last?.count === 0 || isAlone;
  const behind = isSure ? first : await rowsBehind(span, 0, context);
  if (behind === 'refused') await proveSpans(context);
  if (behind !== 'nothing') return typeof behind === 'object' && (await isOfSpan(span, context));
  if (span.rows === 0 || last === undefined) return false;
  const isEarlier = last.count === 1 && (tickOf(last, 0) ?? newest) < newest;
  return last.count === 0 || isEarlier ? undefined : false;
}

/** Pages of one row, or of as many as fit their bytes, may have no other although one is there. */
function isCut(context: RangeContext): boolean {
  const { largestAnswer, cutAt } = context.traits;
  return largestAnswer < 2 || cutAt !== undefined || capsPages(context);
}

/** An answer that begins with the last row of a span; undefined where that is refused. */
async function askLast({ from, to, rows }: Span, context: RangeContext): Promise<Page | undefined> {
  return await askByOffset(context.bounds.query(from, to, Math.max(0, rows - 1)), context, askTwiceUnlessRefused);
}

/** Is what came behind the rows of a span truly more of it? */
async function isOfSpan(span: Span, context: RangeContext): Promise<boolean | undefined> {
  const first = await askUnlessRefused(context.bounds.query(span.from, span.to), context);
  if (first === undefined) return false;
  const isKnown = context.traits.lastAgain;
  if (span.rows > 0 && (await isOffsetIgnored(context.bounds.query(span.from, span.to), context))) {
    await proveSpans(context);
    return false;
  }
  // What came may be the last rows again.
  if (context.traits.lastAgain && !isKnown) return hasMore(span, context);
  // Asked lower than the span, where that was not needed: those rows are none of it.
  const below = await rowsBelow(first, span, context);
  return below === 0 || typeof (await rowsBehind(span, below, context)) === 'object';
}

/** Rows that stand before those of a span, because its lower bound is asked lower; `first`: the first page. */
async function rowsBelow(first: Page, span: Span, context: RangeContext): Promise<number> {
  const countOf = (page: Page): number =>
    inspectPage(page, { low: 0n, high: 0n, askedLow: span.from, askedHigh: span.to }).below;
  if (countOf(first) < first.count) return countOf(first);
  // They fill pages.
  const shown = await findPage(context.bounds.query(span.from, span.to), span.from, context);
  return shown === undefined ? first.count : shown.query.offset + countOf(shown.page);
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
  if (typeof (await rowsBehind(span, 0, context)) !== 'object') return false;
  if (!context.bounds.isLowerWide) return true;
  const first = await context.ask(context.bounds.query(span.from, span.to));
  return typeof (await rowsBehind(span, await rowsBelow(first, span, context), context)) === 'object';
}
