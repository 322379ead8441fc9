// The grammar of RFC 8259 over bytes that are known to be UTF-8. Each function takes the address where its token starts
// and gives the one after it, or 0 where it is not that token: then `failedAt` tells where. NULs follow the bytes, at
// which every token ends.
import { SPACED } from './layout.as';

export const QUOTE: u8 = 0x22;
export const COMMA: u8 = 0x2c;
export const COLON: u8 = 0x3a;
export const SPACE: u8 = 0x20;
export const BACKSLASH: u8 = 0x5c;
export const OPEN_OBJECT: u8 = 0x7b;
export const CLOSE_OBJECT: u8 = 0x7d;
export const CLOSE_ARRAY: u8 = 0x5d;
const MINUS: u8 = 0x2d;
const PLUS: u8 = 0x2b;
const DOT: u8 = 0x2e;
const ZERO: u8 = 0x30;
const ONE: u8 = 0x31;
export const LOWER_CASE: u8 = 0x20;
const EXPONENT: u8 = 0x65;
const HEX_ESCAPE: u8 = 0x75;
const TRUE: u32 = 0x65757274;
const NULL: u32 = 0x6c6c756e;
const ALSE: u32 = 0x65736c61;

/** Bit n is set for the byte n, or n + 64, that may follow a backslash. */
const ESCAPES_BELOW_64: u64 = ((1 as u64) << 0x22) | ((1 as u64) << 0x2f);
const ESCAPES_FROM_64: u64 =
  ((1 as u64) << (0x5c - 64)) |
  ((1 as u64) << (0x62 - 64)) |
  ((1 as u64) << (0x66 - 64)) |
  ((1 as u64) << (0x6e - 64)) |
  ((1 as u64) << (0x72 - 64)) |
  ((1 as u64) << (0x74 - 64));

/** SPACED: was there whitespace between tokens? Whoever asks resets it. */
export let spaced: i32 = 0;
export let failedAt: i32 = 0;

export function setSpaced(value: i32): void {
  spaced = value;
}

export function fail(at: i32): i32 {
  failedAt = at;
  return 0;
}

export class Vector {
  /** One bit for each of the 16 bytes that is none of a plain run of a string. */
  @inline
  static stops(at: i32): i32 {
    const bytes = v128.load(at);
    const ends = v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x5c)));
    return i8x16.bitmask(v128.or(ends, i8x16.lt_u(bytes, i8x16.splat(0x20))));
  }

  /** The first byte from `at` on that is none of a plain run. */
  @inline
  static plainEnd(at: i32): i32 {
    let i = at;
    let stops = Vector.stops(i);
    while (stops === 0) {
      i += 16;
      stops = Vector.stops(i);
    }
    return i + ctz(stops);
  }

  /** One bit for each of the 16 bytes that is a digit. */
  @inline
  static digits(bytes: v128): i32 {
    return i8x16.bitmask(i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10)));
  }

  @inline
  static digitsEnd(at: i32): i32 {
    let i = at;
    let count = ctz(~Vector.digits(v128.load(i)));
    while (count === 16) {
      i += 16;
      count = ctz(~Vector.digits(v128.load(i)));
    }
    return i + count;
  }
}

/** Whitespace, where the byte at `at` may be some. */
export function space(at: i32): i32 {
  let i = at;
  let spaces = 16;
  while (spaces === 16) {
    const bytes = v128.load(i);
    const blanks = v128.or(i8x16.eq(bytes, i8x16.splat(0x20)), i8x16.eq(bytes, i8x16.splat(0x0a)));
    const others = v128.or(i8x16.eq(bytes, i8x16.splat(0x0d)), i8x16.eq(bytes, i8x16.splat(0x09)));
    spaces = ctz(~i8x16.bitmask(v128.or(blanks, others)));
    i += spaces;
  }
  if (i !== at) spaced = SPACED;
  return i;
}

