import type { Page } from '../dataset/page.ts';
import type { Query } from '../dataset/query.ts';
import { primaryKeyText, rowFingerprint } from '../dataset/row-key.ts';
import { type ConnectorError, connectorError } from '../errors/connector-error.ts';
import { askTwice } from './ask-twice.ts';
import { Halves } from './halves.ts';
import { dropRepeatsOf, inspectPage, type PageView } from './inspect.ts';
import { askUnlessRefused, isRejected } from './offset-proof.ts';
import type { Keys } from './position.ts';
import type { RangeContext } from './range-context.ts';
import { RepeatedPage } from './repeated-page.ts';
import { wholePage } from './short-page.ts';

export interface OffsetRead {
  /** The query whose pages are read; `offset` is where to go on. */
  readonly query: Query;
  readonly low: bigint;
  readonly high: bigint;
  /** The page before `offset`, whose rows are already out. */
  readonly before: Page | undefined;
  /** Rows that were out before; they may come again. */
  readonly out: Keys;
  /** False where the filter is not honoured: then no part of the query can be counted by itself. */
  readonly filtered: boolean;
  /** Why anchors cannot be used, for messages. */
  readonly why: string;
}

/** Row counts at which APIs are known to end a query without a word. */
const SUSPECT_COUNTS: ReadonlySet<number> = new Set([10_000, 100_000, 1_000_000, 10_000_000]);

/**
 * Reads the rest of a query by plain offsets: without an order or a filter there is no anchor. The end is an empty page
 * that is empty again. Gives the number of different rows at the offsets that it read. Errors: page_repeated,
 * offset_capped, rows_outside_range.
 */
export async function readByOffsets(read: OffsetRead, context: RangeContext): Promise<number> {
  let offset = read.query.offset;
  const repeated = new RepeatedPage(read.before);
  let neighbours = read.before === undefined ? new Map<string, string>() : namedRows(read.before, context);
  let different = 0;
  let out = read.out;
  let lastCount = 0;
  const halves = new Halves(read.query);
  for (;;) {
    const page = await askAt(read, context, offset);
    if (page.count === 0) {
      if (!(await isCapped(read, context, { offset, lastCount, halves }))) return different;
      // Rows may have come in meanwhile.
      if ((await askAt(read, context, offset)).count > 0) continue;
      throw capped(read, context, offset);
    }
    halves.add(page);
    if (await repeated.isEnd(page, { ...read.query, offset }, context)) return different;
    const view = viewOf(page, read, context);
    const inRange = view.kept;
    if (out.size > 0) out = dropRepeatsOf(page, view, out);
    const named = namedRows(page, context);
    different += inRange - dropNeighbours(page, view, named, neighbours, context);
    neighbours = named;
    context.counts.repeated += inRange - view.kept;
    await context.deliver(page, view.keep, view.kept, undefined);
    offset += page.count;
    lastCount = page.count;
  }
}

async function askAt(read: OffsetRead, context: RangeContext, offset: number): Promise<Page> {
  if (context.maxOffset !== undefined && offset > context.maxOffset) throw capped(read, context, context.maxOffset);
  const query = { ...read.query, offset };
  try {
    const page = await askTwice(query, context);
    return page.count > 0 ? await wholePage(page, query, context) : page;
  } catch (error) {
    if (offset > 0 && isRejected(error)) {
      throw capped(read, context, offset);
    }
    throw error;
  }
}

/** Where offsets brought nothing more, and what came before. */
interface OffsetEnd {
  readonly offset: number;
  /** Rows of the page before. */
  readonly lastCount: number;
  readonly halves: Halves;
}

/** Did the API end the query without a word? */
async function isCapped(read: OffsetRead, context: RangeContext, end: OffsetEnd): Promise<boolean> {
  // With a total the caller sees that rows are missing; without one a round number is the only other sign.
  if (context.totalSelector !== undefined) return false;
  if (SUSPECT_COUNTS.has(end.offset)) return true;
  // One page that is not full needs no offset.
  const isOne = end.offset === end.lastCount && end.lastCount < context.limit;
  if (!isOne && !(await hasLastRow(read, context, end))) return true;
  const isWhole = read.filtered && read.query.offset === 0 && read.before === undefined;
  return isWhole && end.offset > 0 && (await end.halves.haveMore(context));
}

/** At the offset of the last row, there must be one, wherever rows that were deleted meanwhile have moved it. */
async function hasLastRow({ query }: OffsetRead, context: RangeContext, end: OffsetEnd): Promise<boolean> {
  const hasRow = async (offset: number): Promise<boolean> =>
    ((await askUnlessRefused({ ...query, offset }, context))?.count ?? 0) > 0;
  if (end.lastCount === 0 || (await hasRow(end.offset - 1))) return true;
  const start = end.offset - end.lastCount;
  const again = await askUnlessRefused({ ...query, offset: start }, context);
  if (again === undefined || again.count >= end.lastCount) return false;
  return again.count === 0 || (await hasRow(start + again.count - 1));
}

function capped({ why }: OffsetRead, { datasetId }: RangeContext, offset: number): ConnectorError {
  return connectorError('offset_capped', { dataset: datasetId, why, offset });
}

function viewOf(page: Page, read: OffsetRead, context: RangeContext): PageView {
  const { low, high } = read;
  const bounds = { low, high, askedLow: read.query.lower, askedHigh: read.query.upper };
  const view = inspectPage(page, bounds);
  const outside = view.below + view.above;
  if (outside === page.count) throw outsideError(read.query, context);
  if (outside > 0) warnOutside(outside, context);
  return view;
}

export function warnOutside(rows: number, context: RangeContext): void {
  context.counts.outside += rows;
  context.warn('outside', `The API gave rows outside of the range that was asked for; they are dropped and counted.`);
}

export function outsideError(query: Query, context: RangeContext): ConnectorError {
  const { datasetId: dataset } = context;
  return connectorError('rows_outside_range', {
    dataset,
    from: context.readable(query.lower),
    to: context.readable(query.upper),
  });
}

/** The rows that have a primary key: key to fingerprint. */
function namedRows(page: Page, context: RangeContext): Map<string, string> {
  const named = new Map<string, string>();
  for (let row = 0; row < page.count; row += 1) {
    const key = primaryKeyText(page, row, context.primaryKey);
    if (key !== undefined) named.set(key, rowFingerprint(page, row));
  }
  return named;
}

/** A key that comes again in the next page means that the order is not stable, or that rows moved. */
function dropNeighbours(
  page: Page,
  view: PageView,
  named: ReadonlyMap<string, string>,
  neighbours: ReadonlyMap<string, string>,
  context: RangeContext,
): number {
  let repeats = 0;
  for (const key of named.keys()) if (neighbours.has(key)) repeats += 1;
  if (repeats === 0) return 0;
  context.warn(
    'unstable',
    'Rows of one page came again in the next one: the order of the dataset is not stable, or rows moved while it was read, so rows may be missing. Sort the dataset by a unique last key.',
  );
  for (let row = 0; row < page.count; row += 1) {
    const key = view.keep[row] === 1 ? primaryKeyText(page, row, context.primaryKey) : undefined;
    if (key === undefined || neighbours.get(key) !== rowFingerprint(page, row)) continue;
    view.keep[row] = 0;
    view.kept -= 1;
  }
  return repeats;
}
