import type { Query } from '../../dataset/query.ts';
import { ConnectorError, connectorError } from '../../errors/connector-error.ts';
import { askByOffset, askTwiceUnlessRefused } from '../questions/offset-proof.ts';
import { hasTimedRows, inspectPage } from '../range/inspect.ts';
import { warnLate } from '../range/late-rows.ts';
import type { RangeContext } from '../range/range-context.ts';
import { type OffsetRead, OffsetReader } from './offset-reader.ts';
import { readTimeParts } from './time-parts.ts';
import { WrittenRows } from './written-rows.ts';

/** Rows may come in while parts are read. */
const MOST_ROUNDS = 2;

/** Why a range is read anew. */
const reasons = {
  unstable:
    'Rows came again in another page: the order of the dataset is not stable, or rows moved while it was read, so it is read anew in parts of its time. Sort the dataset by a unique last key.',
  capped:
    'The API gives only so many rows of a query by offsets, so the dataset is read anew in parts of its time. Sort it ascending by its time field.',
};

/**
 * Reads the rest of a query by plain offsets, for without an order or a filter there is no anchor. Where these pass over rows
 * (the order is not stable, rows move, the API ends offsets), and where the filter works, the range is read anew in parts of
 * its time. Gives the number of different rows. Errors: page_repeated, offset_capped, rows_outside_range, ties_not_provable,
 * order_not_provable.
 */
export async function readByOffsets(read: OffsetRead, context: RangeContext): Promise<number> {
  if (read.divisible !== true) return await new OffsetReader(read, context, undefined).read();
  const written = new WrittenRows();
  const reader = new OffsetReader(read, context, written);
  const rows = await reader.read().catch((error: unknown) => unlessCapped(error, context));
  if (rows === undefined) return await readInParts({ why: 'capped', cap: reader.reached }, read, written, context);
  const isOver = read.isOver?.() === true;
  // Of too many rows that are out, all would come again.
  const isUnsure = reader.hasTwins && written.keys !== undefined;
  const isShort = reader.isUnstable || isUnsure || (reader.isDoubtful && (await hasMore(rows, read, context)));
  return isShort && !isOver ? await readInParts({ why: 'unstable', cap: undefined }, read, written, context) : rows;
}

/** Rows without a time belong to no part. */
function unlessCapped(error: unknown, { counts }: RangeContext): undefined {
  if (counts.untimed > 0 || !(error instanceof ConnectorError && error.code === 'offset_capped')) throw error;
}

/** Has the range rows behind as many as are read? */
async function hasMore(rows: number, { low, high }: OffsetRead, context: RangeContext): Promise<boolean> {
  const { bounds } = context;
  const query: Query = { lower: bounds.lower(low), upper: bounds.upper(high), offset: rows };
  const page = await askByOffset(query, context, askTwiceUnlessRefused);
  if (page === undefined) return false;
  return hasTimedRows(inspectPage(page, { low, high, askedLow: query.lower, askedHigh: query.upper }));
}

async function readInParts(
  { why, cap }: { readonly why: keyof typeof reasons; readonly cap: number | undefined },
  read: OffsetRead,
  written: WrittenRows,
  context: RangeContext,
): Promise<number> {
  const { low, high, isOver, out } = read;
  context.warn(why, reasons[why]);
  if (written.keys === undefined) context.warn('repeated', 'Rows that are out already are given again.');
  const known = out.copy();
  known.include(written.keys ?? context.recent.keysOf({ from: low, to: high }));
  let before: number | undefined;
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const rows = await readTimeParts({ low, high, cap, known, isOver }, context);
    if (rows === undefined || rows === before) throw notProvable(context);
    if (!(await hasMore(rows, read, context))) return rows;
    before = rows;
  }
  warnLate(context, low, high);
  return before ?? 0;
}

function notProvable({ datasetId: dataset }: RangeContext): ConnectorError {
  const reason = 'the API has more rows than it gives for parts of the time';
  return connectorError('order_not_provable', { dataset, reason });
}
