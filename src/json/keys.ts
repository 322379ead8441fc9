import { BACKSLASH, QUOTE } from './bytes.ts';

/** A key that is sought in objects: as text, and as the bytes of its plain spelling. */
export interface Key {
  readonly text: string;
  readonly bytes: Uint8Array;
  /** False where JSON can only spell it with escapes; then the bytes are those of no key. */
  readonly isPlain: boolean;
}

const NO_PLAIN_SPELLING = Uint8Array.of(QUOTE);

export function keyOf(text: string): Key {
  const bytes = new Uint8Array(Buffer.from(text));
  const plain = bytes.every((byte) => byte >= 0x20 && byte !== QUOTE && byte !== BACKSLASH);
  const wellFormed = Buffer.from(bytes).toString() === text; // a lone surrogate is not
  const isPlain = plain && wellFormed;
  return { text, bytes: isPlain ? bytes : NO_PLAIN_SPELLING, isPlain };
}

/** Are the bytes `start` to `end` (between the quotes) these? */
export function isPlainKey(body: Uint8Array, start: number, end: number, bytes: Uint8Array): boolean {
  if (end - start !== bytes.length) return false;
  for (let i = 0; i < bytes.length; i++) if (body[start + i] !== bytes[i]) return false;
  return true;
}

/** Is the proven JSON string from `quote` (its opening one) to `end` the key, however it is spelled? */
export function isKey(body: Uint8Array, quote: number, end: number, key: Key): boolean {
  if (isPlainKey(body, quote + 1, end - 1, key.bytes)) return true;
  return holdsBackslash(body, quote, end) && decodeString(body, quote, end) === key.text;
}

function holdsBackslash(body: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (body[i] === BACKSLASH) return true;
  return false;
}

function decodeString(body: Uint8Array, start: number, end: number): unknown {
  return JSON.parse(Buffer.from(body.buffer, body.byteOffset + start, end - start).toString());
}
