import { inspectPage, keptKeysOf } from '../range/inspect.ts';
import { KeyCounts } from '../range/keys.ts';
import type { RangeContext } from '../range/range-context.ts';
import { isCappedError } from './offset-end.ts';
import type { OffsetRead } from './offset-read.ts';
import { OffsetReader } from './offset-reader.ts';
import { hasRowsBehind, readAgain, readInParts } from './read-anew.ts';
import { WrittenRows } from './written-rows.ts';

/**
 * Reads the rest of a query by plain offsets, for without an order or a filter there is no anchor. Where these pass over rows
 * (the order is not stable, rows move, the API ends offsets), the range is read anew: in parts of its time where the filter
 * works, else until as many different rows have come as it has. Gives the number of different rows. Errors: page_repeated,
 * offset_capped, rows_outside_range, ties_not_provable, order_not_provable.
 */
export async function readByOffsets(read: OffsetRead, context: RangeContext): Promise<number> {
  const written = new WrittenRows();
  const reader = new OffsetReader(read, context, written);
  if (read.divisible !== true) return await readUndivided(read, reader, written, context);
  const rows = await reader.read().catch((error: unknown) => unlessCapped(error, context));
  if (rows === undefined) return await readInParts({ why: 'capped', cap: reader.reached }, read, written, context);
  const isOver = read.isOver?.() === true;
  // Of too many rows that are out, all would come again.
  const isUnsure = hasRepeats(reader, written) || (reader.hasTwins && written.keys !== undefined);
  const isShort =
    reader.isUnstable ||
    isUnsure ||
    (reader.isDoubtful && (await hasRowsBehind(rows + reader.untimedBefore, read, context)));
  return isShort && !isOver ? await readInParts({ why: 'unstable', cap: undefined }, read, written, context) : rows;
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
