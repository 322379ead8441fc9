import type { TimeFormat } from '../config/settings.ts';

/**
 * Decimal digits of a second that one tick of a format has. Ticks are the whole numbers in which ranges, anchors and
 * positions are counted: the unit of the bounds. ISO 8601 bounds are written with milliseconds; rows may be finer.
 */
const digitsOf: Readonly<Record<TimeFormat, number>> = {
  epoch_seconds: 0,
  epoch_milliseconds: 3,
  epoch_microseconds: 6,
  epoch_nanoseconds: 9,
  iso8601: 3,
};

export function tickDigits(format: TimeFormat): number {
  return digitsOf[format];
}

/** A decimal number as an exact whole number of 10^-digits. `whole` is false where something was rounded down. */
export interface ExactTick {
  readonly tick: bigint;
  readonly whole: boolean;
}

const decimal = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/;
/** No time that means anything needs more; a longer one would only cost time. */
const MAX_DECIMAL_CHARACTERS = 400;

/** The floor of a JSON number's text times 10^shift. Undefined: not a number, or an absurd one. */
export function floorDecimal(text: string, shift: number): ExactTick | undefined {
  const parts = text.length > MAX_DECIMAL_CHARACTERS ? null : decimal.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts;
  const places = shift + Number(exponent);
  if (Math.abs(places) > MAX_DECIMAL_CHARACTERS) return undefined;
  const digits = whole + fraction;
  const point = whole.length + places;
  const kept = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0');
  const lost = point <= 0 ? digits : digits.slice(point);
  const exact = /^0*$/.test(lost);
  const magnitude = BigInt(kept);
  if (sign !== '-') return { tick: magnitude, whole: exact };
  return { tick: exact ? -magnitude : -magnitude - 1n, whole: exact };
}

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,18}))?)?)?\s*(Z|z|UTC|[+-]\d{2}(?::?\d{2})?)?$/;

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function dayExists(year: number, month: number, day: number): boolean {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && !isLeapYear ? 28 : (longestMonths[month - 1] ?? 0);
  return day >= 1 && day <= last;
}

/** 24:00:00 is the end of a day; a leap second may be anywhere, since zones move it. */
function timeExists(hour: number, minute: number, second: number, fraction: string): boolean {
  if (hour === 24) return minute === 0 && second === 0 && /^0*$/.test(fraction);
  return hour < 24 && minute < 60 && second <= 60;
}

/** The calendar repeats itself after so long. `Date.UTC` takes the years 0 to 99 for those from 1900 on. */
const FOUR_CENTURIES_MS = 146_097 * 86_400_000;

/** An ISO 8601 text as ticks of 10^-digits seconds, rounded down; without a zone it is UTC. */
export function floorIso(text: string, digits: number): ExactTick | undefined {
  const parts = iso.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = parts;
  const date = [Number(year), Number(month), Number(day)] as const;
  const time = [Number(hour), Number(minute), Number(second)] as const;
  if (!dayExists(...date) || !timeExists(...time, fraction)) return undefined;
  // A leap second is the second after it: no API filters by it.
  const milliseconds = Date.UTC(date[0] + 400, date[1] - 1, date[2], ...time) - FOUR_CENTURIES_MS;
  const seconds = BigInt(milliseconds / 1000 - zoneSeconds(zone));
  const kept = fraction.slice(0, digits).padEnd(digits, '0');
  return { tick: seconds * 10n ** BigInt(digits) + BigInt(kept || '0'), whole: /^0*$/.test(fraction.slice(digits)) };
}

function zoneSeconds(zone: string): number {
  const parts = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (parts === null) return 0;
  const [, sign, hours, minutes = '0'] = parts;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}

/** A tick as the value of a bound: a number for the epoch formats, a text for ISO 8601. */
export function boundOf(tick: bigint, format: TimeFormat): bigint | string {
  return format === 'iso8601' ? new Date(Number(tick)).toISOString() : tick;
}

/** Epoch milliseconds as a tick of the format, rounded down. */
export function tickOfMilliseconds(milliseconds: number, format: TimeFormat): bigint {
  const digits = tickDigits(format);
  const exact = BigInt(milliseconds);
  if (digits >= 3) return exact * 10n ** BigInt(digits - 3);
  const divisor = 10n ** BigInt(3 - digits);
  const floor = exact / divisor;
  return exact < 0n && exact % divisor !== 0n ? floor - 1n : floor;
}

/** A tick as decimal text of seconds, exact: 1595570341224 ms is `1595570341.224`. */
export function secondsText(tick: bigint, format: TimeFormat): string {
  return secondsOfUnits(tick, tickDigits(format));
}

/** The same for whole units of 10^-digits seconds. */
export function secondsOfUnits(units: bigint, digits: number): string {
  return shiftDecimal(units.toString(), -digits);
}

/** Moves the decimal point of a whole number's text to the left by `-places`. */
function shiftDecimal(text: string, places: number): string {
  if (places === 0) return text;
  const negative = text.startsWith('-');
  const digits = (negative ? text.slice(1) : text).padStart(1 - places, '0');
  const shifted = `${digits.slice(0, places)}.${digits.slice(places)}`;
  return negative ? `-${shifted}` : shifted;
}

/** A person's text for a tick, for messages: ISO 8601 where a date can hold it. */
export function readableTick(tick: bigint, format: TimeFormat): string {
  const digits = tickDigits(format);
  const milliseconds = digits >= 3 ? tick / 10n ** BigInt(digits - 3) : tick * 10n ** BigInt(3 - digits);
  const date = new Date(Number(milliseconds));
  return Number.isNaN(date.getTime()) ? tick.toString() : date.toISOString();
}
