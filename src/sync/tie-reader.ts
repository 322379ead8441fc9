import type { Page } from '../dataset/page.ts';
import { pageFingerprint, primaryKeyText, rowFingerprint } from '../dataset/row-key.ts';
import { type ConnectorError, connectorError } from '../errors/connector-error.ts';
import { rowsAt, tickOf } from './inspect.ts';
import { isOffsetIgnored } from './offset-proof.ts';
import { type Keys, keysForState } from './position.ts';
import type { Move, RangeContext } from './range-context.ts';

/** Passes over the rows of one tick before they count as not provable. */
const MAX_PASSES = 12;
/** Pages in a row that may bring nothing new to a pass: beyond, the offset means nothing to the server. */
const MAX_BARREN_PAGES = 3;

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
  readonly keys: Map<string, number>;
  readonly pages: Map<string, number>;
  rows: number;
  /** Rows with a primary key that came a second time, in another page: the order is not stable. */
  repeats: number;
  /** Rows without a primary key that equal one of an earlier page: truly equal, or the order is not stable. */
  doubtful: number;
}

/**
 * Reads all rows of one tick by offsets, because they are more than a page. A pass proves itself where every row in it
 * differs: N different rows at N offsets are all there are. Otherwise passes go on until one brings the same rows as
 * the one before, or all that were ever seen. Gives the rows that are out. Errors: ties_not_provable.
 */
export async function readTies(tie: Tie, context: RangeContext, move?: MoveWith): Promise<Map<string, number>> {
  const written = new Map(tie.out);
  let before: Pass | undefined;
  for (let count = 1; count <= MAX_PASSES; count += 1) {
    const pass = await readPass(tie, context, written, move);
    if (isProven(pass, before, written)) return written;
    before = pass;
  }
  throw notProvable(tie, context, `their order changed in each of ${MAX_PASSES} passes`);
}

function isProven(pass: Pass, before: Pass | undefined, written: Keys): boolean {
  if (pass.repeats === 0 && pass.doubtful === 0) return true;
  let known = 0;
  for (const count of written.values()) known += count;
  if (pass.repeats > 0) return pass.doubtful === 0 && written.size === pass.rows;
  return before !== undefined && before.rows === pass.rows && known === pass.rows && sameKeys(before.keys, pass.keys);
}

function sameKeys(one: Keys, other: Keys): boolean {
  if (one.size !== other.size) return false;
  for (const [key, count] of one) if (other.get(key) !== count) return false;
  return true;
}

async function readPass(tie: Tie, context: RangeContext, written: Map<string, number>, move: MoveWith): Promise<Pass> {
  const pass: Pass = { keys: new Map(), pages: new Map(), rows: 0, repeats: 0, doubtful: 0 };
  let offset = 0;
  let barren = 0;
  let last = '';
  for (let number = 1; ; number += 1) {
    const page = await askTies(tie, context, offset);
    if (rowsAt(page, tie.tick).length === 0) {
      // Rows below come first, rows above last: where only those are left, the tick is read.
      const end = page.count === 0 ? undefined : tickOf(page, page.count - 1);
      if (end === undefined || end >= tie.tick) return pass;
      offset += page.count;
      continue;
    }
    const fingerprint = pageFingerprint(page);
    const query = { lower: tie.askedLow, upper: tie.askedHigh, offset };
    if (fingerprint === last && (await isOffsetIgnored(query, fingerprint, context))) {
      throw notProvable(tie, context, 'the API ignores the offset');
    }
    last = fingerprint;
    const { fresh, keep, kept } = takePage(page, number, tie, context, pass, written);
    await context.deliver(page, keep, kept, move?.(keysForState(written)));
    barren = fresh > 0 ? 0 : barren + 1;
    if (barren > MAX_BARREN_PAGES && pass.repeats > 0) throw notProvable(tie, context, 'the API ignores the offset');
    offset += page.count;
  }
}

async function askTies(tie: Tie, context: RangeContext, offset: number): Promise<Page> {
  if (context.maxOffset !== undefined && offset > context.maxOffset) {
    throw notProvable(tie, context, `offsets end at ${context.maxOffset}`);
  }
  try {
    const query = { lower: tie.askedLow, upper: tie.askedHigh, offset };
    const page = await context.ask(query);
    // An empty page may be a slip of the server: it counts when it is empty twice.
    return page.count > 0 ? page : await context.ask(query);
  } catch (error) {
    if (offset > 0 && (error as ConnectorError).code === 'request_rejected') {
      throw notProvable(tie, context, `the API refuses the offset ${offset}`);
    }
    throw error;
  }
}

interface Taken {
  /** Rows that the pass had not seen. */
  readonly fresh: number;
  readonly keep: Uint8Array;
  readonly kept: number;
}

function takePage(
  page: Page,
  number: number,
  tie: Tie,
  context: RangeContext,
  pass: Pass,
  written: Map<string, number>,
): Taken {
  const keep = new Uint8Array(page.count);
  let kept = 0;
  let fresh = 0;
  const rows = rowsAt(page, tie.tick);
  for (const row of rows) {
    const key = rowFingerprint(page, row);
    const count = (pass.keys.get(key) ?? 0) + 1;
    const firstPage = pass.pages.get(key);
    const named = primaryKeyText(page, row, context.primaryKey) !== undefined;
    pass.rows += 1;
    pass.keys.set(key, count);
    if (firstPage === undefined) {
      pass.pages.set(key, number);
      fresh += 1;
    } else if (firstPage !== number && named) {
      pass.repeats += 1;
      continue;
    } else if (firstPage !== number) {
      pass.doubtful += 1;
    }
    if (count <= (written.get(key) ?? 0)) continue;
    written.set(key, count);
    keep[row] = 1;
    kept += 1;
  }
  context.counts.repeated += rows.length - kept;
  context.counts.beyond += page.count - rows.length;
  return { fresh, keep, kept };
}

function notProvable(tie: Tie, context: RangeContext, reason: string): ConnectorError {
  return connectorError('ties_not_provable', { dataset: context.datasetId, time: context.readable(tie.tick), reason });
}
