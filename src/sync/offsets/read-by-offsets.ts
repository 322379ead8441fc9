import { inspectPage, keptKeysOf } from '../range/inspect.ts';
import { KeyCounts } from '../range/keys.ts';
import type { RangeContext } from '../range/range-context.ts';
import { isCappedError } from './offset-end.ts';
import type { OffsetRead } from './offset-read.ts';
import { OffsetReader } from './offset-reader.ts';
import { type Doubt, hasRowsBehind, readAgain, readInParts, warnUnstable } from './read-anew.ts';
import { WrittenRows } from './written-rows.ts';

/**
 * Reads the rest of a query by plain offsets, for without an order or a filter there is no anchor. Where these pass over rows
 * (the order is not stable, rows move, the API ends offsets), the range is read anew: where the filter works, once more by
 * offsets and then in parts of its time, else until as many different rows have come as it has. Gives the number of
 * different rows. Errors: page_repeated, offset_capped, rows_outside_range, ties_not_provable, order_not_provable.
 */
export async function readByOffsets(read: OffsetRead, context: RangeContext): Promise<number> {
  const written = new WrittenRows();
  const reader = new OffsetReader(read, context, written);
  if (read.divisible !== true) return await readUndivided(read, reader, written, context);
  const first = await walk(read, reader, written, context);
  if (typeof first === 'number') return first;
  const last = first.why === 'unstable' ? await walkAgain(first, read, written, context) : first;
  return typeof last === 'number' ? last : await readInParts(last, read, written, context);
}

/** Gives the number of rows, if they are all. */
async function walk(
  read: OffsetRead,
  reader: OffsetReader,
  written: WrittenRows,
  context: RangeContext,
): Promise<number | Doubt> {
  const rows = await reader.read().catch((error: unknown) => unlessCapped(error, context));
  if (rows === undefined) return { why: 'capped', cap: reader.reached };
  if (read.isOver?.() === true) return rows;
  // Of too many rows that are out, all would come again.
  const isUnsure = hasRepeats(reader, written) || (reader.hasTwins && written.keys !== undefined);
  const isShort =
    reader.isUnstable ||
    isUnsure ||
    (reader.isDoubtful && (await hasRowsBehind(rows + reader.untimedBefore, read, context)));
  return isShort ? { why: 'unstable', cap: undefined } : rows;
}

/** A few rows that came in look like an order that is not stable, but hardly twice. All that are out must come then. */
async function walkAgain(
  doubt: Doubt,
  read: OffsetRead,
  written: WrittenRows,
  context: RangeContext,
): Promise<number | Doubt> {
  const { keys } = written;
  if (keys === undefined || read.displaced !== undefined || context.counts.untimed > 0) return doubt;
  warnUnstable(context);
  const out = read.out.copy();
  out.addAll(keys);
  const reader = new OffsetReader({ ...read, out }, context, written);
  const again = await walk(read, reader, written, context);
  if (typeof again !== 'number' || read.isOver?.() === true) return again;
  return reader.missed > 0 ? doubt : again;
}

/** Where no part of the range can be asked for by itself. */
async function readUndivided(
  read: OffsetRead,
  reader: OffsetReader,
  written: WrittenRows,
  context: RangeContext,
): Promise<number> {
  const seen = keysBefore(read);
  const rows = await reader.read();
  const { keys } = written;
  if (keys === undefined || !(reader.isUnstable || hasRepeats(reader, written))) return rows;
  seen.include(keys);
  return rows + (await readAgain(read, keys, seen, context));
}

/** Once rows have moved, one that came twice may stand for another one, which no count shows. */
function hasRepeats({ isDoubtful }: OffsetReader, { keys }: WrittenRows): boolean {
  return isDoubtful && keys !== undefined && keys.different < keys.rows;
}

/** The rows of the page before the first one. */
function keysBefore({ before, low, high, query }: OffsetRead): KeyCounts {
  if (before === undefined) return new KeyCounts();
  const view = inspectPage(before, { low, high, askedLow: query.lower, askedHigh: query.upper });
  return keptKeysOf(before, view.keep);
}

/** Rows without a time belong to no part. */
function unlessCapped(error: unknown, { counts }: RangeContext): undefined {
  if (counts.untimed > 0 || !isCappedError(error)) throw error;
}
