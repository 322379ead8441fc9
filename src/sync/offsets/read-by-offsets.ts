import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { ConnectorError, connectorError } from '../../errors/connector-error.ts';
import { askOffsetTwice } from '../questions/ask-twice.ts';
import { askByOffset, askTwiceUnlessRefused } from '../questions/offset-proof.ts';
import { hasTimedRows, inspectPage, keptKeysOf } from '../range/inspect.ts';
import { KeyCounts, withoutKeys } from '../range/keys.ts';
import { warnLate } from '../range/late-rows.ts';
import type { RangeContext } from '../range/range-context.ts';
import { warnMissing } from './neighbours.ts';
import { capped } from './offset-end.ts';
import { type OffsetRead, OffsetReader } from './offset-reader.ts';
import { type RangePasses, readInPasses } from './range-passes.ts';
import { readTimeParts } from './time-parts.ts';
import { WrittenRows } from './written-rows.ts';

/** Rows may come in while parts are read. */
const MOST_ROUNDS = 2;

/** Why a range is read anew. */
const reasons = {
  unstable:
    'Rows came again in another page: the order of the dataset is not stable, or rows moved while it was read, so it is read anew, in parts of its time or until as many different rows have come as it has. Sort the dataset by a unique last key.',
  capped:
    'The API gives only so many rows of a query by offsets, so the dataset is read anew in parts of its time. Sort it ascending by its time field.',
};

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
  const isUnsure = reader.hasTwins && written.keys !== undefined;
  const isShort = reader.isUnstable || isUnsure || (reader.isDoubtful && (await hasMore(rows, read, context)));
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
  const walked = written.keys;
  if (!reader.isUnstable || walked === undefined) return rows;
  context.warn('unstable', reasons.unstable);
  seen.include(walked);
  const { low, high, out } = read;
  const known = out.copy();
  for (const [key, count] of walked) known.add(key, count);
  known.include(context.recent.keysOf({ from: low, to: high }));
  known.include(seen);
  // What came in two pages may be one row that moved.
  const certain = KeyCounts.of([...seen].map(([key]) => key));
  const { fresh, outcome } = await readInPasses(passesOf(read, known, certain, context), context);
  if (outcome === 'unproven') warnMissing(context);
  const twice = [...walked].reduce((sum, [key, count]) => sum + Math.max(0, count - certain.get(key)), 0);
  return rows - twice + fresh;
}

/** The rows of the page before the first one. */
function keysBefore({ before, low, high, query }: OffsetRead): KeyCounts {
  if (before === undefined) return new KeyCounts();
  const view = inspectPage(before, { low, high, askedLow: query.lower, askedHigh: query.upper });
  return keptKeysOf(before, view.keep);
}

function passesOf(read: OffsetRead, written: KeyCounts, certain: KeyCounts, context: RangeContext): RangePasses {
  const cappedAt = (offset: number): Error => capped(read.why, offset, context);
  const ask = (query: Query): Promise<Page> => askOffsetTwice(query, context, cappedAt);
  return { read, written, certain, ask, capped: cappedAt };
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
    const rows = await readTimeParts({ low, high, cap, known, isOver }, context).catch((error: unknown) => {
      if (isTied(error) && cap === undefined) return undefined;
      throw error;
    });
    if (isOver?.() === true) return 0;
    if (rows === undefined || rows === before) {
      const whole = cap === undefined ? await readWhole(read, known, written, context) : undefined;
      if (whole === undefined && isOver?.() !== true) throw notProvable(context);
      return whole ?? 0;
    }
    if (!(await hasMore(rows, read, context))) return rows;
    before = rows;
  }
  const whole = await readWhole(read, known, written, context);
  if (whole === undefined) warnLate(context, low, high);
  return whole ?? before ?? 0;
}

function isTied(error: unknown): boolean {
  return error instanceof ConnectorError && error.code === 'ties_not_provable';
}

/** All of the query, where its parts tell nothing. `known`: the rows that are out. Undefined: it cannot be proven complete. */
async function readWhole(
  read: OffsetRead,
  known: KeyCounts,
  { keys }: WrittenRows,
  context: RangeContext,
): Promise<number | undefined> {
  if (keys === undefined) return undefined;
  const certain = KeyCounts.of([...withoutKeys(known, read.out)].map(([key]) => key));
  const before = certain.rows;
  const { fresh, outcome } = await readInPasses(passesOf(read, known, certain, context), context);
  return outcome === 'whole' ? before + fresh : undefined;
}

function notProvable({ datasetId: dataset }: RangeContext): ConnectorError {
  const reason = 'fewer different rows came than it has, also where it was read anew';
  return connectorError('order_not_provable', { dataset, reason });
}
