import { isSpace } from './bytes.ts';
import { ARRAY_END, type Kernel, TABLE_FULL } from './kernel.ts';
import type { Key } from './keys.ts';
import type { RecordTable } from './record-table.ts';

/** The kernel reads no further than this many bytes to know what a token is. */
const LOOKAHEAD = 8;

/** It reads rows that are nested at most this deep; it leaves deeper ones. */
export const KERNEL_DEPTH = 64;

/** Reads rows of a body by the kernel, a piece of the body after the other. */
export class KernelRows {
  /** Did the last `read` end at the bracket that closes the array? */
  atEnd = false;
  private readonly kernel: Kernel;
  private readonly body: Uint8Array;
  private readonly table: RecordTable;
  private readonly isInside: boolean;
  private pieceStart = 0;
  private pieceEnd = 0;

  /** Undefined where the kernel cannot look for these keys. */
  static create(
    kernel: Kernel | undefined,
    body: Uint8Array,
    table: RecordTable,
    time: Key,
    cursor: Key,
  ): KernelRows | undefined {
    if (kernel === undefined) return undefined;
    const room = kernel.code.KEY_ROOM.value;
    if (!time.isPlain || !cursor.isPlain || time.bytes.length > room || cursor.bytes.length > room) return undefined;
    return new KernelRows(kernel, body, table, time, cursor);
  }

  private constructor(kernel: Kernel, body: Uint8Array, table: RecordTable, time: Key, cursor: Key) {
    this.kernel = kernel;
    this.isInside = body.buffer === kernel.bytes.buffer;
    this.body = body;
    this.table = table;
    kernel.bytes.set(time.bytes, kernel.code.TIME_KEY.value);
    kernel.bytes.set(cursor.bytes, kernel.code.CURSOR_KEY.value);
    kernel.code.setKeys(time.bytes.length, cursor.bytes.length);
  }

  /**
   * Reads as many rows as it can from `at` on, where one starts; gives where it stopped: at the bracket that closes the
   * array, or at a row that it leaves, valid or not, to a reader that knows more.
   */
  read(at: number): number {
    const { code } = this.kernel;
    const input = this.isInside ? this.body.byteOffset : code.INPUT.value;
    let from = at;
    if (from >= this.pieceEnd) this.takePiece(from);
    for (;;) {
      const shift = this.pieceStart - input;
      const status = code.scanRows(from - shift, shift);
      this.table.addColumns(this.kernel, code.scanned.value);
      from = this.afterSpace(code.next.value + shift);
      this.atEnd = status === ARRAY_END;
      if (this.atEnd) return from;
      if (status === TABLE_FULL) continue;
      const isCut = this.pieceEnd < this.body.length && code.reached.value + shift + LOOKAHEAD > this.pieceEnd;
      if (!isCut || from === this.pieceStart) return from;
      this.takePiece(from);
    }
  }

  /** A piece may end between the comma after a row and the next row. */
  private afterSpace(at: number): number {
    let from = at;
    while (isSpace(this.body[from])) from += 1;
    return from;
  }

  /**
   * The bytes after a piece are NULs, at which every token ends: what an earlier piece left there would go on. A body that
   * is in the memory of the kernel already (memory/bytes.ts) is one piece, with NULs after it from the start.
   */
  private takePiece(start: number): void {
    const { bytes, code } = this.kernel;
    if (this.isInside) {
      this.pieceEnd = this.body.length;
      return;
    }
    const input = code.INPUT.value;
    this.pieceStart = start;
    this.pieceEnd = Math.min(start + code.INPUT_ROOM.value, this.body.length);
    const size = this.pieceEnd - start;
    bytes.set(this.body.subarray(start, this.pieceEnd), input);
    bytes.fill(0, input + size, input + size + code.SLACK.value);
  }
}
