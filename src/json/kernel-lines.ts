import type { Kernel } from './kernel.ts';
import type { ScannedPage } from './page.ts';

/** What the lines of a stream have in common. */
export interface LineTexts {
  /** Before a row, and after it. */
  readonly prefix: Uint8Array;
  readonly suffix: Uint8Array;
  /** `,"key":` of the member that comes before the last bracket of a row without HAS_CURSOR. */
  readonly member: Uint8Array;
  /** The value of that member is the tick of the row divided by ten this many times. */
  readonly decimals: number;
}

export interface LineRows {
  readonly scanned: ScannedPage;
  readonly ticks: Float64Array | BigInt64Array;
  /** 0 for the rows whose member is null; undefined: for none. */
  readonly timed: Uint8Array | undefined;
  /** 0 for the rows to leave out; undefined: none. */
  readonly keep: Uint8Array | undefined;
}

/** Where a writer stands: the next row, and the next byte of the target. */
export interface LinePlace {
  row: number;
  at: number;
}

/** Can the kernel write lines with these texts? */
export function fitsKernel({ code }: Kernel, { prefix, member, suffix }: LineTexts): boolean {
  return Math.max(prefix.length, member.length, suffix.length) <= code.TEXT_ROOM.value;
}

/**
 * Writes the lines of the rows up to `last` (exclusive) to the target, and moves the place along. It stops before a row
 * that is too long for the kernel. The target has room for all. Of memory that the kernel lent, both body and target are
 * used where they are.
 */
export function writeLines(
  kernel: Kernel,
  texts: LineTexts,
  rows: LineRows,
  last: number,
  target: Uint8Array,
  place: LinePlace,
): void {
  const { code, bytes } = kernel;
  const isLong = rows.ticks instanceof BigInt64Array;
  bytes.set(texts.prefix, code.PREFIX.value);
  bytes.set(texts.member, code.MEMBER.value);
  bytes.set(texts.suffix, code.SUFFIX.value);
  code.setTexts(texts.prefix.length, texts.member.length, texts.suffix.length, texts.decimals, isLong ? 1 : 0);
  const isInside = target.buffer === bytes.buffer;
  while (place.row < last) {
    const count = rowsOfPiece(kernel, rows.scanned, place.row, last);
    if (count === 0) return;
    const shift = takeRows(kernel, rows, place.row, count);
    const output = isInside ? target.byteOffset + place.at : code.OUTPUT.value;
    const limit = isInside ? target.byteOffset + target.length : output + code.OUTPUT_ROOM.value;
    const done = code.writeLines(count, shift, output, limit);
    if (done === 0) return;
    if (!isInside) target.set(bytes.subarray(output, code.written.value), place.at);
    place.at += code.written.value - output;
    place.row += done;
  }
}

/** How many rows from `first` on the kernel takes at once: what fits its table, and its input where that is needed. */
function rowsOfPiece({ code, bytes }: Kernel, { body, start, end }: ScannedPage, first: number, last: number): number {
  if (body.buffer === bytes.buffer) return Math.min(last - first, code.ROWS.value);
  const limit = (start[first] as number) + code.INPUT_ROOM.value;
  let fitting = first;
  let beyond = Math.min(last, first + code.ROWS.value) + 1;
  while (fitting + 1 < beyond) {
    const middle = (fitting + beyond) >> 1;
    if ((end[middle - 1] as number) <= limit) fitting = middle;
    else beyond = middle;
  }
  return fitting - first;
}

/** Puts in rows; gives what makes an offset into the body an address. */
function takeRows({ code, bytes, ints }: Kernel, rows: LineRows, first: number, count: number): number {
  const { scanned, ticks, timed, keep } = rows;
  const last = first + count;
  ints.set(scanned.start.subarray(first, last), code.START.value / 4);
  ints.set(scanned.end.subarray(first, last), code.END.value / 4);
  bytes.set(scanned.flags.subarray(first, last), code.FLAGS.value);
  bytes.set(new Uint8Array(ticks.buffer, ticks.byteOffset + first * 8, count * 8), code.TICKS.value);
  setOrFill(bytes, code.TIMED.value, timed, first, last);
  setOrFill(bytes, code.KEEP.value, keep, first, last);
  if (scanned.body.buffer === bytes.buffer) return scanned.body.byteOffset;
  bytes.set(scanned.body.subarray(scanned.start[first], scanned.end[last - 1]), code.INPUT.value);
  return code.INPUT.value - (scanned.start[first] as number);
}

function setOrFill(bytes: Uint8Array, area: number, column: Uint8Array | undefined, first: number, last: number): void {
  if (column === undefined) bytes.fill(1, area, area + last - first);
  else bytes.set(column.subarray(first, last), area);
}
