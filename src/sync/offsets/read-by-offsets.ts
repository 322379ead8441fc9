import type { Query } from '../../dataset/query.ts';
import { connectorError } from '../../errors/connector-error.ts';
import { askByOffset, askTwiceUnlessRefused } from '../questions/offset-proof.ts';
import { hasTimedRows, inspectPage } from '../range/inspect.ts';
import { warnLate } from '../range/late-rows.ts';
import { includeKeys } from '../range/position.ts';
import type { RangeContext } from '../range/range-context.ts';
import { type OffsetRead, OffsetReader } from './offset-reader.ts';
import { readTimeParts } from './time-parts.ts';
import { WrittenRows } from './written-rows.ts';

/** Rows may come in while parts are read. */
const MOST_ROUNDS = 3;

/**
 * Reads the rest of a query by plain offsets, for without an order or a filter there is no anchor. Where these pass over rows,
 * since the order is not stable or rows move, and where the filter works, the range is read anew in parts of its time.
 * Gives the number of different rows. Errors: page_repeated, offset_capped, rows_outside_range, ties_not_provable,
 * end_not_proven.
 */
export async function readByOffsets(read: OffsetRead, context: RangeContext): Promise<number> {
  const reader = new OffsetReader(read, context, isDivisible(read) ? new WrittenRows() : undefined);
  const rows = await reader.read();
  const { written, isUnstable, isDoubtful } = reader;
  if (written === undefined || read.isOver?.() === true) return rows;
  const isShort = isUnstable || (isDoubtful && (await hasMore(rows, read, context)));
  return isShort ? await readInParts(read, written, context) : rows;
}

/** All of a query whose filter works: each part of its time can be asked for by itself. */
function isDivisible({ filtered, query, before, low, high }: OffsetRead): boolean {
  return filtered && query.offset === 0 && before === undefined && low < high;
}

/** Has the range rows behind as many as are read? */
async function hasMore(rows: number, { low, high }: OffsetRead, context: RangeContext): Promise<boolean> {
  const { bounds } = context;
  const query: Query = { lower: bounds.lower(low), upper: bounds.upper(high), offset: rows };
  const page = await askByOffset(query, context, askTwiceUnlessRefused);
  if (page === undefined) return false;
  return hasTimedRows(inspectPage(page, { low, high, askedLow: query.lower, askedHigh: query.upper }));
}

async function readInParts(read: OffsetRead, written: WrittenRows, context: RangeContext): Promise<number> {
  const { low, high, isOver, out } = read;
  context.warn(
    'unstable',
    'Rows came again in another page: the order of the dataset is not stable, or rows moved while it was read, so it is read anew in parts of its time. Sort the dataset by a unique last key.',
  );
  if (written.keys === undefined) context.warn('repeated', 'Rows that are out already are given again.');
  const known = new Map(out);
  includeKeys(known, written.keys ?? context.recent.keysOf({ from: low, to: high }));
  let before: number | undefined;
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const rows = await readTimeParts({ low, high, known, isOver }, context);
    if (rows === undefined || rows === before) throw notGiven(context);
    if (!(await hasMore(rows, read, context))) return rows;
    before = rows;
  }
  warnLate(context, low, high);
  return before ?? 0;
}

function notGiven({ datasetId: dataset }: RangeContext): Error {
  const reason = 'its order is not stable, and its parts have fewer rows than the whole';
  return connectorError('end_not_proven', { dataset, reason });
}
