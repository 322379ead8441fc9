import { BACKSLASH, QUOTE, SPACE } from './bytes.ts';

/** Copies a proven value without the whitespace between its tokens to `target[at]`; gives the index after it. */
export function compactRecord(bytes: Uint8Array, start: number, end: number, target: Uint8Array, at: number): number {
  let to = at;
  let inString = false;
  for (let from = start; from < end; from += 1) {
    const byte = bytes[from] as number;
    if (!inString && (byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09)) continue;
    target[to++] = byte;
    if (byte === QUOTE) inString = !inString;
    else if (byte === BACKSLASH) target[to++] = bytes[++from] as number;
  }
  return to;
}

/** U+2028, U+2029 and U+0085 as UTF-8, and as JSON escapes. */
const lineBreaks = [
  { raw: Buffer.from([0xe2, 0x80, 0xa8]), escaped: '\\u2028' },
  { raw: Buffer.from([0xe2, 0x80, 0xa9]), escaped: '\\u2029' },
  { raw: Buffer.from([0xc2, 0x85]), escaped: '\\u0085' },
];

/**
 * The body with its raw line separators escaped: JSON allows them in strings, but some readers split lines at them.
 * The same array where there is none, which a native search tells at once.
 */
export function escapeLineBreaks(body: Uint8Array): Uint8Array {
  let bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  let changed = false;
  for (const { raw, escaped } of lineBreaks) {
    if (!bytes.includes(raw)) continue;
    bytes = replaceAll(bytes, raw, Buffer.from(escaped));
    changed = true;
  }
  return changed ? bytes : body;
}

function replaceAll(bytes: Buffer, raw: Buffer, escaped: Buffer): Buffer<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (let at = bytes.indexOf(raw); at !== -1; at = bytes.indexOf(raw, from)) {
    parts.push(bytes.subarray(from, at), escaped);
    from = at + raw.length;
  }
  parts.push(bytes.subarray(from));
  return Buffer.concat(parts);
}
