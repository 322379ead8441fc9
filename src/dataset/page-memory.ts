import { freeMemory } from '../http/free-memory.ts';
import type { ScannedPage } from '../json/page.ts';

/**
 * Who needs the body of a page, and the columns that say where its rows are. Whoever writes a page releases it; whoever
 * needs it longer holds it before, and releases it as well: with the last one the memory goes back, and a look at the page
 * throws a TypeError. What is never released is left to the garbage collector.
 */
export class PageMemory {
  readonly #buffers: readonly ArrayBufferLike[];
  #holders = 1;

  constructor({ body, start }: ScannedPage) {
    this.#buffers = isAlone(body) ? [body.buffer, start.buffer] : [start.buffer];
  }

  hold(): void {
    this.#holders += 1;
  }

  release(): void {
    this.#holders -= 1;
    if (this.#holders === 0) for (const buffer of this.#buffers) freeMemory(buffer);
  }
}

/** Node.js cuts small buffers out of a common one; what was unpacked may leave some of its own unused. */
function isAlone({ buffer, byteLength }: Uint8Array): boolean {
  return byteLength === buffer.byteLength || buffer.byteLength > Buffer.poolSize;
}
