import type { Page } from '../../dataset/page.ts';
import { rowFingerprint } from '../../dataset/row-key.ts';

/** Each takes some hundred bytes: of more rows than these, all come again where they are read anew. */
const MOST_ROWS = 200_000;

/** The fingerprints of the rows that a reader wrote, as long as they are few. */
export class WrittenRows {
  #keys: Map<string, number> | undefined = new Map();
  #rows = 0;

  /** Undefined: they were too many. */
  get keys(): ReadonlyMap<string, number> | undefined {
    return this.#keys;
  }

  /** The rows of a page for which `keep` is 1. */
  add(page: Page, keep: Uint8Array): void {
    if (this.#keys === undefined) return;
    for (let row = 0; row < page.count; row += 1) {
      if (keep[row] === 0) continue;
      const key = rowFingerprint(page, row);
      this.#keys.set(key, (this.#keys.get(key) ?? 0) + 1);
      this.#rows += 1;
    }
    if (this.#rows > MOST_ROWS) this.#keys = undefined;
  }
}
