import type { ScannedPage } from '../json/page.ts';
import { freeMemory } from '../memory/free-memory.ts';
import { keepMemory } from '../memory/kept-memory.ts';

/**
 * Who needs the body of a page, and the columns that say where its rows are. Whoever writes a page releases it; whoever
 * needs it longer holds it before, and releases it as well: with the last one the memory goes back, and a look at the page
 * throws a TypeError. What is never released is left to the garbage collector.
 */
export class PageMemory {
  readonly #body: Uint8Array;
  readonly #columns: ArrayBufferLike;
  #holders = 1;

  constructor({ body, start }: ScannedPage) {
    this.#body = body;
    this.#columns = start.buffer;
  }

  hold(): void {
    this.#holders += 1;
  }

  release(): void {
    this.#holders -= 1;
    if (this.#holders !== 0) return;
    if (isAlone(this.#body)) keepMemory(this.#body.buffer);
    freeMemory(this.#columns);
  }
}

/** Node.js cuts small buffers out of a common one; what was unpacked may leave some of its own unused. */
function isAlone({ buffer, byteLength }: Uint8Array): boolean {
  return byteLength === buffer.byteLength || buffer.byteLength > Buffer.poolSize;
}
