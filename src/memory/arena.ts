/** So many bytes before the next place are nobody's: NULs behind the bytes when they are taken. */
const SLACK = 64;
/** Places of at most so many bytes come from the end: they would stand where a large one was, and the next must fit again. */
const SMALL_BYTES = 1024 * 1024;
/** The sizes of larger ones are rounded up to one of so many steps between a power of two and the next. */
const STEPS = 8;

export interface Extent {
  readonly at: number;
  readonly size: number;
}

/**
 * Gives out places of one large piece of memory. What was touched once is never given to the system again, so each place is
 * the outermost one that is free, and all large ones have the size of the largest: that of a body fits the next one.
 */
export class Arena {
  readonly buffer: ArrayBuffer;
  /** In the order of their addresses; no two are neighbours. */
  readonly #free: Extent[];
  readonly #taken = new Map<number, Extent>();
  #largest = 0;

  /** The memory is its own from the byte `from` on. */
  constructor(buffer: ArrayBuffer, from: number) {
    this.buffer = buffer;
    this.#free = [{ at: from, size: buffer.byteLength - from }];
  }

  /** Bytes that are not cleared; undefined where no place is large enough. */
  take(size: number): Buffer<ArrayBuffer> | undefined {
    const place = size + SLACK <= SMALL_BYTES ? this.#cutSmall(size + SLACK) : this.#cutLarge(size + SLACK);
    if (place === undefined) return undefined;
    this.#taken.set(place.at, place);
    new Uint8Array(this.buffer, place.at + size, SLACK).fill(0);
    return Buffer.from(this.buffer, place.at, size);
  }

  /** The place that begins there and is taken: never the same object again. */
  placeAt(at: number): Extent | undefined {
    return this.#taken.get(at);
  }

  /** Takes a place back by where it begins. Throws a RangeError where none does that is taken. */
  giveBack(at: number): void {
    const place = this.#taken.get(at);
    if (place === undefined) throw new RangeError(`no place that is taken begins at ${at}`);
    this.#taken.delete(at);
    this.#join(place);
  }

  #cutSmall(bytes: number): Extent | undefined {
    const size = 2 ** Math.ceil(Math.log2(bytes));
    const index = this.#free.findLastIndex((free) => free.size >= size);
    const extent = this.#free[index];
    if (extent === undefined) return undefined;
    const rest = extent.size - size;
    this.#free.splice(index, 1, ...(rest === 0 ? [] : [{ at: extent.at, size: rest }]));
    return { at: extent.at + rest, size };
  }

  #cutLarge(bytes: number): Extent | undefined {
    const step = 2 ** Math.floor(Math.log2(bytes)) / STEPS;
    const size = Math.max(Math.ceil(bytes / step) * step, this.#largest);
    const index = this.#free.findIndex((free) => free.size >= size);
    const extent = this.#free[index];
    if (extent === undefined) return undefined;
    this.#largest = size;
    const rest = extent.size - size;
    this.#free.splice(index, 1, ...(rest === 0 ? [] : [{ at: extent.at + size, size: rest }]));
    return { at: extent.at, size };
  }

  #join({ at, size }: Extent): void {
    const next = this.#free.findIndex((extent) => extent.at > at);
    const index = next === -1 ? this.#free.length : next;
    const before = this.#free[index - 1];
    const after = this.#free[index];
    const joinsBefore = before !== undefined && before.at + before.size === at;
    const joinsAfter = after !== undefined && at + size === after.at;
    const start = joinsBefore ? before.at : at;
    const end = joinsAfter ? after.at + after.size : at + size;
    this.#free.splice(index - Number(joinsBefore), Number(joinsBefore) + Number(joinsAfter), {
      at: start,
      size: end - start,
    });
  }
}
