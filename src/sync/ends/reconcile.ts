import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { type ConnectorError, connectorError } from '../../errors/connector-error.ts';
import { readByOffsets } from '../offsets/read-by-offsets.ts';
import { findPage, hasRowsWithin } from '../questions/find-page.ts';
import { lookThrough } from '../questions/look-through.ts';
import { askByOffset, askTwiceUnlessRefused, askUnlessRefused, isOffsetIgnored } from '../questions/offset-proof.ts';
import { settleBounds } from '../questions/settle-bounds.ts';
import { firstTickFrom, inspectPage } from '../range/inspect.ts';
import type { Keys } from '../range/keys.ts';
import { warnLate } from '../range/late-rows.ts';
import { groupsOf, mergeSpans } from '../range/ledger.ts';
import type { RangeContext } from '../range/range-context.ts';
import type { Span } from '../range/span.ts';
import { isManyPages } from '../range/traits.ts';
import { noteFound, proveSpans } from './prove-spans.ts';
import { rowsBehind } from './rows-behind.ts';

/** Rows that one question covers: deeper offsets are slow, and beyond a million often refused. */
const ROWS_OF_QUESTION = 1_000_000;
/** More spans than this with rows that were not read are read again as one. */
const MOST_SPANS = 16;
/** Rows may come in while others are looked for; after so many rounds the rest is left to the next sync. */
const MOST_ROUNDS = 4;

/** Else the question that ended the stream has shown that one page holds all of it. */
export function needsCount(context: RangeContext): boolean {
  const { traits, ledger, counts } = context;
  return isManyPages(context) || traits.uncounted || traits.unfiltered || ledger.isContinued || counts.outside > 0;
}

/**
 * Anchors find every row only if the API sorts by the time, which pages alone cannot show. So at the end the rows are
 * counted from the other side: behind as many rows as were read, a query must have nothing. Where it has, the spans that
 * have more rows than were read are found by halving, and read again: rows came in meanwhile, or the order is another one.
 * Errors: end_not_proven, where rows that must be there are not given.
 */
export async function reconcile(context: RangeContext): Promise<void> {
  const { traits } = context;
  // An API without a filter cannot be asked for a part.
  if (traits.unfiltered) return traits.mayRound ? proveCount(context) : undefined;
  if (context.counts.outside > 0 && context.offsetParam !== '') return proveOrder(context);
  await settleBounds(context.ledger.spans()[0]?.from ?? context.low, context);
  let isBarren = false;
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const before = context.ledger.rows;
    const found = await readMissing(context);
    if (context.counts.outside > 0) return proveOrder(context);
    if (found !== 'read') return;
    // As many rows may have been deleted as came in, but hardly twice.
    const wasBarren = isBarren;
    isBarren = context.ledger.rows <= before;
    if (isBarren && wasBarren) throw notGiven(context);
  }
  warnLate(context, context.low, context.high);
}

/**
 * Rows outside of the range came, so counts say nothing: only a look at all rows shows that none was passed over, neither
 * between others nor by a bound.
 */
async function proveOrder(context: RangeContext): Promise<void> {
  const spans = context.ledger.spans();
  if (spans.length === 0) return;
  const all = mergeSpans(spans);
  const { ascending, rows } = await lookThrough(all, context);
  if (!ascending || rows > all.rows) await readAllAgain(all, context);
}

/** The same, of the whole range, where a question for later days shows that the bounds count for something. */
async function proveCount(context: RangeContext): Promise<void> {
  const { low: from, high: to, ledger, day } = context;
  const question = { lower: to + day, upper: to + 2n * day, offset: 0, limit: 1 };
  const later = await askTwiceUnlessRefused(question, context);
  if (later === undefined || later.count > 0) return;
  const all = { from, to, rows: ledger.rowsFrom(from) };
  if (await hasMore(all, context)) await readAllAgain(all, context);
}

async function readAllAgain(all: Span, context: RangeContext): Promise<void> {
  noteUnsorted(context);
  await writeUnknown(all, context.recent.keysOf(all), true, context);
}

/** One round: reads what is missing, or leaves it to the next sync ('late'). */
async function readMissing(context: RangeContext): Promise<'nothing' | 'late' | 'read'> {
  const late: Span[] = [];
  const read: Span[] = [];
  for (const spans of groupsOf(context.ledger.spans(), ROWS_OF_QUESTION)) {
    const larger = await spansWithMore(spans, context);
    for (const span of larger.length > MOST_SPANS ? [mergeSpans(larger)] : larger) {
      const found = (await mayBeLate(span, context)) ? late : read;
      found.push(span);
    }
  }
  // Once it is known that the API does not sort, what is missing elsewhere need not have come late.
  if (context.traits.unsorted) read.push(...late.splice(0));
  for (const span of read) await readAgain(span, context);
  for (const { from, to } of late) warnLate(context, from, to);
  if (late.length > 0) return 'late';
  return read.length > 0 ? 'read' : 'nothing';
}

function notGiven({ datasetId: dataset }: RangeContext): ConnectorError {
  const reason = 'the API has more rows in the range than it gives, whichever way it is asked';
  return connectorError('end_not_proven', { dataset, reason });
}

