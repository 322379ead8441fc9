import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import type { RangeContext } from '../range/range-context.ts';
import { askByOffset } from './offset-proof.ts';

/** So many in a row that are small may be all that comes in meanwhile. */
const MOST_SMALL_PAGES = 16;
/** Beside the largest page. */
const SMALL_PART = 1 / 4;

/**
 * Pages of offsets behind the end of a query that grows: each has only what came in since the one before. What was there when
 * that was seen is read, and the rest may have no end.
 */
export class Trickle {
  readonly #context: RangeContext;
  /** Small pages in a row, and the rows of the largest of them. */
  #pages = 0;
  #rows = 0;
  #largestBody = 0;
  /** Nothing stood at this offset. */
  #end: number | undefined;

  constructor(context: RangeContext) {
    this.#context = context;
  }

  /** The next page of the query, which has rows. */
  note({ count, scanned }: Page): void {
    const { largestAnswer, largestBody } = this.#context.traits;
    const bytes = scanned.body.length;
    this.#largestBody = Math.max(bytes, this.#largestBody, largestBody);
    const isSmall = count < largestAnswer * SMALL_PART && bytes < this.#largestBody * SMALL_PART;
    this.#pages = isSmall ? this.#pages + 1 : 0;
    this.#rows = isSmall ? Math.max(count, this.#rows) : 0;
  }

  /** Is all read that was there? `next` goes on. Where more stands behind the next pages, they are cut, and not what came in. */
  async isOver(next: Query): Promise<boolean> {
    if (this.#end !== undefined) return next.offset >= this.#end;
    if (this.#pages < MOST_SMALL_PAGES) return false;
    this.#pages = 0;
    const offset = next.offset + 2 * this.#rows;
    const page = await askByOffset({ ...next, offset, limit: 1 }, this.#context);
    if (page?.count === 0) this.#end = offset;
    return false;
  }
}
