import type { Page } from '../../dataset/page.ts';
import type { Traits } from './traits.ts';

/** No cap ends so many pages in a row so early, neither of rows nor of bytes. */
const MOST_SMALL_PAGES = 16;
/** Beside the largest page. */
const SMALL_PART = 1 / 4;

/**
 * Pages of offsets behind the end of a query that grows: each has only what came in since the one before. What was there at
 * the first of them is read, and the rest may have no end.
 */
export class Trickle {
  readonly #traits: Traits;
  #small = 0;
  #largestBody = 0;

  constructor(traits: Traits) {
    this.#traits = traits;
  }

  get isOn(): boolean {
    return this.#small >= MOST_SMALL_PAGES;
  }

  /** The next page of the query, which has rows. */
  note({ count, scanned }: Page): void {
    const { largestAnswer, largestBody } = this.#traits;
    const bytes = scanned.body.length;
    this.#largestBody = Math.max(bytes, this.#largestBody, largestBody);
    const isSmall = count < largestAnswer * SMALL_PART && bytes < this.#largestBody * SMALL_PART;
    this.#small = isSmall ? this.#small + 1 : 0;
  }
}
