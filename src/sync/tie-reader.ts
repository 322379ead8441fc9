import type { Page } from '../dataset/page.ts';
import type { Query } from '../dataset/query.ts';
import { pageFingerprint, rowFingerprint } from '../dataset/row-key.ts';
import { type ConnectorError, connectorError } from '../errors/connector-error.ts';
import { askTwice, askTwiceUnlessRefused } from './ask-twice.ts';
import { inspectPage, rowsAt, tickOf } from './inspect.ts';
import { hasLastRow } from './offset-end.ts';
import { isOffsetIgnored, isOffsetRounded, isRejected } from './offset-proof.ts';
import { OffsetWalk, type Step } from './offset-walk.ts';
import { includeKeys, type Keys, keysForState, sizeOf } from './position.ts';
import type { Move, RangeContext } from './range-context.ts';

/** Passes over the rows of one tick before they count as not provable. */
const MAX_PASSES = 16;
/** So many passes with the same rows show that equal rows in different pages are as many rows, not one that moved. */
const AGREEING_PASSES = 3;
/** With so few rows, passes agree by chance more often: then more of them must. */
const FEW_ROWS = 16;
const AGREEING_PASSES_OF_FEW = 8;
/** Pages in a row that may bring nothing new to a pass: beyond, the offset means nothing to the server. */
const MAX_BARREN_PAGES = 3;
/** A time is so many times as far from 1970 as what is asked for beyond the end of the range. */
const PART_BEYOND_END = 1000n;

export interface Tie {
  readonly tick: bigint;
  /** The bounds to ask for: wider than the tick, since the server's bounds may be exclusive and times lie between. */
  readonly askedLow: bigint;
  readonly askedHigh: bigint;
  /** The rows at the tick that are already out. */
  readonly out: Keys;
}

/** How far the segment is out with these rows at the tick; undefined: it stays where it is. */
type MoveWith = ((keys: Keys | undefined) => Move) | undefined;

interface Pass {
  /** The rows that came, equal ones as often as they came. */
  readonly keys: Map<string, number>;
  /** Those that are certain, also of the passes before that had as many rows. */
  readonly certain: Map<string, number>;
  rows: number;
  /** Rows below the tick that came with them. */
  below: number;
  /** Behind as many rows, none of the tick stands. */
  isWhole: boolean;
  /** Between two of its pages, rows changed their places. */
  moved: boolean;
  /** No row was deleted while it was read, which would have moved others out of its sight. */
  isStill: boolean;
}

export interface TiesRead {
  /** The rows that are out. */
  readonly out: Map<string, number>;
  /** Those that the query had when it was read, with some below the tick. */
  readonly rows: number;
}

/** The parts of a page that one pass after the other asks for. */
const PARTS: readonly number[] = [1, 2 / 3, 1 / 2, 3 / 4, 2 / 5, 5 / 6, 3 / 5];

/** Pages that end elsewhere in each pass: an order that hangs on the offset, or changes in turns, would look stable. */
function limitOf(pass: number, { limit, traits }: RangeContext): number {
  const size = pass === 1 ? limit : Math.min(limit, traits.largestPage);
  return Math.max(Math.min(2, limit), Math.ceil(size * (PARTS[(pass - 1) % PARTS.length] as number)));
}

/**
 * Reads all rows of one tick by offsets, because they are more than a page. N offsets have N rows: a pass is proven
 * where its rows all differ, or where as many rows are out for certain. A row is certain when it is new, or when one page
 * has it so often; rows that come again in another page may be equal or one that moved, so they are written only after
 * several passes agree. Gives the rows that are out. Errors: ties_not_provable.
 */
