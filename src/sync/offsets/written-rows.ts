import type { Page } from '../../dataset/page.ts';
import { keptKeysOf } from '../range/inspect.ts';
import { KeyCounts } from '../range/keys.ts';

/** 36 MB at most: of more rows than these, all come again where they are read anew. */
const MOST_ROWS = 1_000_000;

/** The fingerprints of the rows that a reader wrote, as long as they are few. */
export class WrittenRows {
  #keys: KeyCounts | undefined = new KeyCounts();

  /** Undefined: they were too many. */
  get keys(): KeyCounts | undefined {
    return this.#keys;
  }

  /** The rows of a page for which `keep` is 1. */
  add(page: Page, keep: Uint8Array): void {
    if (this.#keys === undefined) return;
    for (const [key, count] of keptKeysOf(page, keep)) this.#keys.add(key, count);
    if (this.#keys.rows > MOST_ROWS) this.#keys = undefined;
  }
}
