import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { isSuspectEnd } from '../offsets/offset-end.ts';
import { readTies, type TiesRead } from '../offsets/read-ties.ts';
import { notProvable, type Tie } from '../offsets/tie-pass.ts';
import { agreed } from '../questions/ask-twice.ts';
import { askBehindAll } from '../questions/far-offset.ts';
import { askByOffset, askTwiceUnlessRefused, askUnlessRefused } from '../questions/offset-proof.ts';
import { endsLater, firstTickFrom, rowsAt } from '../range/inspect.ts';
import type { Position } from '../range/position.ts';
import type { Move, RangeContext } from '../range/range-context.ts';
import type { Anchor, Standing } from '../range/standing.ts';

/** A time is so many times as far from 1970 as what is asked for beyond the end of the range. */
const PART_BEYOND_END = 1000n;

/** Reads all rows at an anchor, so that the reader goes on from the next tick. Errors: ties_not_provable. */
export async function passTies(standing: Standing, { tick, keys }: Anchor): Promise<void> {
  const { context, segment, below } = standing;
  const { bounds, traits } = context;
  // An upper bound that is exclusive would hide the tick itself, and times may lie between two ticks.
  const tie = { tick, askedLow: bounds.lower(tick), askedHigh: tick + 1n, out: keys };
  const move = (position: Position): Move => ({ segment, position, rowsBelow: below });
  let read = await readTies(tie, context, move);
  // Fewer than are out: rows went, or their times are shown coarser than the filter takes them, beyond their own tick.
  if (read.at < keys.rows) {
    read = await readTies({ ...tie, askedHigh: bounds.upper(context.high), out: read.out }, context, move);
  }
  const { out, at } = read;
  traits.uncounted = true;
  await proveTiesWhole(tie, read, context);
  standing.pass(out, at);
  context.noteHighest({ tick, keys: out });
}

/**
 * An API that ends a query after so many rows ends the rows of one tick as well, silently or with a refusal. Then the rows
 * of the stream end there too, although the ticks above have rows. Errors: ties_not_provable.
 */
async function proveTiesWhole(tie: Tie, { rows, at }: TiesRead, context: RangeContext): Promise<void> {
  const { tick, askedLow, askedHigh } = tie;
  const { high } = context;
  // At the end of the range, rows beyond it tell as well: those of the next weeks, whatever the unit of the tick.
  const upper = tick + 1n < high ? high : high + high / PART_BEYOND_END + 1n;
  const query: Query = { lower: askedLow, upper, offset: rows };
  const behind = await askBehindAll({ ...query, limit: 1 }, context, askTwiceUnlessRefused);
  if (context.offsetParam === '' || (behind !== undefined && behind.count > 0)) return;
  const later: Query = { ...query, lower: context.bounds.lower(tick + 1n), offset: 0 };
  const above = await context.ask(later);
  const hasLater = endsLater(above, tick);
  if (hasLater) {
    if (await agreed(() => hasRowBehind(query, context))) return;
  } else if (behind === undefined) {
    if (!(await isEndAnswered(later, above, context))) return;
  } else if (!(await isSuspectEnd(query, rows, context))) {
    // Rows below the tick may be those that stand before it in its own query, where the bound is rounded.
    if (rows > at || !(await isCutElsewhere(tie, query, context))) return;
  }
  // Or rows of the tick went meanwhile: then its last one is not at its place either, to which the API gave them.
  const last: Query = { ...query, upper: askedHigh, offset: Math.max(0, rows - 1) };
  if (await agreed(() => isGone(last, tick, context))) return;
  const how = behind === undefined ? `refuses the offset ${rows}` : `gives nothing past row ${rows} of a query`;
  const sign = hasLater
    ? 'though there is more'
    : 'and without a total or a larger paginator.max_offset nothing shows that there is no more';
  throw notProvable(tie, `the API ${how}, ${sign}`, context);
}

/** No row of the tick stands there, though the offset is answered. */
async function isGone(query: Query, tick: bigint, context: RangeContext): Promise<boolean> {
  const page = await askUnlessRefused(query, context);
  return page !== undefined && rowsAt(page, tick).length === 0;
}

/**
 * Behind the rows of the tick is nothing. With rows below it, as many are not all of a query, so that one more must come,
 * unless the API ends each query there.
 */
async function isCutElsewhere({ tick }: Tie, { upper, offset }: Query, context: RangeContext): Promise<boolean> {
  const { ledger, bounds, low } = context;
  const lower = ledger.rows > 0 && low < tick ? bounds.lower(low) : 0n;
  const all: Query = { lower, upper, offset, limit: 1 };
  const hasNoMore = async (): Promise<boolean> => (await askUnlessRefused(all, context))?.count === 0;
  const hasBelow = async (): Promise<boolean> => {
    const page = await askUnlessRefused({ ...all, upper: tick - 1n, offset: 0 }, context);
    const first = page === undefined ? undefined : firstTickFrom(page);
    return first !== undefined && first < tick;
  };
  // The row below may have come in just now.
  return (await agreed(hasNoMore)) && (await agreed(hasBelow)) && (await agreed(hasNoMore));
}

/** A row stands behind those of the tick: it may have come in just now, or comes where the last one does. */
async function hasRowBehind(query: Query, context: RangeContext): Promise<boolean> {
  for (const last of [0, 1]) {
    const page = await askByOffset({ ...query, offset: query.offset - last }, context);
    if (page !== undefined && page.count > last) return true;
  }
  return false;
}

/** Does the API answer behind the last row of a small query? Then it refuses an offset only where it is too deep. */
async function isEndAnswered(query: Query, { count }: Page, context: RangeContext): Promise<boolean> {
  if (count >= context.traits.fullPage) return false;
  return (await askByOffset({ ...query, offset: Math.max(1, count), limit: 1 }, context)) !== undefined;
}
