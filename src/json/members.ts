import { CLOSE_OBJECT, COMMA } from './bytes.ts';
import { afterString, afterValue } from './proven.ts';

/** What lies between two places of some bytes. */
export interface Member {
  readonly start: number;
  readonly end: number;
}

/** The members of a proven object without whitespace between tokens, each with its key, in the order of the object. */
export function membersOf(object: Uint8Array): Member[] {
  const members: Member[] = [];
  for (let start = 1; object[start] !== CLOSE_OBJECT; ) {
    const end = afterValue(object, afterString(object, start) + 1, object.length);
    members.push({ start, end });
    start = object[end] === COMMA ? end + 1 : end;
  }
  return members;
}
