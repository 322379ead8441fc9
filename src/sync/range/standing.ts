import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { type PageView, rowsAt } from './inspect.ts';
import { type Keys, NO_KEYS } from './keys.ts';
import type { Move, RangeContext } from './range-context.ts';
import type { Segment } from './segments.ts';
import { isFullPage } from './traits.ts';

/** The time that a page is asked from, with the rows at it that are out. */
export interface Anchor {
  readonly tick: bigint;
  readonly keys: Keys;
}

/** A query whose answer brought new rows. */
export interface Answered {
  readonly query: Query;
  /** Rows of the answer. */
  readonly count: number;
  /** The answer itself, if it is small or was shorter than others: to compare the next one with it. */
  readonly page: Page | undefined;
  /** The anchor that it was asked from. */
  readonly anchor: Anchor | undefined;
}

/** Rows beyond a segment that are asked for to show its end: so many, or this part of a page. */
const LEAST_ROWS_BEYOND = 16;
const PART_BEYOND = 0.01;

/** Where a reader stands in its segment. */
export class Standing {
  readonly segment: Segment;
  readonly context: RangeContext;
  /** Rows below are out. */
  low: bigint;
  /** Different rows at `low` that are out, and those of the segment below it. */
  atLow = 0;
  below: number;
  anchor: Anchor | undefined;
  /** A page brought new rows. */
  isBegun = false;
  previous: Answered | undefined;
  /** Asked instead of the anchor's own question, after the one page that seems to be all. */
  rest: Query | undefined;
  /** Nothing is left up to here; the segment may still grow beyond. */
  provenTo: bigint | undefined;
  /** Rows that were read by offsets, if the segment was: nothing depends on their order. */
  unordered: number | undefined;
  /** The first tick of the stream was asked for itself and no row came: an exclusive bound may have hidden some. */
  firstTickUnseen = false;
  /** The rows of an anchor that this reader wrote are gone: no answer showed what they would have. */
  anchorsGone = false;
  /** The rows of the tick that was passed last, by offsets: where the filter fails after that, they come again. */
  tied = NO_KEYS;
  /** How far the segment is out, once the next page shows that the one before was whole. */
  #held: { readonly move: Move; readonly isFull: boolean } | undefined;

  constructor(segment: Segment, context: RangeContext) {
    this.segment = segment;
    this.context = context;
    const { tick, keys } = segment.position;
    this.low = tick;
    this.below = segment.rowsBelow;
    if (keys !== undefined) this.anchor = { tick, keys };
  }

  get isOver(): boolean {
    const { state, to } = this.segment;
    return state === 'removed' || this.low > to || (this.provenTo !== undefined && to <= this.provenTo);
  }

  /** Nothing of the segment is out, and nothing is known of it. */
  get isUntouched(): boolean {
    return this.anchor === undefined && !this.isBegun && this.low === this.segment.from;
  }

  /**
   * From the anchor on; where a reader begins inside of the stream, one tick lower, since the bound may be exclusive. Up to
   * the end of the stream, or so far beyond the segment that a few rows are likely to show its end.
   */
  nextQuery(): Query {
    const { segment, context, rest } = this;
    if (rest !== undefined) return rest;
    const { bounds } = context;
    if (this.#seemsLast) return bounds.closing(this.low);
    const query = bounds.query(this.low);
    const isInside = this.isUntouched && this.low > context.low;
    const lower = isInside && query.lower === this.low ? this.low - 1n : query.lower;
    if (segment.to === context.high || segment.density === 0) return { ...query, lower };
    const rows = Math.max(LEAST_ROWS_BEYOND, context.traits.fullPage * PART_BEYOND);
    const upper = bounds.upper(segment.to) + BigInt(Math.ceil(rows / segment.density));
    return { ...query, lower, upper: upper < query.upper ? upper : query.upper };
  }

  /** The page before was not full, and nothing but the end of the stream is above: its end is asked for as well. */
  get #seemsLast(): boolean {
    const { anchor, previous, segment, context } = this;
    if (anchor === undefined || previous === undefined) return false;
    return segment.to === context.high && previous.count < context.traits.fullPage;
  }

  /** What the first bound hid, if it is exclusive, shows with the first anchor that is there again. */
  noteFirstTick(query: Query, page: Page): void {
    const { segment, context } = this;
    if (!this.isUntouched) this.firstTickUnseen &&= context.bounds.isLowerOpen;
    else if (segment.from === context.low)
      this.firstTickUnseen = query.lower === context.low && rowsAt(page, context.low).length === 0;
  }

  /** Books the new rows of a page whose last time is `tick`; `atTick` of them stand there. */
  advance(view: PageView, tick: bigint, atTick: number, notFull: boolean): void {
    if (tick === this.low) {
      this.atLow += view.kept;
      return;
    }
    const between = this.atLow + view.kept - atTick;
    this.context.ledger.add({ from: this.low, to: tick - 1n, rows: between, notFull });
    this.atLow = atTick;
    this.below += between;
    this.low = tick;
  }

  /**
   * A page that is not full, and the first one whose bound may have hidden rows, may not be whole: what it moves is held
   * back until the next one came. Gives what counts now.
   */
  hold(move: Move, count: number): Move | undefined {
    const held = this.firstTickUnseen ? undefined : this.#held?.move;
    const isFull = isFullPage(count, this.context);
    const isSure = isFull && !this.firstTickUnseen;
    this.#held = isSure ? undefined : { move, isFull };
    return isSure ? move : held;
  }

  /** Rows below the last page came after it. */
  addBelow(rows: number): void {
    this.below += rows;
    if (this.#held === undefined) return;
    const { move, isFull } = this.#held;
    this.#held = { move: { ...move, rowsBelow: move.rowsBelow + rows }, isFull };
  }

  /** The first tick is read as well: a full page that was held back for it counts. */
  settle(): void {
    if (!this.#held?.isFull) return;
    const { segment, position, rowsBelow } = this.#held.move;
    this.#held = undefined;
    segment.position = position;
    segment.rowsBelow = rowsBelow;
  }

  /** The page before is not compared any more. */
  forgetPage(): void {
    if (this.previous === undefined) return;
    this.previous.page?.memory.release();
    this.previous = { ...this.previous, page: undefined };
  }

  /**
   * All rows at the lowest tick are out, these; so many of them are still there. The segment stays at them until a later row is
   * out: others of their time may come late.
   */
  pass(keys: Keys, rows: number): void {
    this.tied = keys;
    // What the page before left out of these rows is out as well.
    this.forgetPage();
    const { segment, context, low } = this;
    context.ledger.add({ from: low, to: low, rows });
    this.atLow = 0;
    this.anchor = undefined;
    this.low = low + 1n;
    segment.reading = this.low;
    this.below += rows;
  }

  finish(): void {
    const { segment, context, unordered, anchor } = this;
    if (segment.state === 'removed') return;
    if (unordered !== undefined) {
      context.segments.finish(segment, segment.position, unordered, 0);
      return;
    }
    // The answers that end it are not full.
    context.ledger.add({ from: this.low, to: segment.to, rows: this.atLow, notFull: true });
    if (anchor !== undefined) context.noteHighest(anchor);
    const position = anchor ?? segment.position;
    const below = anchor === undefined ? segment.rowsBelow : this.below;
    context.segments.finish(segment, position, below, this.below + this.atLow - below);
  }
}
