import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import type { RangeContext } from '../range/range-context.ts';
import { askByOffset, askTwiceUnlessRefused } from './offset-proof.ts';

/** So many in a row that are smaller than others may be all that comes in meanwhile. */
const MOST_SMALL_PAGES = 16;

/**
 * Pages at the end of a query that grows: each has only what came in since the one before. What was there when that was seen
 * is read, and the rest may have no end.
 */
export class Trickle {
  readonly #context: RangeContext;
  /** Small pages in a row, and the rows of the largest of them. */
  #pages = 0;
  #rows = 0;
  /** Nothing stood at this place. */
  #end: number | undefined;

  constructor(context: RangeContext) {
    this.#context = context;
  }

  /** The next page of the query, which has rows. */
  note({ limit = this.#context.limit }: Query, { count }: Page): void {
    const isSmall = count < Math.min(limit, this.#context.traits.largestAnswer);
    this.#pages = isSmall ? this.#pages + 1 : 0;
    this.#rows = isSmall ? Math.max(count, this.#rows) : 0;
  }

  /** Is all read that was there? `next` goes on. Where more stands behind the next pages, they are cut, and not what came in. */
  async isOver(next: Query): Promise<boolean> {
    return await this.#isOver(next.offset, (behind) => this.#hasRowAt(next, next.offset + behind));
  }

  /** The same where `next` has its offset from another row on: `all` has as many rows as are read. */
  async isOverFrom(next: Query, all: Query): Promise<boolean> {
    return await this.#isOver(all.offset, async (behind) => {
      const offset = next.offset + behind;
      const hasRow = await this.#hasRowAt(next, offset);
      // Where offsets end without a word, nothing stands there in any query.
      const isEnd = hasRow === false && offset < all.offset && (await this.#hasRowAt(all, offset)) === true;
      return isEnd ? false : undefined;
    });
  }

  async #isOver(place: number, hasRow: (behind: number) => Promise<boolean | undefined>): Promise<boolean> {
    if (this.#end !== undefined) return place >= this.#end;
    if (this.#pages < MOST_SMALL_PAGES) return false;
    this.#pages = 0;
    const behind = 2 * this.#rows;
    if ((await hasRow(behind)) === false) this.#end = place + behind;
    return false;
  }

  /** Undefined: it cannot be asked. */
  async #hasRowAt(query: Query, offset: number): Promise<boolean | undefined> {
    const page = await askByOffset({ ...query, offset, limit: 1 }, this.#context, askTwiceUnlessRefused);
    return page && page.count > 0;
  }
}
