// Reads the rows of an array of objects into the table, and nothing that it does not understand in full: the host reads that.
import {
  CURSOR_KEY,
  END,
  FLAGS,
  GAP_COUNT,
  GAP_FLAGS,
  GAP_MASK,
  GAP_ROOM,
  GAP_SIZE,
  GAP_TEXT,
  GAPS,
  HAS_CURSOR,
  NO_MEMBERS,
  ROWS,
  START,
  TICKS,
  TIME_END,
  TIME_KEY,
  TIME_START,
} from './layout.as';
import {
  BACKSLASH,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COMMA,
  colon,
  container,
  fail,
  failedAt,
  OPEN_OBJECT,
  QUOTE,
  restOfNumber,
  restOfString,
  SPACE,
  scalar,
  setSpaced,
  space,
  spaced,
  Vector,
} from './tokens.as';

/** In the flags of a gap: the value after it is the time. */
const IS_TIME: i32 = 8;
/** The last gap is that of all further members. */
const LAST_GAP: i32 = GAPS + (GAP_COUNT - 1) * GAP_ROOM;

/** The longest run of digits that a double holds exactly whatever they are. */
const EXACT_DIGITS: i32 = 15;

/** Why a scan ended: at the bracket that closes the array, at the end of the table, or at a row to be read otherwise. */
export const ARRAY_END: i32 = 0;
export const TABLE_FULL: i32 = 1;
export const ROW_LEFT: i32 = 2;

/** Rows in the table after a scan, the address to go on from, and how far it came in a row that it left. */
export let scanned: i32 = 0;
export let next: i32 = 0;
export let reached: i32 = 0;

let timeSize: i32 = 0;
let cursorSize: i32 = 0;
let timeStart: i32 = 0;
let timeEnd: i32 = 0;
let rowFlags: i32 = 0;
let rowEnd: i32 = 0;
let gapFlags: i32 = 0;

export function setKeys(time: i32, cursor: i32): void {
  timeSize = time;
  cursorSize = cursor;
  memory.fill(GAPS, 0, LAST_GAP + GAP_ROOM - GAPS);
}

/** Reads rows from the address of the first one on. `shift` makes an address an offset into the body. */
export function scanRows(from: i32, shift: i32): i32 {
  let at = from;
  let row: i32 = 0;
  let status = ROW_LEFT;
  while (true) {
    if (row === ROWS) {
      status = TABLE_FULL;
      break;
    }
    if (load<u8>(at) !== OPEN_OBJECT) {
      fail(at);
      break;
    }
    const end = readRow(at);
    if (end === 0) break;
    let i = end;
    if (load<u8>(i) <= SPACE) i = space(i);
    const separator = load<u8>(i);
    if (separator !== COMMA && separator !== CLOSE_ARRAY) {
      fail(i);
      break;
    }
    addRow(row++, at, end, shift);
    at = i;
    if (separator === CLOSE_ARRAY) {
      status = ARRAY_END;
      break;
    }
    at++;
    if (load<u8>(at) <= SPACE) at = space(at);
  }
  scanned = row;
  next = at;
  reached = failedAt;
  return status;
}

function addRow(row: i32, at: i32, end: i32, shift: i32): void {
  const column = row << 2;
  store<i32>(START + column, at + shift);
  store<i32>(END + column, end + shift);
  store<u8>(FLAGS + row, rowFlags);
  const timed = timeEnd !== 0;
  store<i32>(TIME_START + column, timed ? timeStart + shift : 0);
  store<i32>(TIME_END + column, timed ? timeEnd + shift : 0);
  store<f64>(TICKS + (row << 3), timed ? plainInteger(timeStart, i32(timeEnd - timeStart)) : NaN);
}

/** An object, from its bracket on; sets what `addRow` needs. */
function readRow(at: i32): i32 {
  timeStart = 0;
  timeEnd = 0;
  setSpaced(0);
  let flags: i32 = 0;
  let gap = GAPS;
  let i = at + 1;
  while (true) {
    if (Gap.isAt(i, gap)) {
      flags |= load<u8>(gap, GAP_FLAGS);
      i += load<u8>(gap, GAP_SIZE);
    } else {
      i = readGap(i, gap);
      flags |= gapFlags;
      if (i === 0) break;
    }
    const value = i;
    i = Value.end(i);
    if (i === 0) return 0;
    if (flags & IS_TIME) {
      timeStart = value;
      timeEnd = i;
      flags ^= IS_TIME;
    }
    if (gap < LAST_GAP) gap += GAP_ROOM;
  }
  rowFlags = flags | spaced;
  return rowEnd;
}

class Gap {
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
}

/**
 * What stands before the value of a member: from the bracket or the value before it on, whitespace, a comma, the key and
 * its colon. Rows mostly have the same keys in the same order, so it is learned: where the next row has the same text,
 * nothing of it is read again, and the processor need not wait for where it ends. Gives the address of the value; or 0,
 * and sets `rowEnd` to the address after the row, or to 0 where there is neither. Sets `gapFlags`.
 */
function readGap(at: i32, gap: i32): i32 {
  const before = spaced;
  setSpaced(0);
  gapFlags = 0;
  rowEnd = 0;
  const value = gap === GAPS ? firstMember(at) : nextMember(at);
  if (value !== 0 && value - at <= GAP_TEXT) learn(at, value - at, gap);
  setSpaced(spaced | before);
  return value;
}

function learn(at: i32, size: i32, gap: i32): void {
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

class Value {
  @inline
  static end(at: i32): i32 {
    const first = load<u8>(at);
    if (first === QUOTE) {
      const end = Vector.plainEnd(at + 1);
      return load<u8>(end) === QUOTE ? end + 1 : restOfString(end);
    }
    if (first - 0x31 < 9) {
      const end = Vector.digitsEnd(at);
      const byte = load<u8>(end);
      return byte === 0x2e || (byte | 0x20) === 0x65 ? restOfNumber(end) : end;
    }
    return (first | 0x20) === OPEN_OBJECT ? container(at) : scalar(at);
  }
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

/** The number that the text is, if it is at most 15 digits and nothing else; or NaN. */
function plainInteger(at: i32, size: i32): f64 {
  if (size > EXACT_DIGITS) return NaN;
  const text = v128.load(at);
  const wanted = (1 << size) - 1;
  if ((Vector.digits(text) & wanted) !== wanted) return NaN;
  // The digits move to the right end, with zeros before them: a lane that swizzle does not find is zero.
  const places = i8x16.add(v128(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), i8x16.splat(i8(size - 16)));
  const digits = i8x16.swizzle(i8x16.sub(text, i8x16.splat(0x30)), places);
  const tens = i16x8.mul(v128.and(digits, i16x8.splat(0xff)), i16x8.splat(10));
  const pairs = i16x8.add(tens, i16x8.shr_u(digits, 8));
  const fours = i32x4.dot_i16x8_s(pairs, i32x4.splat(100 | (1 << 16)));
  const eights = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_s(fours, fours), i32x4.splat(10000 | (1 << 16)));
  return f64(i32x4.extract_lane(eights, 0)) * 100000000.0 + f64(i32x4.extract_lane(eights, 1));
}
