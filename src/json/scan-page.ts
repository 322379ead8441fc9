import { isUtf8 } from 'node:buffer';
import { CLOSE_ARRAY, isSpace, OPEN_ARRAY, OPEN_OBJECT } from './bytes.ts';
import { Envelope } from './envelope.ts';
import { type Kernel, sharedKernel } from './kernel.ts';
import { JsonError, type ScannedPage, type ScanPlan } from './page.ts';
import { RecordTable } from './record-table.ts';
import { RecordReader } from './records.ts';
import { Tokens } from './tokens.ts';

const LONGEST_BODY = 0x7fff_ffff; // bytes: the spans are 32-bit integers
const BOM = [0xef, 0xbb, 0xbf];

/** A scan, by the kernel where there is one, or all by TypeScript: they give the same. */
export function pageScanner(kernel: Kernel | undefined): (body: Uint8Array, plan: ScanPlan) => ScannedPage {
  return (body, plan) => scan(body, plan, kernel);
}

/**
 * Proves that the whole body is one JSON text (RFC 8259; a byte order mark before it is skipped) and finds what the
 * plan names in it. Throws JsonError where it is not, where it is nested deeper than MAX_DEPTH, where a key on the way
 * to the records comes twice, and where a record is not `plan.element`.
 */
export function scanPage(body: Uint8Array, plan: ScanPlan): ScannedPage {
  return scan(body, plan, sharedKernel());
}

function scan(body: Uint8Array, plan: ScanPlan, kernel: Kernel | undefined): ScannedPage {
  if (body.length > LONGEST_BODY) throw new JsonError(`longer than ${LONGEST_BODY} bytes`, LONGEST_BODY);
  if (!isUtf8(body)) throw new JsonError('not UTF-8', firstInvalidByte(body));
  const first = skipSpace(body, BOM.every((byte, i) => body[i] === byte) ? BOM.length : 0);
  const last = textEnd(body, first);
  if (first === last) throw new JsonError('an empty text', first);
  const tokens = new Tokens(closedText(body, first, last));
  const table = new RecordTable(last);
  const envelope = new Envelope(tokens, new RecordReader(tokens, table, plan, kernel), plan);
  const after = envelope.read(first);
  if (after !== last) throw new JsonError('more after the end of the text', skipSpace(body, after));
  const { count, start, end, timeStart, timeEnd, timeInteger, flags } = table;
  const { found, values } = envelope;
  return { body, found, count, start, end, timeStart, timeEnd, timeInteger, flags, values };
}

function skipSpace(body: Uint8Array, from: number): number {
  let i = from;
  while (isSpace(body[i])) i++;
  return i;
}

function textEnd(body: Uint8Array, first: number): number {
  let end = body.length;
  while (end > first && isSpace(body[end - 1])) end--;
  return end;
}

/**
 * The bytes as Tokens wants them: up to a closing bracket. A text that opens with a bracket must end with its like;
 * any other is a scalar and short, and gets one in a copy. Always a plain Uint8Array, for one kind of array in the
 * hot loop makes faster code than two.
 */
function closedText(body: Uint8Array, first: number, end: number): Uint8Array {
  const opening = body[first] as number;
  if (opening === OPEN_OBJECT || opening === OPEN_ARRAY) {
    if (body[end - 1] !== opening + 2) {
      throw new JsonError(`the text does not end with '${String.fromCharCode(opening + 2)}'`, end);
    }
    return new Uint8Array(body.buffer, body.byteOffset, end);
  }
  const closed = new Uint8Array(end + 1);
  closed.set(body.subarray(0, end));
  closed[end] = CLOSE_ARRAY;
  return closed;
}

function firstInvalidByte(body: Uint8Array): number {
  let i = 0;
  while (i < body.length) {
    const byte = body[i] as number;
    const size = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    if (byte >= 0x80 && !isUtf8(body.subarray(i, i + size))) break;
    i += size;
  }
  return i;
}
