import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { pageFingerprint, rowFingerprint } from '../../dataset/row-key.ts';
import { type ConnectorError, connectorError } from '../../errors/connector-error.ts';
import { askOffsetTwice } from '../questions/ask-twice.ts';
import { isOffsetIgnored } from '../questions/far-offset.ts';
import { askTwiceUnlessRefused, isOffsetRounded } from '../questions/offset-proof.ts';
import { endsLater, firstTickFrom, inspectPage, lastTickOf, rowsAt, tickOf } from '../range/inspect.ts';
import { KeyCounts, type Keys } from '../range/keys.ts';
import { warnLate } from '../range/late-rows.ts';
import { type KeySum, type Position, positionAt, sumOf, withKey } from '../range/position.ts';
import type { Move, RangeContext } from '../range/range-context.ts';
import { isCutByBytes, type Traits } from '../range/traits.ts';
import { hasLastRow } from './offset-end.ts';
import { OffsetWalk, type Step } from './offset-walk.ts';
import { certainCount } from './passes.ts';

/** Pages in a row that may bring nothing new to a pass: beyond, the offset may mean nothing to the server. */
const MAX_BARREN_PAGES = 3;
/** Behind so many pages it is asked whether offsets count, even if each of them brings rows: a column may change always. */
const MANY_PAGES = 16;

export interface Tie {
  readonly tick: bigint;
  /** The bounds to ask for: wider than the tick, since the server's bounds may be exclusive and times lie between. */
  readonly askedLow: bigint;
  readonly askedHigh: bigint;
  /** The rows at the tick that are already out. */
  readonly out: Keys;
}

/** How far the segment is out with these rows at the tick; undefined: it stays where it is. */
export type MoveWith = ((position: Position) => Move) | undefined;

export interface PassOptions {
  readonly tie: Tie;
  readonly context: RangeContext;
  /** Rows that a page is asked for. */
  readonly limit: number;
  /** The rows that are out; those that the pass writes are added. */
  readonly written: KeyCounts;
  /** Rows that are as many, wherever they stand. */
  readonly known: Keys;
  readonly move: MoveWith;
}

/** One way through all rows of a tick, by offsets. Rows that are certain are written on the way. */
export class TiePass {
  /** The rows that came, equal ones as often as they came. */
  readonly keys = new KeyCounts();
  /** Those that are certain, also of the passes before that had as many rows. */
  readonly certain = new KeyCounts();
  rows = 0;
  /** Rows of its largest page. */
  largestPage = 1;
  /** Rows below the tick that came with them. */
  below = 0;
  /** Between two of its pages, rows changed their places. */
  moved = false;
  /** The time of its first row, and the place behind the last one at the tick. */
  #first: bigint | undefined;
  #place = 0;
  /** Behind that place, none of the tick stands. */
  #isWhole = true;
  /** No row was deleted while it was read, which would have moved others out of its sight. */
  #isStill = true;
  readonly #options: PassOptions;
  /** Of the rows that are out. */
  #sum: KeySum;
  readonly #walk: OffsetWalk;

  constructor(options: PassOptions) {
    this.#options = options;
    this.#sum = sumOf(options.written);
    const { tie, limit, context } = options;
    const query: Query = { lower: tie.askedLow, upper: tie.askedHigh, offset: 0, limit };
    this.#walk = new OffsetWalk(query, undefined, (asked) => this.#ask(asked), context);
  }

  /** Errors: ties_not_provable. */
  async read(): Promise<void> {
    try {
      await this.#readPages();
    } finally {
      this.#walk.end();
    }
  }

