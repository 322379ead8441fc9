// Writes rows as lines: prefix, row, suffix, with the cursor's member before the last bracket of a row that lacks it.
import {
  END,
  FLAGS,
  HAS_CURSOR,
  KEEP,
  MEMBER,
  NO_MEMBERS,
  PREFIX,
  SPACED,
  START,
  SUFFIX,
  TICKS,
  TIMED,
} from './layout.as';
import { CLOSE_OBJECT, QUOTE, SPACE, Vector } from './tokens.as';

const NULL: u32 = 0x6c6c756e;
const ZERO: u8 = 0x30;
const DOT: u8 = 0x2e;
/** Room for a cursor: a sign, 19 digits and a point, or null. */
const CURSOR_ROOM: i32 = 32;
const MAX_SAFE_INTEGER: f64 = 9007199254740991.0;
/** What is below has at most 15 digits, which with a point make one vector. */
const SHORT_LIMIT: i64 = 1000000000000000;

/** The address after the lines. */
export let written: i32 = 0;

let prefixSize: i32 = 0;
let memberSize: i32 = 0;
let suffixSize: i32 = 0;
let decimals: i32 = 0;
let areLong: bool = false;

/** The sizes of the texts; how many decimals of a second a tick has; are the ticks 64-bit integers, not doubles? */
export function setTexts(prefix: i32, member: i32, suffix: i32, places: i32, long: bool): void {
  prefixSize = prefix;
  memberSize = member;
  suffixSize = suffix;
  decimals = places;
  areLong = long;
}

/**
 * Lines of the first rows of the table, from `output` up to `limit` (exclusive), until one does not fit or is left to the
 * host; gives how many rows are done. `shift` makes an offset into the body an address.
 */
export function writeLines(rows: i32, shift: i32, output: i32, limit: i32): i32 {
  const fixed = prefixSize + memberSize + CURSOR_ROOM + suffixSize;
  let to: i32 = output;
  let row: i32 = 0;
  for (; row < rows; row++) {
    if (load<u8>(KEEP + row) === 0) continue;
    const start: i32 = load<i32>(START + (row << 2)) + shift;
    const size = i32(load<i32>(END + (row << 2)) + shift - start);
    if (to + size + fixed > limit || isInexact(row)) break;
    const flags: i32 = load<u8>(FLAGS + row);
    to = Copy.text(to, PREFIX, prefixSize);
    to = flags & SPACED ? compact(to, start, start + size) : Copy.text(to, start, size);
    if ((flags & HAS_CURSOR) === 0) to = writeCursor(to - 1, row, flags);
    to = Copy.text(to, SUFFIX, suffixSize);
  }
  written = to;
  return row;
}

/** A double that may stand for other integers too: the host knows how it is written. */
function isInexact(row: i32): bool {
  return !areLong && abs(load<f64>(TICKS + (row << 3))) > MAX_SAFE_INTEGER;
}

class Copy {
  /** Copies whole vectors: some bytes after the text are overwritten. */
  @inline
  static text(to: i32, from: i32, size: i32): i32 {
    for (let i: i32 = 0; i < size; i += 16) v128.store(to + i, v128.load(from + i));
    return to + size;
  }
}

/** A proven value without the whitespace between its tokens. */
function compact(at: i32, start: i32, end: i32): i32 {
  let to = at;
  let from = start;
  while (from < end) {
    const byte = load<u8>(from++);
    if (byte <= SPACE) continue;
    store<u8>(to++, byte);
    if (byte !== QUOTE) continue;
    const closed = afterString(from);
    to = Copy.text(to, from, closed - from);
    from = closed;
  }
  return to;
}

/** The address after the closing quote of a proven string, whose first byte is at `at`. */
function afterString(at: i32): i32 {
  let i = Vector.plainEnd(at);
  while (load<u8>(i) !== QUOTE) i = Vector.plainEnd(i + 2);
  return i + 1;
}

/** The cursor's member in place of the closing bracket at `at`, and a new bracket. */
function writeCursor(at: i32, row: i32, flags: i32): i32 {
  const comma = flags & NO_MEMBERS ? 1 : 0;
  let to = Copy.text(at, MEMBER + comma, memberSize - comma);
  const tick = TICKS + (row << 3);
  if (load<u8>(TIMED + row) === 0) {
    store<u32>(to, NULL);
    to += 4;
  } else to = writeSeconds(to, areLong ? load<i64>(tick) : i64(load<f64>(tick)));
  store<u8>(to, CLOSE_OBJECT);
  return to + 1;
}

function writeSeconds(to: i32, tick: i64): i32 {
  if (tick < 0 || tick >= SHORT_LIMIT) return writeAny(to, tick);
  const high = u32(f64(tick) / 100000000.0); // exact: the quotient is further from a whole number than it is rounded
  const low = u32(tick - i64(high) * 100000000);
  const digits = i64x2.replace_lane(i64x2.splat(eightDigits(high)), 1, eightDigits(low));
  const needless = 15 - decimals;
  const zeros = min(ctz(i8x16.bitmask(i8x16.ne(digits, i8x16.splat(0))) | (1 << needless)), needless);
  const whole = i8x16.splat(i8(decimals === 0 ? 16 : 16 - zeros - decimals));
  const lanes = v128(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  const places = i8x16.add(i8x16.add(lanes, i8x16.splat(i8(zeros))), i8x16.gt_s(lanes, whole));
  const text = i8x16.add(i8x16.swizzle(digits, places), i8x16.splat(ZERO));
  v128.store(to, v128.bitselect(i8x16.splat(DOT), text, i8x16.eq(lanes, whole)));
  return to + 16 - zeros + (decimals === 0 ? 0 : 1);
}

/** The digits of a number below 100,000,000 as one byte each, the first one lowest. */
function eightDigits(value: u32): u64 {
  const high = value / 10000;
  let digits = u64(high) | (u64(value - high * 10000) << 32);
  const hundreds = ((digits * 10486) >> 20) & 0x0000007f0000007f;
  digits = hundreds | ((digits - hundreds * 100) << 16);
  const tens = ((digits * 103) >> 10) & 0x000f000f000f000f;
  return tens | ((digits - tens * 10) << 8);
}

/** Any tick, digit by digit from the last one. */
function writeAny(at: i32, tick: i64): i32 {
  let to = at;
  let rest: u64 = tick < 0 ? 0 - u64(tick) : u64(tick);
  if (tick < 0) store<u8>(to++, 0x2d);
  let size = 1;
  for (let left = rest / 10; left > 0; left /= 10) size++;
  size = max(size, decimals + 1);
  const end = to + size + (decimals === 0 ? 0 : 1);
  const point = decimals === 0 ? 0 : end - decimals - 1;
  for (let i = end - 1; i >= to; i--) {
    if (i === point) store<u8>(i, DOT);
    else {
      store<u8>(i, ZERO + u8(rest % 10));
      rest /= 10;
    }
  }
  return end;
}
