import { CLOSE_OBJECT, COMMA, OPEN_OBJECT } from './bytes.ts';
import { isKey, type Key, keyOf } from './keys.ts';
import type { Span } from './page.ts';
import { afterSpace, afterString, afterValue } from './proven.ts';

/**
 * The span of the value at `path` in the proven JSON value from `start` (its first byte) to `end`, or undefined where a
 * key is missing or what should hold it is no object. Of a key that comes twice in one object the last counts.
 */
export function findValue(bytes: Uint8Array, start: number, end: number, path: readonly string[]): Span | undefined {
  return findKeys(bytes, start, end, path.map(keyOf), 0);
}

/** As findValue, along the keys from the index `from` on. */
export function findKeys(
  bytes: Uint8Array,
  start: number,
  end: number,
  keys: readonly Key[],
  from: number,
): Span | undefined {
  let span: Span | undefined = { start, end };
  for (let i = from; i < keys.length; i++) {
    span = findMember(bytes, span.start, span.end, keys[i] as Key);
    if (span === undefined) return undefined;
  }
  return span;
}

function findMember(bytes: Uint8Array, start: number, end: number, key: Key): Span | undefined {
  if (bytes[start] !== OPEN_OBJECT) return undefined;
  let found: Span | undefined;
  let i = afterSpace(bytes, start + 1);
  while (bytes[i] !== CLOSE_OBJECT) {
    const quote = i;
    i = afterString(bytes, i);
    const here = isKey(bytes, quote, i, key);
    const value = afterSpace(bytes, afterSpace(bytes, i) + 1);
    i = afterValue(bytes, value, end);
    if (here) found = { start: value, end: i };
    i = afterSpace(bytes, i);
    if (bytes[i] === COMMA) i = afterSpace(bytes, i + 1);
  }
  return found;
}
