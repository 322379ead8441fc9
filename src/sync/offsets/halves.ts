import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { findPage } from '../questions/find-page.ts';
import { askRow, askUnlessRefused, isOffsetRounded, isWholePage } from '../questions/offset-proof.ts';
import { tickOf } from '../range/inspect.ts';
import type { RangeContext } from '../range/range-context.ts';
import { byTick } from '../range/span.ts';

/** Times of a query that are beyond those of all rows that came. */
interface Side {
  /** Rows of one page. */
  readonly rows: number;
  readonly isOf: (tick: bigint) => boolean;
}

/**
 * Counts the rows of a query that is read by offsets in two halves of its time. An API that silently ends a query after
 * so many rows ends it later for each half: where a half has rows behind those that were read, the whole was cut. So it
 * was where rows stand before the first time or after the last one that came, as with the newest first.
 */
export class Halves {
  readonly #query: Query;
  #middle: bigint | undefined;
  #lower = 0;
  #upper = 0;
  #first: bigint | undefined;
  #last: bigint | undefined;
  /** Rows without a time come with either half. */
  #untimed = 0;

  constructor(query: Query) {
    this.#query = query;
  }

  /** The rows of a page from `from` on. */
  add(page: Page, from: number): void {
    for (let row = from; row < page.count; row += 1) {
      const tick = tickOf(page, row);
      if (tick === undefined) {
        this.#untimed += 1;
        continue;
      }
      if (this.#first === undefined || tick < this.#first) this.#first = tick;
      if (this.#last === undefined || tick > this.#last) this.#last = tick;
      // Rows have no order, so the middle one of the first page is about the middle one of all.
      this.#middle ??= middleTick(page);
      if (tick <= this.#middle) this.#lower += 1;
      else this.#upper += 1;
    }
  }

  /** Rows that stand before those that are counted. */
  noteBefore(page: Page): void {
    for (const tick of ticksOf(page)) if (this.#last === undefined || tick > this.#last) this.#last = tick;
  }

  /**
   * Are there rows after the last time that came? Also a filter that is not exact gives them when it is asked for them alone;
   * one that is ignored gives none that is later.
   */
  async haveAbove(end: number, context: RangeContext): Promise<boolean> {
    const { upper } = this.#query;
    const last = this.#last;
    if (last === undefined || last >= upper) return false;
    const isLater = (tick: bigint): boolean => tick > last && tick <= upper;
    for (const lower of [last + 1n, last + context.day]) {
      const page = lower > upper ? undefined : await askUnlessRefused({ lower, upper, offset: 0 }, context);
      if (page === undefined || !ticksOf(page).some(isLater)) continue;
      return !(await this.#cameIn(isLater, end, context));
    }
    return false;
  }

  /**
   * Have the halves together more rows than were read? Rows that moved meanwhile are more in one and fewer in the other, or
   * up to `slack` more in each. Undefined: the API does not tell.
   */
  async haveMore(end: number, slack: number, context: RangeContext): Promise<boolean | undefined> {
    const middle = this.#middle;
    if (middle === undefined) return undefined;
    const { lower, upper } = this.#query;
    const below = { lower, upper: middle, offset: this.#lower + this.#untimed + slack };
    const above = { lower: middle + 1n, upper, offset: this.#upper + this.#untimed + slack };
    const sides = await this.#sidesWithRows(context);
    if (sides.length > 0) return await this.#areCutOff(sides, end, context);
    const hasRows = (half: Query): Promise<boolean | undefined> => this.#hasRows(half, end, context);
    const [hasBelow, hasAbove] = [await hasRows(below), await hasRows(above)];
    if (hasBelow === hasAbove) return hasBelow;
    if (hasBelow !== true && hasAbove !== true) return undefined;
    if (slack > 0) return true;
    // Are there still as many rows in the other one?
    const other = hasBelow === true ? above : below;
    return other.offset === 0 || (await hasRows({ ...other, offset: other.offset - 1 })) === true;
  }

  /**
   * Has a half rows from its offset on? Undefined: an API that brings rows outside of it does not honour the filter, and
   * cannot be asked for a half; nor can one that has the last row of the whole at the same place there.
   */
  async #hasRows(half: Query, end: number, context: RangeContext): Promise<boolean | undefined> {
    // Nor can one that refuses an offset behind the last row; a cap would stand at the end of the whole query.
    const page = await askUnlessRefused(half, context);
    if (page?.count === 0) return false;
    if (page === undefined || !isInside(page, half)) return undefined;
    if ((await isWholePage(half, page, context)) && (await isOffsetRounded(half, context))) return undefined;
    if (hasOutside(await context.ask({ ...half, offset: 0 }), half)) return undefined;
    const last = await askRow({ ...half, offset: end - 1 }, context);
    const isWhole = last !== undefined && last === (await askRow({ ...this.#query, offset: end - 1 }, context));
    return isWhole ? undefined : true;
  }

  /**
   * What is beyond all that was read, and stands among it now, came in meanwhile. Rows behind all of it are not looked for:
   * they are to be read.
   */
  async #cameIn(isBeyond: (tick: bigint) => boolean, end: number, context: RangeContext): Promise<boolean> {
    const pageAt = (offset: number): Promise<Page | undefined> => askUnlessRefused({ ...this.#query, offset }, context);
    if (((await pageAt(end))?.count ?? 0) > 0) return false;
    for (let offset = 0, page = await pageAt(0); page !== undefined && page.count > 0; page = await pageAt(offset)) {
      if (ticksOf(page).some(isBeyond)) return true;
      offset += page.count;
      page.memory.release();
    }
    return false;
  }

  async #areCutOff(sides: readonly Side[], end: number, context: RangeContext): Promise<boolean> {
    const beyond = sides.reduce((sum, { rows }) => sum + rows, 0);
    if (await this.#missAsMany(beyond, context)) return false;
    for (const { isOf } of sides) if (!(await this.#cameIn(isOf, end, context))) return true;
    return false;
  }

  /**
   * Rows that were updated meanwhile stand beyond the others as well, but are missed where they stood: are `beyond` rows, or
   * more, missed there? A filter that is not exact hides rows there as well, and those at the ends with them.
   */
  async #missAsMany(beyond: number, context: RangeContext): Promise<boolean> {
    const { lower, upper } = this.#query;
    const [first, last] = [this.#first ?? lower, this.#last ?? upper];
    const { bounds } = context;
    // Bounds that are exclusive hide none of them.
    const within = (low: bigint, high: bigint): Query => {
      return { lower: bounds.lower(low) - 1n, upper: bounds.upper(high) + 1n, offset: 0 };
    };
    for (const end of [first, last]) {
      const page = await askUnlessRefused(within(end, end), context);
      if (page === undefined || !ticksOf(page).includes(end)) return false;
    }
    const offset = Math.max(0, this.#lower + this.#upper + this.#untimed - beyond);
    return (await askUnlessRefused({ ...within(first, last), offset }, context))?.count === 0;
  }

  /** A page with rows that have a time; those without one may fill others before it, more of them than came. */
  async #askTimed(query: Query, context: RangeContext): Promise<Page | undefined> {
    const page = await askUnlessRefused(query, context);
    if (page === undefined || page.count === 0 || ticksOf(page).length > 0) return page;
    const behind = await askUnlessRefused({ ...query, offset: this.#untimed }, context);
    return behind === undefined || behind.count === 0 ? undefined : (await findPage(query, query.lower, context))?.page;
  }

  /** Before the first time that came, and after the last one: where rows stand all the same. */
  async #sidesWithRows(context: RangeContext): Promise<Side[]> {
    const { lower, upper } = this.#query;
    const [first, last] = [this.#first ?? lower, this.#last ?? upper];
    // Some APIs refuse a range that ends where it begins.
    const sideOf = async (from: bigint, to: bigint): Promise<Side> => {
      const query = { lower: from, upper: to, offset: 0 };
      const page = from > to ? undefined : await this.#askTimed(query, context);
      const rows = page !== undefined && isInside(page, query) ? page.count : 0;
      return { rows, isOf: (tick) => tick >= from && tick <= to };
    };
    const sides = [await sideOf(lower, first - 1n), await sideOf(last + 1n, upper)];
    return sides.filter(({ rows }) => rows > 0);
  }
}

/** Some rows with a time, and all of them within the bounds. */
function isInside(page: Page, query: Query): boolean {
  return ticksOf(page).length > 0 && !hasOutside(page, query);
}

function hasOutside(page: Page, { lower, upper }: Query): boolean {
  return ticksOf(page).some((tick) => tick < lower || tick > upper);
}

function ticksOf(page: Page): bigint[] {
  return Array.from({ length: page.count }, (_, row) => tickOf(page, row)).filter((tick) => tick !== undefined);
}

function middleTick(page: Page): bigint {
  const ticks = ticksOf(page).sort(byTick);
  const middle = (ticks.length - 1) >> 1;
  // Rows between two ticks are behind a bound at the first of them: then the cut is in a gap.
  const isBeforeGap = (tick: bigint, index: number): boolean => (ticks[index + 1] ?? tick) > tick + 1n;
  const inGap = page.times.whole ? -1 : ticks.findIndex((tick, index) => index >= middle && isBeforeGap(tick, index));
  return inGap === -1 ? (ticks[middle] ?? 0n) : (ticks[inGap] as bigint) + 1n;
}
