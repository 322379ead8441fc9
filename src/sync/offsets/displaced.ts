import type { Page } from '../../dataset/page.ts';
import { type PageView, tickOf } from '../range/inspect.ts';
import type { Span } from '../range/span.ts';

/**
 * Tells the rows of a query that stand behind later ones. A reader that goes upwards by anchors has all others, whatever the
 * order is: each page has the first rows of the query from the anchor on, so that a row behind its last one is passed over
 * only where it is earlier than that.
 */
export class Displaced {
  readonly #spans: readonly Span[];
  readonly #rows: number[];
  #latest: bigint | undefined;

  /** Of spans without a gap between them, in ascending order. */
  constructor(spans: readonly Span[]) {
    this.#spans = spans;
    this.#rows = spans.map(() => 0);
  }

  /** The spans with the rows that came. */
  get counted(): readonly Span[] {
    return this.#spans.map((span, index) => ({ ...span, rows: this.#rows[index] ?? 0 }));
  }

  /** The rows of the next page that are kept came for the first time. */
  count(page: Page, view: PageView): void {
    for (let row = 0; row < page.count; row += 1) {
      const tick = view.keep[row] === 0 ? undefined : tickOf(page, row);
      const index = tick === undefined ? -1 : this.#spanAt(tick);
      if (index >= 0) this.#rows[index] = (this.#rows[index] ?? 0) + 1;
    }
  }

  /** Unkeeps the rows of the next page that stand in order. Those without a time have no place among the others. */
  keepOnly(page: Page, view: PageView): void {
    for (let row = 0; row < page.count; row += 1) {
      const tick = tickOf(page, row);
      if (tick === undefined || (this.#latest !== undefined && tick < this.#latest)) continue;
      this.#latest = tick;
      if (view.keep[row] === 0) continue;
      view.keep[row] = 0;
      view.kept -= 1;
    }
  }

  /** Index of the last span that begins at a tick or below; -1 where there is none. */
  #spanAt(tick: bigint): number {
    let [low, high] = [0, this.#spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#spans[middle] as Span).from <= tick) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
