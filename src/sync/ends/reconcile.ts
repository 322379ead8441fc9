import { readOf } from '../offsets/offset-read.ts';
import { readByOffsets } from '../offsets/read-by-offsets.ts';
import { readDisplaced } from '../offsets/read-displaced.ts';
import { hasRowsWithin } from '../questions/find-page.ts';
import { lookThrough } from '../questions/look-through.ts';
import { askTwiceUnlessRefused } from '../questions/offset-proof.ts';
import { settleBounds } from '../questions/settle-bounds.ts';
import { firstTickFrom, inspectPage } from '../range/inspect.ts';
import type { KeyCounts } from '../range/keys.ts';
import { warnLate } from '../range/late-rows.ts';
import { groupsOf, mergeSpans } from '../range/ledger.ts';
import type { RangeContext } from '../range/range-context.ts';
import { reachOf, type Span } from '../range/span.ts';
import { isManyPages } from '../range/traits.ts';
import { countOf, type Doubts, spansWithMore } from './count-spans.ts';
import { noteFound, notGiven, proveSpans, sampleOf } from './prove-spans.ts';

/** Rows that one question covers: deeper offsets are slow, and beyond a million often refused. */
const ROWS_OF_QUESTION = 1_000_000;
/** More spans than this with rows that were not read are read again as one, if they are most of all. */
const MOST_SPANS = 16;
/** Spans of which some rows are gone that are looked through, while they are in order. */
const MOST_LOOKS = 16;
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
  let isReadAgain = false;
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const before = context.ledger.rows;
    const isFirst: boolean = isUnsorted(context) && !isReadAgain;
    if (isFirst) await readUnsorted(context);
    isReadAgain ||= isFirst;
    const found = await readMissing(isReadAgain, context);
    if (context.counts.outside > 0) return proveOrder(context);
    if (found === 'nothing' || found === 'late') return;
    // As many rows may have been deleted as came in, but hardly twice.
    const wasBarren = isBarren;
    isBarren = found === 'read' && context.ledger.rows <= before;
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
  if ((await countOf(all, context)) === 'more') await readAllAgain(all, context);
}

async function readAllAgain(all: Span, context: RangeContext): Promise<void> {
  noteUnsorted(context);
  await writeUnknown(all, context.recent.keysOf(all), true, context);
}

/** Once it is known that the API does not sort, what was read by anchors is read again by offsets, if it has any. */
function isUnsorted({ traits, offsetParam }: RangeContext): boolean {
  return traits.unsorted && offsetParam !== '';
}

/**
 * A count does not show rows that were passed over where as many are gone. Where not all that are out are known, those behind
 * later ones may have been.
 */
async function readUnsorted(context: RangeContext): Promise<void> {
  const read = context.ledger.spans().filter(({ rows, isWhole }) => rows > 0 && !isWhole);
  for (const spans of groupsOf(read, ROWS_OF_QUESTION)) {
    const span = mergeSpans(spans);
    const out = context.recent.keysOf(span);
    if (out.rows < span.rows) {
      noteUnsorted(context);
      await readDisplaced(spans, out, context);
    } else if ((await writeUnknown(span, out, true, context)) > span.rows) noteFound(context);
  }
}

/** One round: reads what is missing, or leaves it to the next sync ('late'). */
async function readMissing(
  isReadAgain: boolean,
  context: RangeContext,
): Promise<'nothing' | 'late' | 'read' | 'unsorted'> {
  const { traits, ledger } = context;
  const late: Span[] = [];
  const read: Span[] = [];
  const add = async (spans: readonly Span[]): Promise<void> => {
    for (const span of spans) ((await mayBeLate(span, context)) ? late : read).push(span);
  };
  const doubts: Doubts = { gone: [], refused: [] };
  for (const spans of groupsOf(ledger.spans(), ROWS_OF_QUESTION)) {
    await add(fewOf(await spansWithMore(spans, doubts, context), spans));
  }
  if (doubts.refused.length > 0) await proveSpans(doubts.refused, context);
  for (const span of read) traits.unsorted ||= await showsNoOrder(span, context);
  const suspects = traits.vanished ? ledger.spans().filter(({ isWhole }) => !isWhole) : doubts.gone;
  if (!traits.unsorted) await add(await largerOf(suspects, context));
  if (isUnsorted(context) && !isReadAgain) return 'unsorted';
  for (const span of read) await readAgain(span, context);
  if (late.length > 0) {
    const { from, to } = reachOf(late);
    warnLate(context, from, to);
    return 'late';
  }
  return read.length > 0 ? 'read' : 'nothing';
}

/** Where most spans have more rows than were read, all from the first of them to the last, as one. */
function fewOf(larger: readonly Span[], spans: readonly Span[]): readonly Span[] {
  if (larger.length <= MOST_SPANS || 2 * larger.length < spans.length) return larger;
  const { from, to } = reachOf(larger);
  return [mergeSpans(spans.filter((span) => span.from >= from && span.to <= to))];
}

/** Those of which a look shows more rows than were read, while they are in order: then the count was told something else. */
async function largerOf(suspects: readonly Span[], context: RangeContext): Promise<readonly Span[]> {
  const larger: Span[] = [];
  for (const span of sampleOf(suspects, MOST_LOOKS)) {
    const { ascending, rows } = await lookThrough(span, context);
    context.traits.unsorted ||= !ascending;
    if (!ascending) return [];
    if (rows > span.rows) larger.push(span);
  }
  return larger;
}

/** Rows that nobody knows any more, of which there are more now: in order, they came in behind the reader. */
async function mayBeLate(span: Span, context: RangeContext): Promise<boolean> {
  const { traits, recent, mostRepeats } = context;
  // What one page left out comes late for certain only where it was full; else its rows are given again.
  const isPage = span.notFull === true && span.rows <= mostRepeats;
  if (isPage || traits.unsorted || recent.keysOf(span).rows >= span.rows) return false;
  const { ascending, rows } = await lookThrough(span, context);
  traits.unsorted = !ascending;
  // Where more are missing than came, to read all again repeats fewer than it brings.
  return ascending && rows - span.rows < span.rows;
}

async function readAgain(span: Span, context: RangeContext): Promise<void> {
  const out = context.recent.keysOf(span);
  if (out.rows >= span.rows) noteFound(context);
  else noteUnsorted(context);
  // Where the API sorts, what comes again in another page came in meanwhile: to read parts of the time would not end that.
  await writeUnknown(span, out, context.traits.unsorted, context);
}

/** Does the first page of a span show that the API does not sort? */
async function showsNoOrder({ from, to }: Span, context: RangeContext): Promise<boolean> {
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

/** Writes the rows of a span but for those that are out. Gives the number of all. */
async function writeUnknown(span: Span, out: KeyCounts, divisible: boolean, context: RangeContext): Promise<number> {
  const rows = await readByOffsets({ ...readOf(span, out, context), divisible }, context);
  context.ledger.replace(span, rows);
  return rows;
}
