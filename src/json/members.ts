import { CLOSE_OBJECT, COMMA } from './bytes.ts';
import { afterString, afterValue } from './proven.ts';

/** The members of a proven object without whitespace between tokens, each with its key, in the order of the object. */
export function membersOf(object: Uint8Array): Uint8Array[] {
  const members: Uint8Array[] = [];
  for (let at = 1; object[at] !== CLOSE_OBJECT; ) {
    const end = afterValue(object, afterString(object, at) + 1, object.length);
    members.push(object.subarray(at, end));
    at = object[end] === COMMA ? end + 1 : end;
  }
  return members;
}
