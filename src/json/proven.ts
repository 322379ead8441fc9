import { BACKSLASH, CLOSE_ARRAY, CLOSE_OBJECT, COMMA, OPEN_ARRAY, OPEN_OBJECT, QUOTE, SPACE } from './bytes.ts';

// Steps over JSON that a scan has proven already: nothing is checked again. Each gives the index after what it skips.

export function afterSpace(body: Uint8Array, at: number): number {
  let i = at;
  while ((body[i] as number) <= SPACE) i++;
  return i;
}

/** `at` is the opening quote. */
export function afterString(body: Uint8Array, at: number): number {
  let i = at + 1;
  for (; body[i] !== QUOTE; i++) if (body[i] === BACKSLASH) i++;
  return i + 1;
}

/** `at` is the first byte of a value that ends at `limit` or before. */
export function afterValue(body: Uint8Array, at: number, limit: number): number {
  const first = body[at];
  if (first === QUOTE) return afterString(body, at);
  if (first === OPEN_OBJECT || first === OPEN_ARRAY) return afterContainer(body, at);
  let i = at;
  while (i < limit && !endsScalar(body[i] as number)) i++;
  return i;
}

function endsScalar(byte: number): boolean {
  return byte <= SPACE || byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_ARRAY;
}

function afterContainer(body: Uint8Array, at: number): number {
  let depth = 0;
  let i = at;
  for (;;) {
    const byte = body[i];
    if (byte === QUOTE) {
      i = afterString(body, i);
      continue;
    }
    i++;
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) depth++;
    else if ((byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) && --depth === 0) return i;
  }
}
