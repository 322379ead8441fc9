import { COLON, DOT, MINUS, NINE, QUOTE, SPACE, ZERO } from '../json/bytes.ts';
import { plainInteger } from '../json/plain-integer.ts';
import { dayExists } from './time-format.ts';

/**
 * Reads the usual spellings of times from the bytes of a body: to make a text of each costs more than all other work on a
 * row. What it knows it reads as floorIso and floorDecimal do.
 */
export interface QuickTime {
  /** The tick of the value that stands from `start` to `end`, rounded down; NaN: floorIso or floorDecimal may know. */
  read(bytes: Uint8Array, start: number, end: number): number;
  /** Did the one that was read last lie between two ticks? */
  readonly isBetween: boolean;
}

const LONGEST_EPOCH = 40;
/** As many seconds have less than 2^63 nanoseconds. */
const MOST_SECONDS = 9_223_372_036;

/** An epoch number without a sign, also in quotes, also with decimals; a unit of it has 10^shift ticks. */
export class QuickEpoch implements QuickTime {
  isBetween = false;
  readonly #factor: number;
  /** Digits that are finer than a tick. */
  readonly #finer: number;

  constructor(shift: number) {
    this.#factor = 10 ** Math.max(shift, 0);
    this.#finer = Math.max(-shift, 0);
  }

  read(bytes: Uint8Array, start: number, end: number): number {
    if (end - start > LONGEST_EPOCH) return Number.NaN;
    const quotes = bytes[start] === QUOTE ? 1 : 0;
    const [first, last] = [start + quotes, end - quotes];
    let point = first;
    while (point < last && bytes[point] !== DOT) point += 1;
    const cut = point - this.#finer;
    if (cut <= first || point + 1 === last) return Number.NaN;
    const lost = digitsLost(bytes, cut, point) + digitsLost(bytes, point + 1, last);
    // Where a unit has several ticks, its decimals may be some.
    if (Number.isNaN(lost) || (lost > 0 && this.#factor > 1)) return Number.NaN;
    this.isBetween = lost > 0;
    return safe(plainInteger(bytes, first, cut) * this.#factor);
  }
}

/** A value of whole nanoseconds that is a 64-bit integer; undefined: floorDecimal may know it. */
export function quickNanoseconds(bytes: Uint8Array, start: number, end: number): bigint | undefined {
  const cut = end - 9;
  const seconds = cut > start ? plainInteger(bytes, start, cut) : Number.NaN;
  const rest = cut > start ? plainInteger(bytes, cut, end) : Number.NaN;
  const isTick = seconds < MOST_SECONDS && !Number.isNaN(rest);
  return isTick ? BigInt(seconds) * 1_000_000_000n + BigInt(rest) : undefined;
}

/** How many digits from `start` to `end` are not zero; NaN where anything else stands. */
function digitsLost(bytes: Uint8Array, start: number, end: number): number {
  let lost = 0;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte < ZERO || byte > NINE) return Number.NaN;
    if (byte !== ZERO) lost += 1;
  }
  return lost;
}

function safe(tick: number): number {
  return Math.abs(tick) <= Number.MAX_SAFE_INTEGER ? tick : Number.NaN;
}

const LETTER_T = 0x54;
const LETTER_Z = 0x5a;
const PLUS = 0x2b;
/** `YYYY-MM-DDTHH:mm:ss` */
const TIME_SIZE = 19;
/** `+HH:mm` */
const ZONE_SIZE = 6;
const MOST_DECIMALS = 18;
/** From the first of March in the year 0. */
const DAYS_TO_1970 = 719_468;

/** An ISO 8601 text with seconds, with or without decimals, and `Z`, hours and minutes, or nothing for its zone. */
export class QuickIso implements QuickTime {
  isBetween = false;
  readonly #digits: number;
  readonly #ticks: number;

  /** `digits`: decimal digits of a second that a tick has. */
  constructor(digits: number) {
    this.#digits = digits;
    this.#ticks = 10 ** digits;
  }

  read(bytes: Uint8Array, start: number, end: number): number {
    const [first, last] = [start + 1, end - 1];
    const decimals = first + TIME_SIZE;
    if (bytes[start] !== QUOTE || decimals > last) return Number.NaN;
    const zone = last - zoneSize(bytes, decimals, last);
    const seconds = secondsOfDate(bytes, first) + secondsOfTime(bytes, first + 11) - secondsOfZone(bytes, zone, last);
    return safe(seconds * this.#ticks + this.#decimals(bytes, decimals, zone));
  }

  /** The ticks of a point and the decimals behind it. */
  #decimals(bytes: Uint8Array, start: number, end: number): number {
    this.isBetween = false;
    if (start === end) return 0;
    const count = end - start - 1;
    if (bytes[start] !== DOT || count === 0 || count > MOST_DECIMALS) return Number.NaN;
    const cut = start + 1 + Math.min(count, this.#digits);
    const lost = digitsLost(bytes, cut, end);
    if (Number.isNaN(lost)) return lost;
    this.isBetween = lost > 0;
    const kept = cut === start + 1 ? 0 : plainInteger(bytes, start + 1, cut);
    return kept * 10 ** (this.#digits - (cut - start - 1));
  }
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - ZERO;
  const ones = (bytes[at + 1] as number) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Of `YYYY-MM-DD`, and the `T` or the blank behind it. */
function secondsOfDate(bytes: Uint8Array, at: number): number {
  const year = twoDigits(bytes, at) * 100 + twoDigits(bytes, at + 2);
  const month = twoDigits(bytes, at + 5);
  const day = twoDigits(bytes, at + 8);
  const isWritten = bytes[at + 4] === MINUS && bytes[at + 7] === MINUS;
  const behind = bytes[at + 10];
  if (!isWritten || (behind !== LETTER_T && behind !== SPACE) || !dayExists(year, month, day)) return Number.NaN;
  // Years that begin in March have their leap day at the end; five months from there have 153 days, and again.
  const years = month > 2 ? year : year - 1;
  const months = (month + 9) % 12;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return (365 * years + leapDays + Math.floor((153 * months + 2) / 5) + day - 1 - DAYS_TO_1970) * 86_400;
}

/** Of `HH:mm:ss`. The end of a day and a leap second are unusual. */
function secondsOfTime(bytes: Uint8Array, at: number): number {
  const hour = twoDigits(bytes, at);
  const minute = twoDigits(bytes, at + 3);
  const second = twoDigits(bytes, at + 6);
  const isTime = hour < 24 && minute < 60 && second < 60 && bytes[at + 2] === COLON && bytes[at + 5] === COLON;
  return isTime ? (hour * 60 + minute) * 60 + second : Number.NaN;
}

function zoneSize(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[end - 1] === LETTER_Z) return 1;
  const sign = bytes[end - ZONE_SIZE];
  return end - start >= ZONE_SIZE && (sign === PLUS || sign === MINUS) ? ZONE_SIZE : 0;
}

function secondsOfZone(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < ZONE_SIZE) return 0;
  const seconds = (twoDigits(bytes, start + 1) * 60 + twoDigits(bytes, start + 4)) * 60;
  if (bytes[start + 3] !== COLON) return Number.NaN;
  return bytes[start] === MINUS ? -seconds : seconds;
}
