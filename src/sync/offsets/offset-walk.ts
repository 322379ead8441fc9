import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { primaryKeyText, rowFingerprint } from '../../dataset/row-key.ts';
import { askBehindAll } from '../questions/far-offset.ts';
import { askRow, askTwiceUnlessRefused, askUnlessRefused, askWhole, hasOffset } from '../questions/offset-proof.ts';
import { Trickle } from '../questions/trickle.ts';
import { fingerprintsOf, keysOf, tickOf } from '../range/inspect.ts';
import { KeyCounts } from '../range/keys.ts';
import type { RangeContext } from '../range/range-context.ts';
import { mayBeCut } from '../range/traits.ts';

/** A page of a walk. */
export interface Step {
  readonly query: Query;
  readonly page: Page;
  /** Its first row stands where the last one of the page before stood: 1; else 0. */
  readonly overlap: number;
  /** That row is another one now: rows that stand before it came in, were deleted, or changed their places. */
  readonly moved: boolean;
  /** Where nothing follows: the last row was seen at its place. */
  readonly lastShown: boolean;
}

/** Answers to one question that are compared: while rows come and go, two of them seldom have the same. */
const MOST_ANSWERS = 4;

/** The part of a page that is gone back first: what is behind it must be more than what is deleted meanwhile. */
const PART_BACK = 1 / 8;

type Ask = (query: Query) => Promise<Page>;

/**
 * The pages of a query by offsets. Each is asked from the last row of the one before on, which must come again: rows that
 * are deleted meanwhile move up those behind them, and an offset alone would pass over some of these without a trace.
 */
export class OffsetWalk {
  /** Rows at offsets below are read. */
  offset: number;
  /**
   * The API seems to count in pages: an offset is rounded down to the first row of one, or taken for its number. It may stand
   * for another row than for a page of one row.
   */
  inPages: 'rounded' | 'counted' | undefined;
  readonly #query: Query;
  readonly #context: RangeContext;
  readonly #ask: Ask;
  readonly #trickle: Trickle;
  #before: Page | undefined;
  #overlaps = true;
  #isProbed = false;

  /** From the offset of the query on; `ask` fails where an offset is refused. `before`: the page before that offset. */
  constructor(query: Query, before: Page | undefined, ask: Ask, context: RangeContext) {
    this.offset = query.offset;
    this.#query = query;
    this.#context = context;
    this.#ask = ask;
    this.#trickle = new Trickle(context);
    this.#keep(before);
  }

