import type { Page } from '../../dataset/page.ts';
import { keptKeysOf } from '../range/inspect.ts';

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
    for (const [key, count] of keptKeysOf(page, keep)) {
      this.#keys.set(key, (this.#keys.get(key) ?? 0) + count);
      this.#rows += count;
    }
    if (this.#rows > MOST_ROWS) this.#keys = undefined;
  }
}
