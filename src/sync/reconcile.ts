import type { Page } from '../dataset/page.ts';
import type { Query } from '../dataset/query.ts';
import { pageFingerprint } from '../dataset/row-key.ts';
import { ConnectorError } from '../errors/connector-error.ts';
import { dropRepeatsOf, inspectPage } from './inspect.ts';
import { readByOffsets } from './offset-reader.ts';
import type { Keys } from './position.ts';
import type { RangeContext } from './range-context.ts';
import type { Span } from './span.ts';

/** Rows that one question covers: deeper offsets are slow, and beyond a million often refused. */
const ROWS_OF_QUESTION = 1_000_000;
/** More spans than this with rows that were not read are read again as one. */
const MOST_SPANS = 16;

/**
 * Anchors find every row only if the API sorts by the time, which pages alone cannot show. So at the end the rows are
 * counted from the other side: behind as many rows as were read, a query must have nothing. Where it has, the spans that
 * have more rows than were read are found by halving, and read again: rows came in meanwhile, or the order is another one.
 */
export async function reconcile(context: RangeContext): Promise<void> {
  for (const spans of questions(context.ledger.spans())) {
    if (!(await hasMore(whole(spans), context))) continue;
    const larger = await largerSpans(spans, context);
    for (const span of larger.length > MOST_SPANS ? [whole(larger)] : larger) await readAgain(span, context);
  }
}

/** Groups of spans without a gap between them, each of a bounded number of rows. */
function questions(spans: readonly Span[]): Span[][] {
  const groups: Span[][] = [];
  let rows = 0;
  for (const span of spans) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group !== undefined && before?.to === span.from - 1n && rows + span.rows <= ROWS_OF_QUESTION) group.push(span);
    else {
      groups.push([span]);
      rows = 0;
    }
    rows += span.rows;
  }
  return groups;
}

function whole(spans: readonly Span[]): Span {
  const rows = spans.reduce((sum, span) => sum + span.rows, 0);
  return { from: spans[0]?.from ?? 0n, to: spans.at(-1)?.to ?? -1n, rows };
}

function queryOf({ from, to }: Span, context: RangeContext, offset: number): Query {
  return { lower: context.bounds.lower(from), upper: context.bounds.upper(to), offset };
}

/** Has the span more rows than were read? An API that ends offsets, or ignores them, cannot tell: no. */
async function hasMore(span: Span, context: RangeContext): Promise<boolean> {
  if (context.maxOffset !== undefined && span.rows > context.maxOffset) return false;
  const query = queryOf(span, context, span.rows);
  // An empty answer counts when it is empty twice: it may be a slip.
  const answers = await Promise.all([askTolerantly(query, context), askTolerantly(query, context)]);
  const page = answers.find((answer) => answer !== undefined && answer.count > 0);
  if (page === undefined || span.rows === 0) return page !== undefined;
  const first = await askTolerantly({ ...query, offset: 0 }, context);
  return first !== undefined && pageFingerprint(page) !== pageFingerprint(first);
}

/** The question is asked for the proof alone: an API that cannot answer it has still given every row. */
async function askTolerantly(query: Query, context: RangeContext): Promise<Page | undefined> {
  try {
    return await context.ask(query);
  } catch (error) {
    if (error instanceof ConnectorError && tolerated.has(error.code)) return undefined;
    throw error;
  }
}

const tolerated: ReadonlySet<string> = new Set(['request_rejected', 'server_failed', 'timed_out']);

/** The spans with more rows than were read, of some that have more in all. */
async function largerSpans(spans: readonly Span[], context: RangeContext): Promise<Span[]> {
  if (spans.length === 1) return [...spans];
  const middle = spans.length >> 1;
  const halves = [spans.slice(0, middle), spans.slice(middle)];
  const larger: Span[] = [];
  for (const half of halves) {
    const { rows } = whole(half);
    const behind = await askTolerantly(queryOf(whole(half), context, rows), context);
    if (behind !== undefined && behind.count > 0) larger.push(...(await largerSpans(half, context)));
  }
  return larger.length === 0 ? [whole(spans)] : larger;
}

async function readAgain(span: Span, context: RangeContext): Promise<void> {
  const keys = context.recent.keysOf(span);
  if (keys !== undefined) return writeUnknown(span, keys, context);
  if (await isAscending(span, context)) {
    context.warn(
      'late',
      `Rows came in from ${context.readable(span.from)} to ${context.readable(span.to)} while the dataset was read; set lookback_window to get them with the next sync.`,
    );
    return;
  }
  context.warn('order', 'The API does not sort by the time: rows are read again by offsets, so some may repeat.');
  context.ledger.forget(span.from, span.to);
  const query = queryOf(span, context, 0);
  const why = 'its rows are not in ascending order';
  const rows = await readByOffsets(
    { query, low: span.from, high: span.to, before: undefined, out: new Map(), why },
    context,
  );
  context.ledger.addUnordered(rows);
}

/** Writes the rows of a span that are not among those that are out. */
async function writeUnknown(span: Span, out: Keys, context: RangeContext): Promise<void> {
  let left = new Map(out);
  for await (const page of pagesOf(span, context)) {
    const query = queryOf(span, context, 0);
    const view = inspectPage(page, { low: span.from, high: span.to, askedLow: query.lower, askedHigh: query.upper });
    left = dropRepeatsOf(page, view, left);
    context.counts.repeated += page.count - view.kept;
    context.ledger.increase(span.to, view.kept);
    await context.deliver(page, view.keep, view.kept, undefined);
  }
}

async function isAscending(span: Span, context: RangeContext): Promise<boolean> {
  let last = span.from;
  for await (const page of pagesOf(span, context)) {
    const bounds = { low: last, high: span.to, askedLow: last, askedHigh: span.to };
    const view = inspectPage(page, bounds);
    if (!view.ascending || view.below > 0) return false;
    last = view.lastTick ?? last;
  }
  return true;
}

/** All pages of a span by offsets. */
async function* pagesOf(span: Span, context: RangeContext): AsyncGenerator<Page> {
  for (let offset = 0; ; ) {
    const query = queryOf(span, context, offset);
    const page = await askTolerantly(query, context);
    const sure = page?.count === 0 ? await askTolerantly(query, context) : page;
    if (sure === undefined || sure.count === 0) return;
    yield sure;
    offset += sure.count;
  }
}
