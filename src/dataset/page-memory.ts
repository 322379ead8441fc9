import { giveBackBytes } from '../memory/bytes.ts';
import { freeMemory } from '../memory/free-memory.ts';

/** The memory behind a ScannedPage. */
interface Scanned {
  body: Uint8Array;
  readonly start: Int32Array;
}

/** Without memory: whoever looks into it gets a TypeError. */
const GONE = new Uint8Array(1);
freeMemory(GONE.buffer);

/**
 * Who needs the body of a page, and the columns that say where its rows are. Whoever writes a page releases it; whoever
 * needs it longer holds it before, and releases it as well: with the last one the memory goes back, and a look at its
 * bytes throws a TypeError. What is never released is left to the garbage collector.
 */
export class PageMemory {
  readonly #scanned: Scanned;
  #holders = 1;

  constructor(scanned: Scanned) {
    this.#scanned = scanned;
  }

  hold(): void {
    this.#holders += 1;
  }

  release(): void {
    this.#holders -= 1;
    if (this.#holders !== 0) return;
    const { body, start } = this.#scanned;
    this.#scanned.body = GONE;
    giveBackBytes(body);
    freeMemory(start.buffer);
  }
}
