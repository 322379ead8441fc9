// The value of a member of a row.

import { Gap } from './gaps.as';
import { OPEN_GAPS } from './layout.as';
import { CLOSE_ARRAY, CLOSE_OBJECT, COMMA, fail, LOWER_CASE, OPEN_OBJECT, SPACE, space, Value } from './tokens.as';

/** What is nested deeper within a row than one bit each can tell is left to the host. */
const DEEPEST: i32 = 62;

/** An array or an object with all that is in it. One bit of `kinds` for each that is open: is it an object? */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one loop, for recursion would end with the stack
export function container(at: i32, member: i32): i32 {
  let kinds: u64 = 0;
  let depth = 0;
  let gap = member;
  let i = at;
  while (true) {
    // A value starts at i.
    const byte = load<u8>(i);
    if ((byte | LOWER_CASE) === OPEN_OBJECT) {
      if (depth === DEEPEST) return fail(i);
      const isObject = byte === OPEN_OBJECT;
      kinds = (kinds << 1) | u64(isObject);
      store<i32>(OPEN_GAPS + (depth << 2), gap);
      depth++;
      if (isObject) gap = Gap.inner(member, depth);
      i++;
      if (load<u8>(i) <= SPACE) i = space(i);
      if (load<u8>(i) !== byte + 2) {
        if (isObject) i = Gap.innerValue(i, gap);
        if (i === 0) return 0;
        continue;
      }
    } else {
      i = Value.scalarEnd(i);
      if (i === 0) return 0;
    }
    // A value ended before i, or the innermost container is empty.
    while (true) {
      if (load<u8>(i) <= SPACE) i = space(i);
      const next = load<u8>(i);
      if (next === COMMA) break;
      if (next !== (kinds & 1 ? CLOSE_OBJECT : CLOSE_ARRAY)) return fail(i);
      i++;
      kinds >>= 1;
      depth--;
      gap = load<i32>(OPEN_GAPS + (depth << 2));
      if (depth === 0) return i;
    }
    i++;
    if (kinds & 1) {
      gap = Gap.after(gap);
      i = Gap.innerValue(i, gap);
      if (i === 0) return 0;
    } else if (load<u8>(i) <= SPACE) i = space(i);
  }
}
