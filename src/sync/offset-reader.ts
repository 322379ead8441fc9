import type { Page } from '../dataset/page.ts';
import type { Query } from '../dataset/query.ts';
import { pageFingerprint, primaryKeyText, rowFingerprint } from '../dataset/row-key.ts';
import { type ConnectorError, connectorError } from '../errors/connector-error.ts';
import { askTwice } from './ask-twice.ts';
import { Halves } from './halves.ts';
import { dropRepeatsOf, inspectPage, type PageView } from './inspect.ts';
import { isOffsetIgnored, isRejected } from './offset-proof.ts';
import type { Keys } from './position.ts';
import type { RangeContext } from './range-context.ts';
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
  let fingerprint = read.before === undefined ? '' : pageFingerprint(read.before);
  let neighbours = read.before === undefined ? new Map<string, string>() : namedRows(read.before, context);
  let isProven = false;
  let different = 0;
  let out = read.out;
  const halves = new Halves(read.query);
  for (;;) {
    const page = await askAt(read, context, offset);
    if (page.count === 0) {
      if (!(await isCapped(read, context, offset, halves))) return different;
      // Rows may have come in meanwhile.
      if ((await askAt(read, context, offset)).count > 0) continue;
      throw capped(read, context, offset);
    }
    halves.add(page);
    // Asked once, and wherever a page comes again: an API that changes the order of its rows gives no page twice.
    const next = pageFingerprint(page);
    const isSuspect: boolean = offset > 0 && (!isProven || next === fingerprint);
    if (isSuspect && (await isOffsetIgnored(read.query, context))) {
      const { datasetId: dataset, offsetParam } = context;
      throw connectorError('page_repeated', { dataset, offset, offset_param: offsetParam });
    }
    isProven ||= isSuspect;
    fingerprint = next;
    const view = viewOf(page, read, context);
    const inRange = view.kept;
    if (out.size > 0) out = dropRepeatsOf(page, view, out);
    const named = namedRows(page, context);
    different += inRange - dropNeighbours(page, view, named, neighbours, context);
    neighbours = named;
    context.counts.repeated += inRange - view.kept;
    await context.deliver(page, view.keep, view.kept, undefined);
    offset += page.count;
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

/** Did the API end the query without a word? */
async function isCapped(read: OffsetRead, context: RangeContext, offset: number, halves: Halves): Promise<boolean> {
  // With a total the caller sees that rows are missing; without one a round number is the only other sign.
  if (context.totalSelector !== undefined) return false;
  if (SUSPECT_COUNTS.has(offset)) return true;
  const isWhole = read.filtered && read.query.offset === 0 && read.before === undefined;
  return isWhole && offset > context.limit && (await halves.haveMore(context));
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
