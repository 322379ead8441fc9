import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { ConnectorError, connectorError } from '../../errors/connector-error.ts';
import { agreed, askOffsetTwice } from '../questions/ask-twice.ts';
import { askBehindAll } from '../questions/far-offset.ts';
import { askTwiceUnlessRefused } from '../questions/offset-proof.ts';
import type { RangeContext } from '../range/range-context.ts';
import type { Halves } from './halves.ts';

/** Row counts at which APIs are known to end a query without a word: 10,000, 20,000, 50,000, 100,000 and so on. */
const SUSPECT_COUNT = /^[125]0{4,}$/;

/** Questions about the last row, while others are deleted. */
const MOST_ROUNDS = 4;

/** Where offsets brought nothing more, and what came before. */
export interface OffsetEnd {
  readonly query: Query;
  readonly offset: number;
  /** Rows of the page before. */
  readonly lastCount: number;
  /** The last row was seen at its offset. */
  readonly lastShown: boolean;
  /**
   * So many rows more than were read each half may have, because rows moved meanwhile: 0 where none did. Undefined: they
   * cannot be counted, since not all of the query was read by offsets and within its filter.
   */
  readonly slack: number | undefined;
  readonly halves: Halves;
}

export function isSuspectCount(rows: number): boolean {
  return SUSPECT_COUNT.test(String(rows));
}

/**
 * Where nothing counts the rows, a round number is the only sign of a cut, unless a query of all times goes on behind it, or
 * the configuration knows of larger offsets. A total of that number may be one that is not counted any further.
 */
export async function isSuspectEnd({ upper }: Query, rows: number, context: RangeContext): Promise<boolean> {
  if (!isSuspectCount(rows)) return false;
  const page = await askBehindAll({ lower: 0n, upper, offset: rows, limit: 1 }, context);
  if (page !== undefined && page.count > 0) return false;
  const { totalSelector, maxOffset = 0 } = context;
  if (totalSelector === undefined) return maxOffset <= rows;
  context.warn(
    'round_total',
    `Exactly ${rows} rows came, as the total says. Some APIs neither count nor give more rows of a query: make sure that the dataset has no more.`,
  );
  return false;
}

/** Did the API end the query without a word? */
export async function isCapped(end: OffsetEnd, context: RangeContext): Promise<boolean> {
  const { offset, lastCount } = end;
  const isSuspect = await isSuspectEnd(end.query, offset, context);
  if (isSuspect && end.slack === undefined) return true;
  // One page that is not full needs no offset.
  const isOne = offset === lastCount && lastCount < context.limit;
  if (!isOne && !(await hasLastRow(end, context))) return true;
  if (offset === 0) return false;
  if (end.slack === undefined) return end.halves.haveAbove(offset, context);
  return (await end.halves.haveMore(offset, end.slack, context)) ?? isSuspect;
}

/** At the offset of the last row, there must be one, wherever rows that were deleted meanwhile have moved it. */
export async function hasLastRow(
  { query, offset, lastCount, lastShown }: Pick<OffsetEnd, 'query' | 'offset' | 'lastCount' | 'lastShown'>,
  context: RangeContext,
): Promise<boolean> {
  if (lastShown) return true;
  const start = offset - lastCount;
  let last = lastCount;
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds += 1) {
    const isShown = async (): Promise<boolean> => ((await rowsFrom(start + last - 1, query, context)) ?? 0) > 0;
    // Once it was not there, one answer alone may be a slip.
    if (last === 0 || (await (rounds === 0 ? isShown() : agreed(isShown)))) return true;
    const [left, again] = [await rowsFrom(start, query, context), await rowsFrom(start, query, context)];
    if (left === undefined || again === undefined) return false;
    const most = Math.max(left, again);
    // Nothing was deleted, so the offset of the last row is one that the API does not give, unless that was a slip.
    if (most >= last && rounds > 0) return false;
    last = most;
  }
  return false;
}

/** Rows of the page at an offset, none if there are none twice; undefined where the API refuses it. */
async function rowsFrom(offset: number, query: Query, context: RangeContext): Promise<number | undefined> {
  return (await askTwiceUnlessRefused({ ...query, offset }, context))?.count;
}

/** One page of a query that is read by offsets. Errors: offset_capped, where the offset is refused. */
export function askUncapped(query: Query, why: string, context: RangeContext): Promise<Page> {
  return askOffsetTwice(query, context, (offset) => capped(why, offset, context));
}

/** The error of an API that ends a query behind so many rows. `why`: anchors cannot be used. */
export function capped(why: string, offset: number, { datasetId: dataset }: RangeContext): ConnectorError {
  return connectorError('offset_capped', { dataset, why, offset });
}

export function isCappedError(error: unknown): boolean {
  return error instanceof ConnectorError && error.code === 'offset_capped';
}