export async function readTies(tie: Tie, context: RangeContext, move?: MoveWith): Promise<TiesRead> {
  const written = new Map(tie.out);
  let certain: Keys = new Map();
  let before: Pass | undefined;
  let agreed = 0;
  for (let count = 1; count <= MAX_PASSES; count += 1) {
    const limit = limitOf(count, context);
    const pass = await readPass(tie, context, { written, certain, move, limit });
    compare(pass, before);
    if (pass.isWhole && pass.isStill && sizeOf(pass.certain) === pass.rows) {
      return { out: written, rows: pass.below + pass.rows };
    }
    // Rows that stand in two pages may be equal ones only where the order is the same from page to page.
    const isSame = before !== undefined && !pass.moved && sameKeys(before.keys, pass.keys);
    agreed = isSame ? agreed + 1 : 1;
    if (agreed >= (pass.rows > FEW_ROWS ? AGREEING_PASSES : AGREEING_PASSES_OF_FEW)) certain = pass.keys;
    before = pass;
  }
  throw notProvable(tie, context, `their order changed in each of ${MAX_PASSES} passes`);
}

/**
 * An API that silently ends a query after so many rows ends the rows of one tick as well. Then the rows of the stream end
 * there too, although the ticks above have rows. Errors: ties_not_provable.
 */
export async function proveTiesWhole({ tick, askedLow }: Tie, rows: number, context: RangeContext): Promise<void> {
  const { high } = context;
  // At the end of the range, rows beyond it tell as well: those of the next weeks, whatever the unit of the tick.
  const upper = tick < high ? high : high + high / PART_BEYOND_END + 1n;
  const behind = await askTwiceUnlessRefused({ lower: askedLow, upper, offset: rows }, context);
  if (behind === undefined || behind.count > 0) return;
  const above = await context.ask({ lower: context.bounds.lower(tick + 1n), upper, offset: 0 });
  if (above.count > 0 && (tickOf(above, above.count - 1) ?? tick) > tick) {
    const reason = `the API gives nothing past row ${rows} of a query, though there is more`;
    throw connectorError('ties_not_provable', {
      dataset: context.datasetId,
      time: context.readable(tick),
      reason,
    });
  }
}

/** An order that changes moves rows as well, but leaves their number as it is. */
function compare(pass: Pass, before: Pass | undefined): void {
  const isSameNumber = pass.rows === before?.rows;
  pass.isStill = !pass.moved || isSameNumber;
  if (isSameNumber && before.isStill) includeKeys(pass.certain, before.certain);
}

function sameKeys(one: Keys, other: Keys): boolean {
  if (one.size !== other.size) return false;
  for (const [key, count] of one) if (other.get(key) !== count) return false;
  return true;
}

interface PassOptions {
  /** Rows that a page is asked for. */
  readonly limit: number;
  readonly written: Map<string, number>;
  readonly certain: Keys;
  readonly move: MoveWith;
}

async function readPass(tie: Tie, context: RangeContext, options: PassOptions): Promise<Pass> {
  const query: Query = { lower: tie.askedLow, upper: tie.askedHigh, offset: 0, limit: options.limit };
  const walk = new OffsetWalk(query, undefined, (asked) => askTies(tie, context, asked), context);
  try {
    return await readPages(walk, tie, context, options);
  } finally {
    walk.end();
  }
}

async function readPages(walk: OffsetWalk, tie: Tie, context: RangeContext, options: PassOptions): Promise<Pass> {
  const pass: Pass = {
    keys: new Map(),
    certain: new Map(),
    rows: 0,
    below: 0,
    isWhole: true,
    moved: false,
    isStill: true,
  };
  let barren = 0;
  let last = '';
  for (;;) {
    const step = await walk.next();
    const { query, page } = step;
    if (isBehind(page, tie.tick, step.overlap)) {
      await endPass(pass, step, walk, tie, context);
      return pass;
    }
    const fingerprint = pageFingerprint(page);
    const isSame = fingerprint === last;
    if (isSame && ((await isOffsetIgnored(query, context)) || (await isOffsetRounded(query, context)))) {
      if (hasAll(page, tie.tick, Math.min(options.limit, context.traits.largestPage))) return pass;
      throw notProvable(tie, context, 'the API ignores the offset');
    }
    last = fingerprint;
    pass.moved ||= step.moved;
    const before = pass.keys.size;
    walk.take(step);
    await takePage(step, tie, context, pass, options);
    barren = pass.keys.size > before ? 0 : barren + 1;
    if (barren > MAX_BARREN_PAGES && (await isOffsetIgnored(query, context))) {
      throw notProvable(tie, context, 'the API ignores the offset');
    }
  }
}

