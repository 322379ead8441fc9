import type { Page } from '../../dataset/page.ts';
import { rowFingerprint } from '../../dataset/row-key.ts';
import type { PageView } from './inspect.ts';

/** More different ones are not remembered: they may come once for each reader. */
const MOST_KEYS = 100_000;

/**
 * The rows without a time that are out. They belong to no part of the range, so an API that gives them at all may give them
 * with each part: of those that two readers meet, one writes them.
 */
export class UntimedRows {
  readonly #out = new Map<string, number>();

  /** Unkeeps those rows of a page that are out; `met` are the ones that its reader has met before, and are noted there. */
  dropKnown(page: Page, view: PageView, met: Map<string, number>): void {
    const { timed } = page.times;
    if (timed === undefined) return;
    for (let row = 0; row < page.count; row += 1) {
      if (timed[row] === 1 || view.keep[row] === 0) continue;
      const key = rowFingerprint(page, row);
      const count = (met.get(key) ?? 0) + 1;
      const out = this.#out.get(key) ?? 0;
      if (count <= out) {
        view.keep[row] = 0;
        view.kept -= 1;
      } else if (out === 0 && this.#out.size === MOST_KEYS) continue;
      else this.#out.set(key, count);
      met.set(key, count);
    }
  }
}
