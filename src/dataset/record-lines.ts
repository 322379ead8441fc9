import { CLOSE_OBJECT, DOT, ZERO } from '../json/bytes.ts';
import { compactRecord, escapeLineBreaks } from '../json/compact.ts';
import { type Kernel, sharedKernel } from '../json/kernel.ts';
import { fitsKernel, type LineTexts, writeLines } from '../json/kernel-lines.ts';
import { HAS_CURSOR, NO_MEMBERS, SPACED } from '../json/page.ts';
import { CURSOR_FIELD, type Page } from './page.ts';
import { timeText, unquoted } from './row-time.ts';
import { secondsOfUnits } from './time-format.ts';

export interface RecordLineOptions {
  readonly stream: string;
  readonly namespace?: string | undefined;
  /** Memory of at least so many bytes for the lines that `encode` gives; by default fresh memory. */
  readonly allocate?: (size: number) => Buffer<ArrayBuffer>;
}

/** Turns rows of a page into RECORD lines; the bytes of a row stay as they came (design rule 10). */
export interface RecordLines {
  /** What a line has besides its row, in bytes at most. */
  readonly overhead: number;
  /**
   * The lines of the rows `first` (inclusive) to `last` (exclusive) for which `keep` is 1 (undefined: all of them); by
   * default of all rows. `emittedAt` in epoch ms. The bytes are the caller's, at the beginning of what `allocate` gave.
   */
  encode(
    page: Page,
    keep: Uint8Array | undefined,
    emittedAt: number,
    first?: number,
    last?: number,
  ): Uint8Array<ArrayBuffer>;
}

/** Room for the longest cursor: a sign, 19 digits, a point, and the comma before. */
const CURSOR_BYTES = 32;
/** `,"airbyte_cursor":` is written into a row that lacks it, before its closing brace. */
const cursorMember = Buffer.from(`,"${CURSOR_FIELD}":`);

/** Without a `kernel` all is done by TypeScript: it gives the same. */
export function createRecordLines(
  { stream, namespace, allocate = Buffer.allocUnsafe }: RecordLineOptions,
  kernel = sharedKernel,
): RecordLines {
  const named = namespace === undefined ? '' : `"namespace":${JSON.stringify(namespace)},`;
  const beginning = `{"type":"RECORD","record":{"stream":${JSON.stringify(stream)},${named}"data":`;
  const prefix = escapeLineBreaks(Buffer.from(beginning));
  return {
    overhead: overheadOf(prefix, suffixOf(Date.UTC(2001, 9))),
    encode(page, keep, emittedAt, first = 0, last = page.count) {
      const suffix = suffixOf(emittedAt);
      const { units: ticks, digits: decimals } = page.times.cursors;
      const texts = { prefix, member: cursorMember, suffix, decimals };
      const out = allocate(largestSize(page, keep, first, last, texts));
      const place = { row: first, at: 0 };
      const fast = fastKernel(kernel(), page, texts);
      while (place.row < last) {
        if (fast !== undefined) writeLines(fast, texts, { ...page, ...page.times, ticks, keep }, last, out, place);
        if (place.row < last) place.at = writeLine(page, place.row, keep, out, place.at, texts);
        place.row += 1;
      }
      return out.subarray(0, place.at);
    },
  };
}

function suffixOf(emittedAt: number): Uint8Array {
  return Buffer.from(`,"emitted_at":${emittedAt}}}\n`);
}

function overheadOf(prefix: Uint8Array, suffix: Uint8Array): number {
  return prefix.length + cursorMember.length + CURSOR_BYTES + suffix.length;
}

/** The kernel writes whole units: times between two of them it does not know. */
function fastKernel(kernel: Kernel | undefined, { times }: Page, texts: LineTexts): Kernel | undefined {
  return kernel !== undefined && times.cursors.written === undefined && fitsKernel(kernel, texts) ? kernel : undefined;
}

function largestSize(
  { scanned: { start, end } }: Page,
  keep: Uint8Array | undefined,
  first: number,
  last: number,
  { prefix, suffix }: LineTexts,
): number {
  const fixed = overheadOf(prefix, suffix);
  if (first >= last) return 0;
  if (keep === undefined) return (end[last - 1] as number) - (start[first] as number) + (last - first) * fixed;
  let size = 0;
  for (let row = first; row < last; row += 1) {
    if (keep[row] !== 0) size += (end[row] as number) - (start[row] as number) + fixed;
  }
  return size;
}

function writeLine(
  page: Page,
  row: number,
  keep: Uint8Array | undefined,
  out: Buffer,
  start: number,
  { prefix, suffix }: LineTexts,
): number {
  if (keep !== undefined && keep[row] === 0) return start;
  out.set(prefix, start);
  let at = copyRow(page, row, out, start + prefix.length);
  if (((page.scanned.flags[row] as number) & HAS_CURSOR) === 0) at = spliceCursor(page, row, out, at);
  out.set(suffix, at);
  return at + suffix.length;
}

function copyRow({ scanned }: Page, row: number, out: Buffer, at: number): number {
  const start = scanned.start[row] as number;
  const end = scanned.end[row] as number;
  if (((scanned.flags[row] as number) & SPACED) !== 0) return compactRecord(scanned.body, start, end, out, at);
  out.set(scanned.body.subarray(start, end), at);
  return at + end - start;
}

/** Overwrites the closing brace with the cursor member and a new brace. */
function spliceCursor(page: Page, row: number, out: Buffer, end: number): number {
  const empty = ((page.scanned.flags[row] as number) & NO_MEMBERS) !== 0;
  const member = empty ? cursorMember.subarray(1) : cursorMember;
  let at = end - 1;
  out.set(member, at);
  at += member.length;
  at = writeSeconds(page, row, out, at);
  out[at] = CLOSE_OBJECT;
  return at + 1;
}

function writeSeconds(page: Page, row: number, out: Buffer, at: number): number {
  const { timed, cursors } = page.times;
  if (timed !== undefined && timed[row] === 0) return at + out.write('null', at, 'latin1');
  const units = cursors.units[row] as number | bigint;
  const isShort = units >= 1000 && units <= Number.MAX_SAFE_INTEGER;
  if (cursors.digits === 3 && cursors.written === undefined && typeof units === 'number' && isShort)
    return writeMillis(units, out, at);
  return at + out.write(secondsOf(page, row, BigInt(units)), at, 'latin1');
}

function secondsOf({ scanned, times }: Page, row: number, units: bigint): string {
  const { digits, written } = times.cursors;
  if (written === undefined) return secondsOfUnits(units, digits);
  const time = Number(unquoted(timeText(scanned, row) ?? ''));
  // Whoever reads JSON reads decimals as a double.
  const hasDecimals = Number.isFinite(time) && !Number.isInteger(time);
  return hasDecimals ? String(time / 10 ** written) : secondsOfUnits(units, digits);
}

/** Writes milliseconds as seconds with three decimals, digit by digit: the path of nearly every row. */
function writeMillis(milliseconds: number, out: Buffer, start: number): number {
  let rest = milliseconds;
  let length = 1;
  for (let bound = 10; bound <= rest; bound *= 10) length += 1;
  const end = start + length + 1;
  const point = end - 4;
  for (let at = end - 1; at >= start; at -= 1) {
    if (at === point) {
      out[at] = DOT;
      continue;
    }
    const next = Math.floor(rest / 10);
    out[at] = ZERO + (rest - next * 10);
    rest = next;
  }
  return end;
}