/** The colon after a key, with the whitespace around it. */
export function colon(at: i32): i32 {
  const i = space(at);
  return load<u8>(i) === COLON ? space(i + 1) : fail(i);
}

/** From the opening quote on. */
export function string(at: i32): i32 {
  if (load<u8>(at) !== QUOTE) return fail(at);
  const i = Vector.plainEnd(at + 1);
  return load<u8>(i) === QUOTE ? i + 1 : restOfString(i);
}

/** The rest of a string that was read up to `at`, which holds its first byte that is not plain. */
export function restOfString(at: i32): i32 {
  let i = at;
  while (true) {
    const byte = load<u8>(i);
    if (byte === QUOTE) return i + 1;
    if (byte !== BACKSLASH) return fail(i);
    const kind = load<u8>(i, 1);
    if (isSimpleEscape(kind)) i += 2;
    else if (kind === HEX_ESCAPE && areHexDigits(i + 2)) i += 6;
    else return fail(i);
    if (load<u8>(i) !== BACKSLASH) i = Vector.plainEnd(i);
  }
}

function isSimpleEscape(kind: u8): bool {
  if (kind >= 0x80) return false;
  const bits = kind < 64 ? ESCAPES_BELOW_64 : ESCAPES_FROM_64;
  return ((bits >> (kind & 63)) & 1) === 1;
}

function areHexDigits(at: i32): bool {
  const bytes = v128.load(at);
  const digits = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10));
  const lower = v128.or(bytes, i8x16.splat(LOWER_CASE));
  const letters = i8x16.lt_u(i8x16.sub(lower, i8x16.splat(0x61)), i8x16.splat(6));
  return (i8x16.bitmask(v128.or(digits, letters)) & 0xf) === 0xf;
}

function number(at: i32): i32 {
  let i = load<u8>(at) === MINUS ? at + 1 : at;
  if (load<u8>(i) === ZERO) i++;
  else {
    const end = Vector.digitsEnd(i);
    if (end === i) return fail(i);
    i = end;
  }
  return restOfNumber(i);
}

/** The fraction and the exponent, where there are any. */
function restOfNumber(at: i32): i32 {
  let i = at;
  if (load<u8>(i) === DOT) {
    i = Vector.digitsEnd(at + 1);
    if (i === at + 1) return fail(i);
  }
  if ((load<u8>(i) | LOWER_CASE) !== EXPONENT) return i;
  const sign = load<u8>(++i);
  if (sign === MINUS || sign === PLUS) i++;
  const end = Vector.digitsEnd(i);
  return end === i ? fail(i) : end;
}

export class Value {
  /** A string, a number or a literal: the common ones at once. */
  @inline
  static scalarEnd(at: i32): i32 {
    const first = load<u8>(at);
    if (first === QUOTE) {
      const end = Vector.plainEnd(at + 1);
      return load<u8>(end) === QUOTE ? end + 1 : restOfString(end);
    }
    const end = first - ONE < 9 ? Value.shortNumber(at) : 0;
    return end === 0 ? scalar(at) : end;
  }

  /** An unsigned number without an exponent, in less than 16 bytes; or 0 where it is not that. */
  @inline
  static shortNumber(at: i32): i32 {
    const digits = Vector.digits(v128.load(at));
    let size = ctz(~digits);
    let next = load<u8>(at + size);
    if (next === DOT) {
      const decimals = ctz(~(digits >> (size + 1)));
      if (decimals === 0) return 0;
      size += 1 + decimals;
      next = load<u8>(at + size);
    }
    return size < 16 && (next | LOWER_CASE) !== EXPONENT ? at + size : 0;
  }
}

/** A string, a number or a literal. */
function scalar(at: i32): i32 {
  const byte = load<u8>(at);
  if (byte === QUOTE) return string(at);
  if (byte === MINUS || byte - ZERO < 10) return number(at);
  const word = load<u32>(at);
  if (word === TRUE || word === NULL) return at + 4;
  return byte === 0x66 && load<u32>(at, 1) === ALSE ? at + 5 : fail(at);
}
