import type { Page } from '../../dataset/page.ts';
import { type PageView, tickOf } from '../range/inspect.ts';

/**
 * Tells the rows of a query that stand behind later ones. A reader that goes upwards by anchors has all others, whatever the
 * order is: each page has the first rows of the query from the anchor on, so that a row behind its last one is passed over
 * only where it is earlier than that.
 */
export class Displaced {
  #latest: bigint | undefined;

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
}
