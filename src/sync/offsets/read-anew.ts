import type { Query } from '../../dataset/query.ts';
import { ConnectorError, connectorError } from '../../errors/connector-error.ts';
import { askByOffset, askTwiceUnlessRefused } from '../questions/offset-proof.ts';
import { hasTimedRows, inspectPage } from '../range/inspect.ts';
import { KeyCounts, type Keys, withoutKeys } from '../range/keys.ts';
import { warnLate } from '../range/late-rows.ts';
import type { RangeContext } from '../range/range-context.ts';
import { warnMissing } from './neighbours.ts';
import type { OffsetRead } from './offset-read.ts';
import { readInPasses } from './range-passes.ts';
import { readTimeParts } from './time-parts.ts';
import type { WrittenRows } from './written-rows.ts';

/** Rows may come in while parts are read. */
const MOST_ROUNDS = 2;

/** Why a range is read anew. */
const reasons = {
  unstable:
    'Rows came again in another page: the order of the dataset is not stable, or rows moved while it was read, so it is read anew, in parts of its time or until as many different rows have come as it has. Sort the dataset by a unique last key.',
  capped:
    'The API gives only so many rows of a query by offsets, so the dataset is read anew in parts of its time. Sort it ascending by its time field.',
};

/** Why the rows that a walk by offsets brought may not be all. */
export interface Doubt {
  readonly why: keyof typeof reasons;
  /** The API ends a query behind so many rows, as far as that is known. */
  readonly cap: number | undefined;
}

/** Has the range rows behind as many as are read? */
export async function hasRowsBehind(rows: number, { low, high }: OffsetRead, context: RangeContext): Promise<boolean> {
  const { bounds } = context;
  const query: Query = { lower: bounds.lower(low), upper: bounds.upper(high), offset: rows };
  const page = await askByOffset(query, context, askTwiceUnlessRefused);
  if (page === undefined) return false;
  return hasTimedRows(inspectPage(page, { low, high, askedLow: query.lower, askedHigh: query.upper }));
}

/**
 * Reads a range in parts of its time, or all of it again where these are not small enough. Gives the number of its rows. Errors:
 * ties_not_provable, order_not_provable.
 */
export async function readInParts(
  { why, cap }: Doubt,
  read: OffsetRead,
  written: WrittenRows,
  context: RangeContext,
): Promise<number> {
  const { low, high, isOver, out } = read;
  context.warn(why, reasons[why]);
  if (written.keys === undefined) context.warn('repeated', 'Rows that are out already are given again.');
  const known = out.copy();
  known.include(written.keys ?? context.recent.keysOf({ from: low, to: high }));
  // A query that ends early never has all of it.
  const readAll = async (): Promise<number | undefined> =>
    cap === undefined && written.keys !== undefined ? await readWhole(read, known, context) : undefined;
  let before: number | undefined;
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const rows = await readTimeParts({ low, high, cap, known, isOver }, context).catch((error: unknown) => {
      if (isTied(error) && cap === undefined) return undefined;
      throw error;
    });
    if (isOver?.() === true) return 0;
    if (rows === undefined || rows === before) {
      const whole = await readAll();
      if (whole === undefined && isOver?.() !== true) throw notProvable(context);
      return whole ?? 0;
    }
    if (!(await hasRowsBehind(rows, read, context))) return rows;
    before = rows;
  }
  const whole = await readAll();
  if (whole === undefined) warnLate(context, low, high);
  return whole ?? before ?? 0;
}

function isTied(error: unknown): boolean {
  return error instanceof ConnectorError && error.code === 'ties_not_provable';
}

/** All of the query, where its parts tell nothing. `known`: the rows that are out. Undefined: it cannot be proven complete. */
async function readWhole(read: OffsetRead, known: KeyCounts, context: RangeContext): Promise<number | undefined> {
  const certain = onceEach(withoutKeys(known, read.out));
  const before = certain.rows;
  const { fresh, outcome } = await readInPasses({ read, written: known, certain, before: 1 }, context);
  return outcome === 'whole' ? before + fresh : undefined;
}

/**
 * Reads all of a query again. `walked`: the rows that the reader before wrote; `seen`: those and the ones of the page before it.
 * Gives how many more different rows there are than it counted.
 */
export async function readAgain(read: OffsetRead, walked: Keys, seen: Keys, context: RangeContext): Promise<number> {
  warnUnstable(context);
  const { low, high, out } = read;
  const known = out.copy();
  known.addAll(walked);
  known.include(context.recent.keysOf({ from: low, to: high }));
  known.include(seen);
  // What came in two pages may be one row that moved.
  const certain = onceEach(seen);
  const { fresh, outcome } = await readInPasses({ read, written: known, certain, before: 1 }, context);
  if (outcome === 'unproven') warnMissing(context);
  const twice = [...walked].reduce((sum, [key, count]) => sum + Math.max(0, count - certain.get(key)), 0);
  return fresh - twice;
}

export function warnUnstable(context: RangeContext): void {
  context.warn('unstable', reasons.unstable);
}

function onceEach(keys: Keys): KeyCounts {
  return KeyCounts.of([...keys].map(([key]) => key));
}

function notProvable({ datasetId: dataset }: RangeContext): ConnectorError {
  const reason = 'fewer different rows came than it has, also where it was read anew';
  return connectorError('order_not_provable', { dataset, reason });
}
