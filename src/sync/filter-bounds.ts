import type { Page } from '../dataset/page.ts';
import type { Query } from '../dataset/query.ts';
import { rowsAt } from './inspect.ts';
import type { RangeContext } from './range-context.ts';

/**
 * What is known of the server's filter while a range is read: bounds that turned out to be exclusive are asked one tick
 * wider from then on, and so is the upper one where times lie between two ticks.
 */
export class FilterBounds {
  readonly #high: bigint;
  readonly #context: RangeContext;
  #lowerExclusive = false;
  #upperWide = false;

  constructor(high: bigint, context: RangeContext) {
    this.#high = high;
    this.#context = context;
  }

  get lowerExclusive(): boolean {
    return this.#lowerExclusive;
  }

  /** The lower bound to ask for, to get the rows from `low` on. */
  lower(low: bigint): bigint {
    return this.#lowerExclusive ? low - 1n : low;
  }

  /** The first query for the rows from `low` to the end of the range. */
  query(low: bigint): Query {
    return { lower: this.lower(low), upper: this.#upperWide ? this.#high + 1n : this.#high, offset: 0 };
  }

  /** The same, asked one tick beyond the end: an end counts only where an exclusive bound would show. */
  closing(low: bigint, offset = 0): Query {
    return { lower: this.lower(low), upper: this.#high + 1n, offset };
  }

  /** A page was asked wider than a range that looked empty: rows at its ends were hidden by exclusive bounds. */
  noticeHidden(page: Page, low: bigint): void {
    if (!this.#lowerExclusive && rowsAt(page, low).length > 0) this.noticeLowerExclusive();
    if (this.#upperWide || rowsAt(page, this.#high).length === 0) return;
    this.#upperWide = true;
    this.#context.warn('upper_exclusive', 'The upper bound of the filter is exclusive; it is asked one unit higher.');
  }

  noticeLowerExclusive(): void {
    this.#lowerExclusive = true;
    this.#context.warn('lower_exclusive', 'The lower bound of the filter is exclusive; it is asked one unit lower.');
  }

  noticeTimes(page: Page): void {
    if (!page.times.whole) this.#upperWide = true;
  }
}
