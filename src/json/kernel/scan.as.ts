// Reads the rows of an array of objects into the table. A row that it does not understand in full is left to the host.
import { Gap, gapFlags, IS_TIME, readGap, rowEnd } from './gaps.as';
import { END, FLAGS, GAP_FLAGS, GAP_SIZE, GAPS, ROWS, START, TICKS, TIME_END, TIME_START } from './layout.as';
import {
  CLOSE_ARRAY,
  COMMA,
  fail,
  failedAt,
  LOWER_CASE,
  OPEN_OBJECT,
  SPACE,
  setSpaced,
  space,
  spaced,
  Value,
  Vector,
} from './tokens.as';
import { container } from './values.as';

/** The longest run of digits that a double holds exactly whatever they are. */
const EXACT_DIGITS: i32 = 15;

/** Why a scan ended: at the bracket that closes the array, at the end of the table, or at a row that it leaves. */
const ARRAY_END: i32 = 0;
const TABLE_FULL: i32 = 1;
const ROW_LEFT: i32 = 2;

/** Rows in the table after a scan, the address to go on from, and how far it came in a row that it left. */
export let scanned: i32 = 0;
export let next: i32 = 0;
export let reached: i32 = 0;

let timeStart: i32 = 0;
let timeEnd: i32 = 0;
let rowFlags: i32 = 0;

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
    i = (load<u8>(i) | LOWER_CASE) === OPEN_OBJECT ? container(i, gap) : Value.scalarEnd(i);
    if (i === 0) return 0;
    if (flags & IS_TIME) {
      timeStart = value;
      timeEnd = i;
      flags ^= IS_TIME;
    }
    gap = Gap.after(gap);
  }
  rowFlags = flags | spaced;
  return rowEnd;
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
