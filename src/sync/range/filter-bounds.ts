import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { firstTickFrom, isUntimed, rowsAt } from './inspect.ts';

/** Units to which APIs round times, in ticks, where they are longer than one: a second, a minute, an hour, a day. */
export function unitsOfDay(day: bigint): readonly bigint[] {
  return [86_400n, 1440n, 24n, 1n].map((parts) => day / parts).filter((unit) => unit > 1n);
}

/** The last whole unit that is not above a tick. */
export function floorTo(tick: bigint, unit: bigint): bigint {
  const rest = tick % unit;
  return tick - (rest < 0n ? rest + unit : rest);
}

/** A reader's first question had the lower bound `lower`, and no row from `from` to `to`, but others. */
export interface Beginning {
  readonly from: bigint;
  readonly to: bigint;
  readonly lower: bigint;
}

/** More than begin before one of them finds out how the bound is taken. */
const MOST_BEGINNINGS = 256;

type WarnBounds = (
  kind: 'lower_exclusive' | 'upper_exclusive' | 'lower_rounded' | 'upper_rounded',
  text: string,
) => void;

/**
 * What is known of the server's filter while a stream is read: bounds that turned out to be exclusive are asked one
 * tick wider from then on, and so is the upper one where times lie between two ticks.
 */
export class FilterBounds {
  readonly #high: bigint;
  readonly #known: bigint | undefined;
  readonly #warn: WarnBounds;
  #lowerExclusive = false;
  #upperWide = false;
  /** So many ticks wider a bound is asked where it must be: more than one where the API rounds it. */
  #lowerMargin = 1n;
  #upperMargin = 1n;
  #lowerShown = false;
  #upperShown = false;
  /** A range that ends where it begins gave its rows. */
  #instantShown = false;
  #hasRowsAtEnd = false;
  /** Rows have times between two ticks. */
  #hasRowsBetween = false;
  #notRounded = false;
  #knownShown = false;
  readonly #beginnings: Beginning[] = [];
  #openUnits: readonly bigint[];

  /** `high` is the last tick of the stream's range, `day` so many ticks; at `known`, an earlier sync read rows. */
  constructor(high: bigint, day: bigint, known: bigint | undefined, warn: WarnBounds) {
    this.#high = high;
    this.#openUnits = unitsOfDay(day);
    this.#known = known;
    this.#warn = warn;
  }

  /**
   * The units to which the lower bound may be rounded up, or to the nearest one, although rows came at some. None where those
   * came that an earlier sync read: what begins before them was looked at then.
   */
  get openUnits(): readonly bigint[] {
    return this.#knownShown ? [] : this.#openUnits;
  }

  get lowerExclusive(): boolean {
    return this.#lowerExclusive;
  }

  /** The lower bound is asked so much lower that rows below may come, since the API rounds it up, or times lie between two ticks. */
  get isLowerWide(): boolean {
    return this.#lowerMargin > 1n || (this.#lowerExclusive && this.#hasRowsBetween);
  }

  /** The lower bound to ask for, to get the rows from `low` on. */
  lower(low: bigint): bigint {
    return this.#lowerExclusive ? low - this.#lowerMargin : low;
  }

  /** The upper bound to ask for, to get the rows up to `high`. */
  upper(high: bigint): bigint {
    return this.#upperWide ? high + this.#upperMargin : high;
  }

  /** The query for the rows from `low` on, to the end of the stream or to `high`. */
  query(low: bigint, high = this.#high, offset = 0): Query {
    const [lower, upper] = [this.lower(low), this.upper(high)];
    // Some APIs refuse a range that ends where it begins, and an exclusive bound would hide its rows.
    const isRange = low < upper || this.#instantShown || (lower < upper && this.#upperShown);
    return { lower, upper: isRange ? upper : upper + 1n, offset };
  }