/** The spans with more rows than were read. Offsets may end before all of their rows: then those of each half are counted. */
async function spansWithMore(spans: readonly Span[], context: RangeContext): Promise<readonly Span[]> {
  const more = await hasMore(mergeSpans(spans), context);
  if (more === true) return await largerSpans(spans, context);
  if (more === false || spans.length === 1) return [];
  const middle = spans.length >> 1;
  return [
    ...(await spansWithMore(spans.slice(0, middle), context)),
    ...(await spansWithMore(spans.slice(middle), context)),
  ];
}

/**
 * Has the span more rows than were read? An API that refuses offsets, or ignores them, cannot tell: no. Undefined: it gives
 * nothing where the last row must stand.
 */
async function hasMore(span: Span, context: RangeContext): Promise<boolean | undefined> {
  const [first, fromLast] = await Promise.all([rowsBehind(span, 0, context), rowsFromLast(span, context)]);
  // An empty answer may be a slip: one that has the last row and no other says the same.
  const isAlone = fromLast === 1 && span.rows > 0 && !isCut(context);
  const isSure = first !== 'nothing' || fromLast === 0 || isAlone;
  const behind = isSure ? first : await rowsBehind(span, 0, context);
  if (behind === 'refused') await proveSpans(context);
  if (behind === 'nothing' && fromLast === 0 && span.rows > 0) return undefined;
  return typeof behind === 'object' && (await isOfSpan(span, context));
}

/** Pages of one row, or of as many as fit their bytes, may have no other although one is there. */
function isCut({ traits }: RangeContext): boolean {
  return traits.largestAnswer < 2 || traits.cutAt !== undefined;
}

/** Rows of an answer that begins with the last one of a span; undefined where that is refused. */
async function rowsFromLast({ from, to, rows }: Span, context: RangeContext): Promise<number | undefined> {
  const query = context.bounds.query(from, to, Math.max(0, rows - 1));
  return (await askByOffset(query, context, askTwiceUnlessRefused))?.count;
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
async function largerSpans(spans: readonly Span[], context: RangeContext): Promise<Span[]> {
  if (spans.length === 1) return [...spans];
  const middle = spans.length >> 1;
  const halves = [spans.slice(0, middle), spans.slice(middle)];
  const larger: Span[] = [];
  for (const half of halves) {
    if (await isLarger(mergeSpans(half), context)) larger.push(...(await largerSpans(half, context)));
  }
  return larger.length === 0 ? [mergeSpans(spans)] : larger;
}

async function isLarger(span: Span, context: RangeContext): Promise<boolean> {
  if (typeof (await rowsBehind(span, 0, context)) !== 'object') return false;
  if (!context.bounds.isLowerWide) return true;
  const first = await context.ask(context.bounds.query(span.from, span.to));
  return typeof (await rowsBehind(span, await rowsBelow(first, span, context), context)) === 'object';
}

/** Rows that nobody knows any more, of which there are more now: in order, they came in behind the reader. */
async function mayBeLate(span: Span, context: RangeContext): Promise<boolean> {
  const { traits, recent, mostRepeats } = context;
  // What one page left out comes late for certain only where it was full; else its rows are given again.
  const isPage = span.notFull === true && span.rows <= mostRepeats;
  if (isPage || traits.unsorted || recent.keysOf(span).rows >= span.rows) return false;
  traits.unsorted = !(await lookThrough(span, context)).ascending;
  return !traits.unsorted;
}

async function readAgain(span: Span, context: RangeContext): Promise<void> {
  const out = context.recent.keysOf(span);
  if (out.rows >= span.rows) noteFound(context);
  else noteUnsorted(context);
  await writeUnknown(span, out, await isUnsorted(span, context), context);
}

/** Where the API sorts, rows that come again in another page came in meanwhile: to read parts of the time would not end that. */
async function isUnsorted({ from, to }: Span, context: RangeContext): Promise<boolean> {
  if (context.traits.unsorted) return true;
  const page = await context.ask(context.bounds.query(from, to));
  if (!inspectPage(page, { low: from, high: to, askedLow: from, askedHigh: to }).ascending) return true;
  const first = firstTickFrom(page, from);
  if (first === undefined || first === from) return false;
  // The rows of one time may fill the page, with earlier ones behind it.
  const below = { low: from, high: first - 1n };
  return await hasRowsWithin(context.bounds.query(below.low, below.high), below, context);
}

function noteUnsorted(context: RangeContext): void {
  context.traits.disproved = true;
  context.warn(
    'order',
    'The API does not sort by the time, or left rows out of a page: rows are read again by offsets, so some may repeat.',
  );
}

/** Writes the rows of a span but for those that are out. One tick wider above: the bound may be exclusive. */
async function writeUnknown(span: Span, out: Keys, divisible: boolean, context: RangeContext): Promise<void> {
  const query: Query = { lower: context.bounds.lower(span.from), upper: span.to + 1n, offset: 0 };
  const why = 'its rows are not in ascending order';
  const rows = await readByOffsets(
    { query, low: span.from, high: span.to, before: undefined, out, filtered: true, divisible, why },
    context,
  );
  context.ledger.replace(span, rows);
}