async function endPass(
  pass: Pass,
  { query, page, lastShown, moved }: Step,
  { offset, lastCount }: OffsetWalk,
  tie: Tie,
  context: RangeContext,
): Promise<void> {
  pass.moved ||= moved;
  const isShown = page.count > 0 || lastShown || (await hasLastRow({ query, offset, lastCount }, context));
  if (!isShown) throw notProvable(tie, context, `the API gives nothing at offset ${offset - 1}, where it has a row`);
  // A page that left out rows was followed by one too far behind.
  const end = pass.below + pass.rows;
  pass.isWhole = end === offset || isBehind(await askTies(tie, context, { ...query, offset: end }), tie.tick, 0);
}

/** One page has all rows of the tick where it is not full, or where rows of a later time end it. */
function hasAll(page: Page, tick: bigint, fullPage: number): boolean {
  return page.count < fullPage || (tickOf(page, page.count - 1) ?? tick) > tick;
}

/** Rows below the tick come first, rows above last: where only those are left, the tick is read. */
function isBehind(page: Page, tick: bigint, overlap: number): boolean {
  const end = page.count <= overlap ? undefined : tickOf(page, page.count - 1);
  return end === undefined || (end >= tick && !rowsAt(page, tick).some((row) => row >= overlap));
}

async function askTies(tie: Tie, context: RangeContext, query: Query): Promise<Page> {
  const { offset } = query;
  if (context.maxOffset !== undefined && offset > context.maxOffset) {
    throw notProvable(tie, context, `offsets end at ${context.maxOffset}`);
  }
  try {
    return await askTwice(query, context);
  } catch (error) {
    if (offset > 0 && isRejected(error)) {
      throw notProvable(tie, context, `the API refuses the offset ${offset}`);
    }
    throw error;
  }
}

async function takePage(
  { page, overlap }: Step,
  { tick }: Tie,
  context: RangeContext,
  pass: Pass,
  options: PassOptions,
): Promise<void> {
  const { written, certain, move } = options;
  const rows = rowsAt(page, tick).filter((row) => row >= overlap);
  const keep = new Uint8Array(page.count);
  const onPage = new Map<string, number>();
  let kept = 0;
  for (const row of rows) {
    const key = rowFingerprint(page, row);
    const here = (onPage.get(key) ?? 0) + 1;
    const inPass = (pass.keys.get(key) ?? 0) + 1;
    onPage.set(key, here);
    pass.keys.set(key, inPass);
    const sure = Math.max(here, Math.min(inPass, certain.get(key) ?? 0));
    pass.certain.set(key, Math.max(sure, pass.certain.get(key) ?? 0));
    if (sure <= (written.get(key) ?? 0)) continue;
    written.set(key, sure);
    keep[row] = 1;
    kept += 1;
  }
  pass.rows += rows.length;
  const { below } = inspectPage(page, { low: tick, high: tick, askedLow: tick, askedHigh: tick });
  const isFirstBelow = overlap > 0 && (tickOf(page, 0) ?? tick) < tick;
  pass.below += isFirstBelow ? below - overlap : below;
  context.counts.repeated += overlap + rows.length - kept;
  context.counts.beyond += page.count - overlap - rows.length;
  await context.deliver(page, keep, kept, move?.(keysForState(written)));
}

function notProvable(tie: Tie, context: RangeContext, reason: string): ConnectorError {
  return connectorError('ties_not_provable', { dataset: context.datasetId, time: context.readable(tie.tick), reason });
}