  /** The query for the rows from `low` on, one tick beyond the end: an end counts only where an exclusive bound would show. */
  closing(low: bigint, offset = 0): Query {
    return { lower: this.lower(low), upper: this.#high + 1n, offset };
  }

  /** At least one tick wider on both sides, for the bounds may be exclusive, and as much as is known that the API rounds them by. */
  wide(from: bigint, to: bigint): Query {
    const [lower, upper] = [this.lower(from), this.upper(to)];
    return { lower: lower < from ? lower : from - 1n, upper: upper > to ? upper : to + 1n, offset: 0 };
  }

  /** A page was asked wider than a range that looked empty: rows at the last tick were hidden by the upper bound. */
  noticeHidden(page: Page): void {
    if (rowsAt(page, this.#high).length > 0) this.noticeUpperExclusive();
  }

  noticeLowerExclusive(): void {
    if (this.#lowerExclusive) return;
    this.#lowerExclusive = true;
    this.#warn('lower_exclusive', 'The lower bound of the filter is exclusive; it is asked one unit lower.');
  }

  /** The API rounds the lower bound up to a whole unit. */
  noticeLowerRounded(unit: bigint): void {
    if (unit > this.#lowerMargin) this.#lowerMargin = unit;
    this.#lowerExclusive = true;
    this.#warn('lower_rounded', 'The API rounds the lower bound of the filter up; it is asked that much lower.');
  }

  /** The API rounds the upper bound down to a whole unit. */
  noticeUpperRounded(unit: bigint): void {
    if (unit > this.#upperMargin) this.#upperMargin = unit;
    this.#upperWide = true;
    this.#warn('upper_rounded', 'The API rounds the upper bound of the filter down; it is asked that much higher.');
  }

  /** Every page with rows tells something of the bounds that it was asked with. */
  note({ lower, upper }: Query, page: Page): void {
    if (!page.times.whole) {
      this.#upperWide = true;
      this.#hasRowsBetween = true;
    }
    // A row between two ticks does not show that one at the bound itself would come.
    if (page.times.whole && rowsAt(page, lower).length > 0) this.#noteLowerShown(lower);
    if (lower === upper && rowsAt(page, lower).length > 0) this.#instantShown = true;
    if (this.#known !== undefined && rowsAt(page, this.#known).length > 0) {
      this.#knownShown = true;
      this.#notRounded = true;
    }
    if (this.#upperShown || upper < this.#high || rowsAt(page, this.#high).length === 0) return;
    if (upper === this.#high) this.#upperShown = true;
    else this.#hasRowsAtEnd = true;
  }

  #noteLowerShown(lower: bigint): void {
    this.#lowerShown = true;
    this.#closeUnits(lower);
  }

  /** Rounded to a unit, a bound would hide the rows at it, but where the unit begins, or has just begun. */
  #closeUnits(bound: bigint): void {
    if (this.#openUnits.length === 0) return;
    this.#openUnits = this.#openUnits.filter((unit) => (bound - floorTo(bound, unit)) * 2n < unit);
  }

  /** No answer has shown yet whether the lower bound hides the rows at it. */
  get isLowerOpen(): boolean {
    return !this.#lowerShown && !this.#lowerExclusive;
  }

  /** The API hides no rows at this tick by rounding a lower bound there. */
  noteNotRounded(tick: bigint): void {
    this.#notRounded = true;
    this.#closeUnits(tick);
  }

  /** No answer has shown yet whether the lower bound is rounded up, which hides rows far above it. */
  get isRoundingOpen(): boolean {
    return this.isLowerOpen && !this.#notRounded;
  }

  /** The first answer to a reader whose part begins at `from`. */
  noteBeginning(from: bigint, { lower }: Query, page: Page): void {
    if (this.#beginnings.length === MOST_BEGINNINGS) return;
    const first = isUntimed(page) ? this.#high + 1n : firstTickFrom(page, from);
    if (first === undefined || first <= from) return;
    this.#beginnings.push({ from, to: first > this.#high ? this.#high : first - 1n, lower });
  }

  /** What the reader that began there did not see. */
  beginningAt(tick: bigint): Beginning | undefined {
    return this.#beginnings.find(({ from }) => from === tick);
  }

  /** The beginnings whose rows a rounded bound may have hidden, which nobody knew then. */
  hiddenBeginnings(): readonly Beginning[] {
    return this.isLowerWide ? this.#beginnings.filter(({ from, lower }) => this.lower(from) < lower) : [];
  }

  /** No answer has shown yet whether the upper bound hides the rows at it. */
  get isUpperOpen(): boolean {
    return !this.#upperShown && !this.#upperWide;
  }

  /** An answer that was asked wider had rows at the last tick. */
  get hasRowsAtEnd(): boolean {
    return this.#hasRowsAtEnd;
  }

  /** Nothing came from where an earlier sync read rows on: `highest` is the latest time that came. */
  hidesKnown(highest: bigint): boolean {
    return this.#known !== undefined && !this.#knownShown && highest <= this.#known;
  }

  noticeUpperExclusive(): void {
    if (this.#upperWide) return;
    this.#upperWide = true;
    this.#warn('upper_exclusive', 'The upper bound of the filter is exclusive; it is asked one unit higher.');
  }
}
