import type { Page } from '../../dataset/page.ts';
import { rowFingerprint } from '../../dataset/row-key.ts';
import type { PageView } from './inspect.ts';
import { KeyCounts } from './keys.ts';

/** 36 MB at most: more different ones are not remembered, and may come once for each reader. */
const MOST_KEYS = 1_000_000;

/**
 * The rows without a time that are out. They belong to no part of the range, so an API that gives them at all may give them
 * with each part: of those that two readers meet, one writes them. One that comes in two pages may be the same, so that equal
 * ones count as often as a page has them, until all of them are read by themselves.
 */
export class UntimedRows {
  readonly #out = new KeyCounts();

  /** Those that are out, equal ones as often. */
  get keys(): KeyCounts {
    return this.#out.copy();
  }

  /**
   * Unkeeps those rows of a page that are out, and gives how many. `met`: other rows than those of the page that were met
   * before; its own are noted there.
   */
  dropKnown(page: Page, view: PageView, met = new KeyCounts()): number {
    const { timed } = page.times;
    const before = view.kept;
    if (timed === undefined) return 0;
    for (let row = 0; row < page.count; row += 1) {
      if (timed[row] === 1 || view.keep[row] === 0) continue;
      const key = rowFingerprint(page, row);
      const count = met.get(key) + 1;
      const out = this.#out.get(key);
      if (count <= out) {
        view.keep[row] = 0;
        view.kept -= 1;
      } else if (out === 0 && this.#out.different === MOST_KEYS) continue;
      else this.#out.set(key, count);
      met.set(key, count);
    }
    return before - view.kept;
  }
}