  /** An order that changes moves rows as well, but leaves their number as it is. */
  compareWith(before: TiePass | undefined): void {
    const isSameNumber = this.rows === before?.rows;
    this.#isStill = !this.moved || isSameNumber;
    // Where no row moved, this pass saw all there are: one that only the pass before had was updated.
    const hidesRows = this.moved || before?.moved === true;
    if (isSameNumber && hidesRows && before.#isStill) this.certain.include(before.certain);
  }

  /** Could all of its rows be told from one another, and none be missed? */
  get isProven(): boolean {
    return this.#isWhole && this.#isStill && this.certain.rows === this.rows;
  }

  async #readPages(): Promise<void> {
    const { tie, context } = this.#options;
    let [barren, mostBarren] = [0, MAX_BARREN_PAGES];
    let last = '';
    for (let pages = 1; ; pages += 1) {
      const step = await this.#walk.next();
      const { query, page } = step;
      if (this.#isBehind(page, step.overlap)) return this.#end(step);
      const fingerprint = pageFingerprint(page);
      if (fingerprint === last && (await this.#isOver(query, page))) return;
      last = fingerprint;
      this.moved ||= step.moved;
      const before = this.keys.different;
      this.#walk.take(step);
      await this.#take(step);
      if (await this.#walk.isTrickling()) return warnLate(context, tie.tick, tie.tick);
      barren = this.keys.different > before ? 0 : barren + 1;
      const isBarren = barren > mostBarren;
      if (!isBarren && pages !== MANY_PAGES) continue;
      if (await isOffsetIgnored(query, context, isBarren)) throw this.#notProvable('the API ignores the offset');
      // Equal rows bring nothing new for long.
      if (isBarren) mostBarren *= 2;
    }
  }

  /** A page came again: is nothing behind it? Errors: ties_not_provable, where the offset is ignored. */
  async #isOver(query: Query, page: Page): Promise<boolean> {
    const { tie, context, limit } = this.#options;
    const { traits } = context;
    const wasLastAgain = traits.lastAgain;
    const isIgnored = await isOffsetIgnored(query, context);
    if (traits.lastAgain !== wasLastAgain) {
      // The last rows came again for others: the next pass knows that they do.
      this.#isWhole = false;
      return true;
    }
    const isNothing = !isIgnored && (await isOffsetRounded(query, context));
    if (!isIgnored && !isNothing) return false;
    // Pages of one row were just asked the same again: the answer before was a slip.
    if ((isNothing && limit === 1) || hasAll(page, tie.tick, limit, traits)) return true;
    throw this.#notProvable('the API ignores the offset');
  }

  async #end({ query, page, lastShown, moved }: Step): Promise<void> {
    const { context } = this.#options;
    const { offset, lastCount } = this.#walk;
    this.moved ||= moved;
    const end = { query, offset, lastCount, lastShown: page.count > 0 || lastShown };
    if (!(await hasLastRow(end, context)))
      throw this.#notProvable(`the API gives nothing at offset ${offset - 1}, where it has a row`);
    const behind = { ...query, offset: this.#place };
    // Where the offset is taken for the number of a page, those of one row are exact.
    if (this.#walk.inPages !== undefined) this.#isWhole = await this.#isNothingAt({ ...behind, limit: 1 });
    else this.#isWhole = this.#place === offset || (await this.#isNothingAt(behind));
  }

  /** Rows that were deleted meanwhile may have left it behind the last one, where some APIs refuse an offset. */
  async #isNothingAt(query: Query): Promise<boolean> {
    const { tie, context } = this.#options;
    const page = await askTwiceUnlessRefused(query, context);
    return page === undefined || !hasRowsAt(page, tie.tick, 0);
  }

  /** Rows of other times stand before those of the tick and behind them, whichever way the API sorts. */
  #isBehind(page: Page, overlap: number): boolean {
    if (page.count <= overlap) return true;
    const { tie, context } = this.#options;
    const { tick } = tie;
    this.#first ??= firstTickFrom(page);
    if (hasRowsAt(page, tick, overlap)) return false;
    // Where the API does not sort, or does not honour the lower bound, they stand among them.
    if (context.traits.unsorted || this.#belowOf(page, tie.askedLow) > 0) return false;
    const last = lastTickOf(page);
    return this.rows > 0 || (last !== undefined && this.#first !== undefined && last > tick && last > this.#first);
  }

  async #take({ query, page, overlap, moved }: Step): Promise<void> {
    const { tie, context, written, known, move } = this.#options;
    this.largestPage = Math.max(this.largestPage, page.count);
    const rows = rowsAt(page, tie.tick).filter((row) => row >= overlap);
    const keep = new Uint8Array(page.count);
    const onPage = new KeyCounts();
    // A row that equals the one before it is another one.
    if (overlap > 0 && !moved) onPage.set(rowFingerprint(page, 0), 1);
    let kept = 0;
    for (const row of rows) {
      const key = rowFingerprint(page, row);
      const here = onPage.get(key) + 1;
      const inPass = this.keys.get(key) + 1;
      onPage.set(key, here);
      this.keys.set(key, inPass);
      const sure = certainCount(here, inPass, known.get(key));
      this.certain.set(key, Math.max(sure, this.certain.get(key)));
      if (sure <= written.get(key)) continue;
      written.set(key, sure);
      this.#sum = withKey(this.#sum, key);
      keep[row] = 1;
      kept += 1;
    }
    const lastRow = rows.at(-1);
    if (lastRow !== undefined) this.#place = query.offset + lastRow + 1;
    this.#count(page, overlap, rows.length);
    context.counts.repeated += overlap + rows.length - kept;
    await context.deliver(page, keep, kept, move?.(positionAt(tie.tick, written, this.#sum)));
  }

  #count(page: Page, overlap: number, rows: number): void {
    const { tie, context } = this.#options;
    const { tick } = tie;
    const below = this.#belowOf(page, tick);
    const isFirstBelow = overlap > 0 && (tickOf(page, 0) ?? tick) < tick;
    this.rows += rows;
    this.below += isFirstBelow ? below - overlap : below;
    context.counts.beyond += page.count - overlap - rows;
  }

  #belowOf(page: Page, tick: bigint): number {
    return inspectPage(page, { low: tick, high: tick, askedLow: tick, askedHigh: tick }).below;
  }

  #ask(query: Query): Promise<Page> {
    return askOffsetTwice(query, this.#options.context, (offset, by) =>
      this.#notProvable(by === 'API' ? `the API refuses the offset ${offset}` : `offsets end at ${offset}`),
    );
  }

  #notProvable(reason: string): ConnectorError {
    const { tie, context } = this.#options;
    return notProvable(tie, reason, context);
  }
}

/** One page has all rows of the tick where it is not full, or where rows of a later time end it. */
function hasAll(page: Page, tick: bigint, limit: number, traits: Traits): boolean {
  const { count } = page;
  if (endsLater(page, tick)) return true;
  // Pages that are cut by their bytes may be cut behind any row; others give as many as they can.
  const isCut = traits.cutAt !== undefined && count >= traits.cutAt && !isCutByBytes(traits);
  return count < Math.min(limit, traits.largestAnswer) && !isCut;
}

function hasRowsAt(page: Page, tick: bigint, first: number): boolean {
  return rowsAt(page, tick).some((row) => row >= first);
}

export function notProvable({ tick }: Tie, reason: string, context: RangeContext): ConnectorError {
  return connectorError('ties_not_provable', { dataset: context.datasetId, time: context.readable(tick), reason });
}
