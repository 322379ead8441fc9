import { isAscii } from 'node:buffer';
import { QUOTE, SPACE } from './bytes.ts';
import { afterString } from './proven.ts';

/**
 * Copies the proven JSON value from `start` to `end` to `target` from `at` on, without the whitespace between its
 * tokens; gives the index after the copy. The target must have room for `end - start` bytes, else a RangeError.
 */
export function compactRecord(bytes: Uint8Array, start: number, end: number, target: Uint8Array, at: number): number {
  if (target.length - at < end - start) throw new RangeError('no room for the record');
  let from = start;
  let to = at;
  while (from < end) {
    const byte = bytes[from] as number;
    if (byte === QUOTE) {
      const stringEnd = afterString(bytes, from);
      while (from < stringEnd) target[to++] = bytes[from++] as number;
    } else {
      if (byte > SPACE) target[to++] = byte;
      from++;
    }
  }
  return to;
}

// What some readers of lines take for the end of one, though JSON allows it within a string: U+2028, U+2029, U+0085.
const LINE_BREAKS = [
  { bytes: Buffer.from('\u2028'), escape: Buffer.from('\\u2028') },
  { bytes: Buffer.from('\u2029'), escape: Buffer.from('\\u2029') },
  { bytes: Buffer.from('\u0085'), escape: Buffer.from('\\u0085') },
];

/**
 * Proven JSON with U+2028, U+2029 and U+0085 as escapes: the same array where there are none. Of text that is not
 * proven this could make valid JSON, for it would complete the escape of a backslash before them.
 */
export function escapeLineBreaks(bytes: Uint8Array): Uint8Array {
  if (isAscii(bytes)) return bytes;
  let text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let found = false;
  for (const lineBreak of LINE_BREAKS) {
    if (!text.includes(lineBreak.bytes)) continue;
    text = replaceAll(text, lineBreak.bytes, lineBreak.escape);
    found = true;
  }
  return found ? text : bytes;
}

function replaceAll(text: Buffer, bytes: Buffer, replacement: Buffer): Buffer<ArrayBuffer> {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let at = text.indexOf(bytes); at !== -1; at = text.indexOf(bytes, from)) {
    pieces.push(text.subarray(from, at), replacement);
    from = at + bytes.length;
  }
  pieces.push(text.subarray(from));
  return Buffer.concat(pieces);
}
