// What stands between the values of objects: keys, and what separates them. Rows mostly have the same keys in the same
// order, so these texts are learned: where the next row has the same, nothing of it is read again, and the processor
// need not wait for where it ends. A text that is learned was read in full, and is compared only where it may stand.
import {
  CURSOR_KEY,
  GAP_FLAGS,
  GAP_MASK,
  GAP_ROOM,
  GAP_SIZE,
  GAP_TEXT,
  GAPS,
  HAS_CURSOR,
  INNER_GAPS,
  NO_MEMBERS,
  REGION,
  REGIONS,
  TIME_KEY,
} from './layout.as';
import {
  BACKSLASH,
  CLOSE_OBJECT,
  COMMA,
  colon,
  fail,
  QUOTE,
  restOfString,
  setSpaced,
  space,
  spaced,
  string,
  Vector,
} from './tokens.as';

/** In the flags of a gap: the value after it is the time. */
export const IS_TIME: i32 = 8;

/** What the last `readGap` found: flags of the row, and where the row ended, or 0. */
export let gapFlags: i32 = 0;
export let rowEnd: i32 = 0;

let timeSize: i32 = 0;
let cursorSize: i32 = 0;

/** The sizes of the two keys. Forgets what is learned, for other keys may have been sought then. */
export function setKeys(time: i32, cursor: i32): void {
  timeSize = time;
  cursorSize = cursor;
  memory.fill(GAPS, 0, REGION * (REGIONS + 1));
}

export class Gap {
  /** Does the known text of a gap stand at `at`? */
  @inline
  static isAt(at: i32, gap: i32): bool {
    const mask: i32 = load<u16>(gap, GAP_MASK);
    if (mask === 0 || (Gap.equal(at, gap) & mask) !== mask) return false;
    const rest: i32 = load<u16>(gap, GAP_MASK + 2);
    return rest === 0 || (Gap.equal(at + 16, gap + 16) & rest) === rest;
  }

  @inline
  static equal(at: i32, text: i32): i32 {
    return i8x16.bitmask(i8x16.eq(v128.load(at), v128.load(text)));
  }

  /** The gap of the next member. The last one of a region is that of all further members, and never learned. */
  @inline
  static after(gap: i32): i32 {
    return Gap.isLast(gap) ? gap : gap + GAP_ROOM;
  }

  @inline
  static isLast(gap: i32): bool {
    return (gap & (REGION - 1)) === REGION - GAP_ROOM;
  }

  /** The gap of the first member of an object that is `depth` deep within a member of the row. */
  @inline
  static inner(member: i32, depth: i32): i32 {
    return INNER_GAPS + ((((member - GAPS) / GAP_ROOM) * 3 + depth) & (REGIONS - 1)) * REGION;
  }

  /**
   * From a member of an object within a row to its value. The comma before is not part of the text, for the first
   * member has none.
   */
  @inline
  static innerValue(at: i32, gap: i32): i32 {
    if (!Gap.isAt(at, gap)) return readInner(at, gap);
    if (load<u8>(gap, GAP_FLAGS)) setSpaced(load<u8>(gap, GAP_FLAGS));
    return at + load<u8>(gap, GAP_SIZE);
  }
}

/**
 * From the bracket of a row, or the value of a member of it, to the value of the next member. Gives the address of that;
 * or 0, and sets `rowEnd` to the address after the row, or to 0 where there is neither.
 */
export function readGap(at: i32, gap: i32): i32 {
  const before = spaced;
  setSpaced(0);
  gapFlags = 0;
  rowEnd = 0;
  const value = gap === GAPS ? firstMember(at) : nextMember(at);
  if (value !== 0) learn(at, value - at, gap);
  setSpaced(spaced | before);
  return value;
}

function readInner(at: i32, gap: i32): i32 {
  const before = spaced;
  setSpaced(0);
  gapFlags = 0;
  const end = string(space(at));
  const value = end === 0 ? 0 : colon(end);
  if (value !== 0) learn(at, value - at, gap);
  setSpaced(spaced | before);
  return value;
}

function learn(at: i32, size: i32, gap: i32): void {
  if (size > GAP_TEXT || Gap.isLast(gap)) return;
  v128.store(gap, v128.load(at));
  v128.store(gap, v128.load(at, 16), 16);
  store<u32>(gap, u32(((1 as u64) << size) - 1), GAP_MASK);
  store<u8>(gap, size, GAP_SIZE);
  store<u8>(gap, gapFlags | spaced, GAP_FLAGS);
}

function firstMember(at: i32): i32 {
  const i = space(at);
  if (load<u8>(i) !== CLOSE_OBJECT) return readKey(i);
  gapFlags = NO_MEMBERS;
  rowEnd = i + 1;
  return 0;
}

function nextMember(at: i32): i32 {
  const i = space(at);
  if (load<u8>(i) === COMMA) return readKey(space(i + 1));
  if (load<u8>(i) !== CLOSE_OBJECT) return fail(i);
  rowEnd = i + 1;
  return 0;
}

/** A key with its colon. One that is spelled with escapes and may be one that is sought is left to the host. */
function readKey(at: i32): i32 {
  const name = at + 1;
  if (load<u8>(at) !== QUOTE) return fail(at);
  let i = Vector.plainEnd(name);
  if (load<u8>(i) !== QUOTE) {
    if (load<u8>(i) !== BACKSLASH || maySpell(name, i)) return fail(i);
    i = restOfString(i) - 1;
    if (i < 0) return 0;
  }
  const size = i - name;
  if (size === timeSize && Key.same(name, TIME_KEY, size)) gapFlags |= IS_TIME;
  if (size === cursorSize && Key.same(name, CURSOR_KEY, size)) gapFlags |= HAS_CURSOR;
  return colon(i + 1);
}

class Key {
  @inline
  static same(name: i32, key: i32, size: i32): bool {
    if (size > 16) return memory.compare(name, key, size) === 0;
    const wanted = (1 << size) - 1;
    return (i8x16.bitmask(i8x16.eq(v128.load(name), v128.load(key))) & wanted) === wanted;
  }
}

/** May the key at `name`, whose first escape stands at `backslash`, be one of those that are sought? */
function maySpell(name: i32, backslash: i32): bool {
  return maySpellOne(name, backslash, TIME_KEY, timeSize) || maySpellOne(name, backslash, CURSOR_KEY, cursorSize);
}

function maySpellOne(name: i32, backslash: i32, key: i32, size: i32): bool {
  const before = i32(backslash - name);
  if (before >= size || !Key.same(name, key, before)) return false;
  const isAscii =
    load<u8>(backslash, 1) !== 0x75 || (load<u16>(backslash, 2) === 0x3030 && load<u8>(backslash, 4) < 0x38);
  return isAscii === load<u8>(key + before) < 0x80;
}
