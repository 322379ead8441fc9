/** How a time is written: in the rows of a dataset, or in the bounds of a filter. */
export type TimeUnit = 'epoch_seconds' | 'epoch_milliseconds' | 'epoch_microseconds' | 'epoch_nanoseconds' | 'iso8601';

/** A time as it compares: a number in the unit that rows and bounds share, else nanoseconds since 1970 as bigint. */
export type Instant = number | bigint;

/** Undefined: the value is not a time of the unit. */
export type InstantReader = (value: unknown) => Instant | undefined;

/** The reader for values of `unit` that are compared with values of `other`. */
export function instantReader(unit: TimeUnit, other: TimeUnit): InstantReader {
  if (unit === 'iso8601') return nanosecondsOfText;
  if (unit === other) return sameUnit;
  const digits = DIGITS_TO_NANOSECONDS[unit];
  return (value) => nanosecondsOfNumber(value, digits);
}

const DIGITS_TO_NANOSECONDS = {
  epoch_seconds: 9,
  epoch_milliseconds: 6,
  epoch_microseconds: 3,
  epoch_nanoseconds: 0,
} as const;

function sameUnit(value: unknown): Instant | undefined {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value)) ? value : undefined;
}

function nanosecondsOfNumber(value: unknown, digits: number): bigint | undefined {
  if (typeof value !== 'number' && typeof value !== 'bigint') return undefined;
  const parts = /^(-?\d+)(?:\.(\d+))?$/.exec(String(value));
  if (parts === null) return undefined;
  const [, whole = '', fraction = ''] = parts;
  return BigInt(whole + fraction.padEnd(digits, '0').slice(0, digits));
}

function nanosecondsOfText(value: unknown): bigint | undefined {
  if (typeof value !== 'string') return undefined;
  const parts = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?$/.exec(value);
  if (parts === null) return undefined;
  const [, day = '', time = '00:00:00', fraction = '', zone = 'Z'] = parts;
  const milliseconds = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(milliseconds) ? undefined : BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}
