import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import type { OffsetRead } from '../offsets/offset-read.ts';
import { readByOffsets } from '../offsets/read-by-offsets.ts';
import { dropRepeatsOf, type PageView } from '../range/inspect.ts';
import { NO_KEYS } from '../range/keys.ts';
import { isFarOutside, refuseOutside, warnOutside } from '../range/outside.ts';
import type { RangeContext } from '../range/range-context.ts';
import type { Answered, Standing } from '../range/standing.ts';
import { viewOf } from './endings.ts';

/** Rows below the lower bound came: no anchor holds, so the rest of the stream is read by offsets, by one reader. */
export async function readWithoutFilter(standing: Standing, query: Query, page: Page, view: PageView): Promise<void> {
  const { segment, context, previous, anchor } = standing;
  const { traits } = context;
  traits.mayRound &&= !isFarOutside(page, query, context);
  const why = traits.mayRound ? 'the API takes bounds for whole days' : 'the API does not honour the filter';
  traits.splittable = false;
  // The reader below meets the same, and knows where its offsets go on.
  if (standing.isUntouched && context.segments.giveBack(segment)) return page.memory.release();
  if (anchor === undefined && previous === undefined) refuseOutside(page, view, query, context);
  context.warn('filter_ignored', `Rows below the lower bound came: ${why}, so the dataset is read by offsets.`);
  context.segments.absorbAbove(segment);
  traits.unfiltered = true;
  traits.disproved = true;
  if (context.readBefore !== undefined) return readAnew(standing, context.readBefore.from, why);
  if (previous !== undefined) return continueByOffsets(standing, previous, why);
  warnOutside(view.below + view.above, context);
  // Other readers were above: what they wrote comes again.
  page.memory.hold();
  await context.written();
  const above = { from: standing.low, to: segment.to };
  const written = context.recent.keysOf(above);
  if (written.rows < context.ledger.rowsFrom(above.from)) warnRepeated(context);
  context.ledger.forget(above.from, above.to);
  const known = written.copy();
  known.include(anchor?.keys ?? NO_KEYS);
  // The segment has grown: rows of the page that were left to the readers above are its own now.
  const whole = viewOf(segment, standing.low, query, page);
  const before = whole.kept;
  const out = dropRepeatsOf(page, whole, known);
  context.counts.repeated += before - whole.kept;
  context.ledger.addUnordered(before);
  // The next page is compared with it.
  await context.deliver(page, whole.keep, whole.kept, undefined);
  const rest = { ...query, offset: query.offset + page.count };
  try {
    await readRest(standing, { query: rest, before: page, out, filtered: false, why });
  } finally {
    page.memory.release();
  }
}

/** Only a filter or an order would show that the runs before this one left out no row below: all are read again. */
async function readAnew(standing: Standing, from: bigint, why: string): Promise<void> {
  const { segment, context } = standing;
  await context.written();
  const out = context.recent.keysOf({ from, to: segment.to });
  warnRepeated(context);
  context.ledger.forget(from, segment.to);
  const query = context.bounds.query(from);
  await readRest(standing, { query, before: undefined, out, filtered: false, why }, from);
}

/**
 * The pages behind the last one that brought rows, by the offsets of its query. Where that page is not known any more, nothing
 * would show that rows moved meanwhile, so that it is read again.
 */
export async function continueByOffsets(standing: Standing, previous: Answered, why: string): Promise<void> {
  const { context, segment, low } = standing;
  const { page: before, count, query: asked } = previous;
  const { upper } = context.bounds.query(low);
  const query = { ...asked, upper, offset: asked.offset + (before === undefined ? 0 : count) };
  const from = before === undefined ? atLeast(segment.from, asked.lower) : low + 1n;
  // Other readers were above: what they wrote comes again.
  await context.written();
  const written = context.recent.keysOf({ from, to: segment.to });
  if (written.rows < context.ledger.rowsFrom(from)) warnRepeated(context);
  const out = written.copy();
  if (standing.anchor === undefined) out.include(standing.tied);
  context.ledger.forget(from, segment.to);
  if (before !== undefined) context.ledger.addUnordered(standing.atLow);
  await readRest(standing, { query, before, out, filtered: false, why });
}

/**
 * Rows are not in ascending order, or have no time: the segment is read by offsets, one tick wider on both sides since
 * the bounds may be exclusive. Where rows went backwards, those below the anchor may be unread: it begins from the start.
 */
export async function readWithoutOrder(
  standing: Standing,
  view: Pick<PageView, 'ascending' | 'untimed'>,
): Promise<void> {
  const { segment, context, isBegun, anchor } = standing;
  const why = view.untimed > 0 ? 'rows have no time' : 'its rows are not in ascending order';
  segment.fixed = true;
  context.traits.unsorted ||= !view.ascending;
  // They may come with each part.
  if (view.untimed > 0) context.traits.splittable = false;
  context.warn('order', `The dataset is read by offsets, without checkpoints inside: ${why}.`);
  let low = standing.low;
  let out = anchor?.keys ?? NO_KEYS;
  if (isBegun && !view.ascending) {
    low = segment.from;
    out = context.recent.keysOf({ from: low, to: standing.low });
    if (out.rows < standing.below + standing.atLow) warnRepeated(context);
    context.ledger.forget(low, standing.low);
  }
  const query = context.bounds.wide(low, segment.to);
  await readRest(standing, { query, before: undefined, out, filtered: true, divisible: true, why }, low);
}

function atLeast(least: bigint, tick: bigint): bigint {
  return tick > least ? tick : least;
}

function warnRepeated(context: RangeContext): void {
  context.warn('repeated', 'Rows that are out already are given again.');
}

/** Without an order or a filter, rows below the anchor may still come: those from `from` on are wanted. */
async function readRest(
  standing: Standing,
  read: Omit<OffsetRead, 'low' | 'high'>,
  from = standing.segment.from,
): Promise<void> {
  const { segment, context } = standing;
  segment.fixed = true;
  const low = atLeast(from, read.query.lower);
  const isOver = (): boolean => segment.state === 'removed';
  const rows = await readByOffsets({ ...read, low, high: segment.to, isOver }, context);
  if (isOver()) return;
  context.ledger.addUnordered(rows);
  standing.unordered = rows;
  standing.provenTo = segment.to;
}