  /** The next page. Nothing follows where it has no row behind its overlap. */
  async next(): Promise<Step> {
    const before = this.#before;
    const query = this.#at(this.offset - 1);
    if (before === undefined || !this.#overlaps || !hasOffset(query.offset, this.#context)) return await this.#goOn();
    const page = await askTwiceUnlessRefused(query, this.#context);
    if (page === undefined || page.count === 0) return this.#afterNothing(before);
    const moved = !this.#isLastOf(before, page);
    if (moved) this.inPages = await this.#pagesOf(query, page, before);
    if (this.inPages !== undefined) {
      this.#overlaps = false;
      return this.#stepAt(this.offset);
    }
    const step = { query, page, overlap: 1, moved, lastShown: true };
    return page.count > 1 ? step : this.#behindLast(step);
  }

  /** The rows of the page are read: the walk goes on behind them. */
  take({ query, page }: Step): void {
    this.offset = query.offset + page.count;
    this.#trickle.note(query, page);
    this.#keep(page);
  }

  /** Are only rows left that come in as fast as they are read? */
  isTrickling(): Promise<boolean> {
    return this.#trickle.isOver(this.#at(this.offset));
  }

  /** The order changes with each answer: which row comes first tells nothing. */
  stopOverlapping(): void {
    this.#overlaps = false;
  }

  /** Does the first page have its rows in the same order again? */
  async isOrdered(): Promise<boolean> {
    return await hasOrder(await this.#stepAt(0), this.#context);
  }

  /** Goes back, ever farther, to a page for which the answer is yes, or else to the first row of the query. */
  async goBack(isFarEnough: (page: Page, back: number) => boolean): Promise<Step> {
    for (let back = Math.ceil(this.lastCount * PART_BACK) || 1; ; back *= 2) {
      const offset = Math.max(0, this.offset - back);
      const step = await this.#stepAt(offset);
      if (offset === 0 || isFarEnough(step.page, back)) return step;
    }
  }

  /** Rows of the page before. */
  get lastCount(): number {
    return this.#before?.count ?? 0;
  }

  /** The rows of the page before. */
  keysBefore(): KeyCounts {
    const page = this.#before;
    return page === undefined ? new KeyCounts() : keysOf(page);
  }

  #at(offset: number): Query {
    return { ...this.#query, offset };
  }

  async #stepAt(offset: number): Promise<Step> {
    const query = this.#at(offset);
    return { query, page: await this.#ask(query), overlap: 0, moved: false, lastShown: false };
  }

  /** Where no page before tells: the next one, or the last row at its place if what is behind it is refused. */
  async #goOn(): Promise<Step> {
    if (this.offset === 0 || !hasOffset(this.offset, this.#context)) return this.#stepAt(this.offset);
    const query = this.#at(this.offset);
    const page = await askTwiceUnlessRefused(query, this.#context);
    if (page !== undefined) return { query, page, overlap: 0, moved: false, lastShown: false };
    const last = this.#at(this.offset - 1);
    const shown = await askUnlessRefused(last, this.#context);
    if (shown?.count === 1) return { query: last, page: shown, overlap: 1, moved: false, lastShown: true };
    return this.#stepAt(this.offset);
  }

  /** Where a row was, is nothing, or a refusal: rows were deleted, so that it is behind the last one, or it is too deep. */
  async #afterNothing(before: Page): Promise<Step> {
    const query = this.#at(this.offset - before.count);
    const page = await askUnlessRefused(query, this.#context);
    if (page !== undefined && page.count < before.count) {
      return { query, page, overlap: 0, moved: true, lastShown: false };
    }
    this.#overlaps = false;
    return this.#stepAt(this.offset);
  }

  /** One row came, at the place of the last: all is read, or what is behind it fits no page that has it. */
  async #behindLast(last: Step): Promise<Step> {
    const query = this.#at(this.offset);
    const page = await askBehindAll(query, this.#context, askTwiceUnlessRefused);
    // A second row would have come with the last one: these are the last rows again, in another order.
    if (page !== undefined && page.count > 1 && this.#context.traits.lastAgain && !mayBeCut(this.#context)) return last;
    if (page !== undefined) {
      // What is behind it may have moved there since, or to its own place, where no page has both.
      const isSplit = page.count > 0 || this.#context.traits.largestAnswer < 2;
      const moved = last.moved || (isSplit && !(await this.#isShown(last.query)));
      return { ...last, query, page, overlap: 0, moved };
    }
    // Where it cannot be asked for, a page that could hold more must say so twice; where none had, it says nothing of it,
    // but for a first page.
    const isFirst = this.offset === 1 && this.#context.limit > 1;
    if (this.#context.traits.largestAnswer < 2 && !isFirst) return this.#stepAt(this.offset);
    // Some APIs refuse what goes beyond so many rows: where only one may be asked for, another one may be behind it.
    const pair = await askWhole({ ...last.query, limit: 2 }, this.#context);
    if (pair === undefined && this.#context.traits.window !== undefined) return this.#stepAt(this.offset);
    return { ...last, page: pair ?? last.page };
  }

  /** Does the last row of the page before still stand there? */
  async #isShown(query: Query): Promise<boolean> {
    const page = await askUnlessRefused(query, this.#context);
    return this.#before !== undefined && page !== undefined && page.count > 0 && this.#isLastOf(this.#before, page);
  }

  #isLastOf(before: Page, page: Page): boolean {
    const row = before.count - 1;
    if (rowFingerprint(page, 0) === rowFingerprint(before, row)) return true;
    // An update leaves it where it is, unless its time is another one.
    if (tickOf(page, 0) !== tickOf(before, row)) return false;
    const key = primaryKeyText(page, 0, this.#context.primaryKey);
    return key !== undefined && key === primaryKeyText(before, row, this.#context.primaryKey);
  }

  /**
   * An API that counts in pages has the row all the same at its offset, as a page of one row. So may any other where rows moved
   * just now, but its page begins neither where the page does that the offset lies in, nor where the one of that number does.
   */
  async #pagesOf(query: Query, page: Page, before: Page): Promise<'rounded' | 'counted' | undefined> {
    if (this.#isProbed) return undefined;
    this.#isProbed = true;
    const { offset, limit = this.#context.limit } = query;
    const isStill = (): Promise<boolean> => this.#standsAt(offset, before, before.count - 1);
    const starts = { rounded: offset - (offset % limit), counted: offset * limit };
    for (const how of ['rounded', 'counted'] as const) {
      const start = starts[how];
      if (!(await isStill())) return undefined;
      const isBegun = await this.#standsAt(start, page, 0);
      // Rows of one time that change their places may stand there by chance.
      if (isBegun && (await this.#standsAt(start + page.count - 1, page, page.count - 1))) {
        return (await isStill()) ? how : undefined;
      }
    }
    return undefined;
  }

  /** Is it this row of a page that stands at an offset, as a page of one row? */
  async #standsAt(offset: number, page: Page, row: number): Promise<boolean> {
    return (await askRow(this.#at(offset), this.#context)) === rowFingerprint(page, row);
  }

  /** Another one may write it and be done with it: it is held until the next page was compared with it. */
  #keep(page: Page | undefined): void {
    page?.memory.hold();
    this.#before?.memory.release();
    this.#before = page;
  }

  /** The page that the walk kept last is needed no longer. */
  end(): void {
    this.#keep(undefined);
  }
}

/** Do rows keep their order from answer to answer, while others come and go? */
export async function hasOrder({ query, page }: Step, context: RangeContext): Promise<boolean> {
  let before = page;
  for (let answers = 1; answers < MOST_ANSWERS; answers += 1) {
    const again = (await askUnlessRefused(query, context)) ?? before;
    if (again !== before && isSameOrder(before, again)) return true;
    before = again;
  }
  return false;
}

/** Most rows are in both, one behind the other as before. */
function isSameOrder(one: Page, other: Page): boolean {
  const places = new Map(fingerprintsOf(one).map((fingerprint, place) => [fingerprint, place]));
  const found = fingerprintsOf(other)
    .map((key) => places.get(key))
    .filter((place) => place !== undefined);
  const isMost = 2 * found.length >= Math.max(one.count, other.count);
  return isMost && found.every((place, index) => index === 0 || place > (found[index - 1] as number));
}
