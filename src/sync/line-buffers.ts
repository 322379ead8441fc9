/** Buffers that are kept for the next piece of lines. */
const MOST_BUFFERS = 4;
/** Sizes are rounded up to this many bytes, so that the next piece fits as well. */
const STEP_BYTES = 256 * 1024;

/** Memory for lines, used again once they are written: fresh memory for each piece costs more than the lines. */
export class LineBuffers {
  #free: Buffer<ArrayBuffer>[] = [];

  take(size: number): Buffer<ArrayBuffer> {
    const index = this.#free.findIndex(({ length }) => length >= size);
    const [buffer] = index === -1 ? [] : this.#free.splice(index, 1);
    return buffer ?? Buffer.allocUnsafeSlow(Math.ceil(size / STEP_BYTES) * STEP_BYTES);
  }

  /** Takes back the memory of lines that stand at its beginning. */
  giveBack(lines: Uint8Array<ArrayBuffer>): void {
    if (this.#free.length === MOST_BUFFERS) this.#free.shift();
    this.#free.push(Buffer.from(lines.buffer));
  }
}
