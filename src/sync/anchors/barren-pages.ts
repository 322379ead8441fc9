import type { RangeContext } from '../range/range-context.ts';
import { END, type Ending, leadNowhere } from './endings.ts';

/** Each of them is explained by another question; a server that needs more leads in a circle (design rule 3). */
const MOST_BARREN_PAGES = 32;

/** Pages in a row that led no further, and why: rows of the last time come instead of those that were read, or beside them. */
export class BarrenPages {
  #pages = 0;
  #changing = false;
  #growing = false;

  /** One more; the end of the range, where it has no other one than that rows come in. Errors: end_not_proven, rows_changing. */
  add(context: RangeContext): Ending | undefined {
    this.#pages += 1;
    if (this.#pages <= MOST_BARREN_PAGES) return undefined;
    // All that was there is read. What comes in later at the last time comes with the next sync.
    if (this.#growing) return END;
    throw leadNowhere(context, this.#changing);
  }

  /** New rows came, up to a later time or not. */
  note({
    changing,
    later,
    full,
  }: {
    readonly changing: boolean;
    readonly later: boolean;
    readonly full: boolean;
  }): void {
    this.#changing = changing;
    this.#growing = !(changing || later || full);
    if (later && !changing) this.#pages = 0;
  }

  end(): void {
    this.#pages = 0;
  }
}
