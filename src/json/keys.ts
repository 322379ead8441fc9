/** A key that is sought in objects: as text, and as the bytes of its plain spelling in a body. */
export interface Key {
  readonly text: string;
  readonly bytes: Uint8Array;
}

// A lone surrogate has no plain spelling in UTF-8; a quote inside stands for "never equal to the bytes of a key".
const NO_PLAIN_SPELLING = Uint8Array.of(0x22);

export function keyOf(text: string): Key {
  const bytes = Buffer.from(text);
  return { text, bytes: bytes.toString() === text ? new Uint8Array(bytes) : NO_PLAIN_SPELLING };
}

/** Are the bytes `start` to `end` (between the quotes) the key in its plain spelling? */
export function isPlainKey(body: Uint8Array, start: number, end: number, key: Uint8Array): boolean {
  if (end - start !== key.length) return false;
  for (let i = 0; i < key.length; i++) if (body[start + i] !== key[i]) return false;
  return true;
}

/** The text of a proven JSON string, `start` at its opening quote, `end` after the closing one. */
export function decodeString(body: Uint8Array, start: number, end: number): string {
  return JSON.parse(Buffer.from(body.buffer, body.byteOffset + start, end - start).toString()) as string;
}

/** Is the proven JSON string from `quote` (its opening quote) to `end` the key, however it is spelled? */
export function isKey(body: Uint8Array, quote: number, end: number, escaped: boolean, key: Key): boolean {
  return escaped ? decodeString(body, quote, end) === key.text : isPlainKey(body, quote + 1, end - 1, key.bytes);
}
