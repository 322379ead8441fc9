import type { TimeFormat } from '../config/settings.ts';
import type { ScannedPage } from '../json/page.ts';
import { QuickEpoch, QuickIso, type QuickTime, quickNanoseconds } from './quick-time.ts';
import { type ExactTick, floorDecimal, floorIso, tickDigits } from './time-format.ts';

/** The times of the rows of a page, in ticks of the bounds' format. */
export interface RowTimes {
  /** Tick of row i, rounded down; meaningless where `timed` says 0. Numbers below 2^53 or exact 64-bit integers. */
  readonly ticks: Float64Array | BigInt64Array;
  /** 1 where row i has a time; undefined: all rows have one. */
  readonly timed: Uint8Array | undefined;
  /** Rows where the key is there but null. */
  readonly nulls: number;
  /** Rows without the key. */
  readonly missing: number;
  /** False if some time lies between two ticks. */
  readonly whole: boolean;
  /** What the cursors of the rows are written from: ticks, or finer units where some times lie between two ticks. */
  readonly cursors: CursorTimes;
}

/** The same times in units of 10^-digits seconds. */
export interface CursorTimes {
  /** Like `ticks`. */
  readonly units: Float64Array | BigInt64Array;
  readonly digits: number;
  /** Where some have decimals beyond these units: the digits of the unit in which the rows write them; else undefined. */
  readonly written: number | undefined;
}

/** A part of a longer value could be a part of a secret, which nobody would find any more. */
const MOST_SHOWN = 60;

/** A time value that is of no kind that the format allows; `shown` is how it is written in the row, where that is short. */
export class UnreadableTime extends Error {
  override readonly name = 'UnreadableTime';
  readonly shown: string;

  constructor(text: string) {
    const shown = text.length > MOST_SHOWN ? `a value of ${text.length} characters` : text;
    super(`unreadable time: ${shown}`);
    this.shown = shown;
  }
}

export interface RowTimeOptions {
  readonly timeFormat: TimeFormat;
  readonly filterTimeFormat: TimeFormat;
}

const MIN_INT64 = -(2n ** 63n);
/** The last tick that there is. */
export const MAX_INT64 = 2n ** 63n - 1n;

/** Reads the time of every row. Errors: UnreadableTime. */
export function readRowTimes(page: ScannedPage, { timeFormat, filterTimeFormat }: RowTimeOptions): RowTimes {
  const digits = tickDigits(filterTimeFormat);
  const times = readTimes(page, timeFormat, digits);
  return { ...times, cursors: cursorTimes(page, times, timeFormat, digits) };
}

/** Nothing of an epoch number is rounded away; an ISO 8601 text counts to the millisecond, or to a tick if that is finer. */
function cursorTimes(page: ScannedPage, times: MutableTimes, timeFormat: TimeFormat, digits: number): CursorTimes {
  const own = tickDigits(timeFormat);
  const isFiner = !times.whole && own > digits;
  const { ticks, whole } = isFiner ? readTimes(page, timeFormat, own) : times;
  const written = whole || timeFormat === 'iso8601' ? undefined : own;
  return { units: ticks, digits: isFiner ? own : digits, written };
}

/** `digits`: decimal digits of a second that a tick has. */
function readTimes(page: ScannedPage, timeFormat: TimeFormat, digits: number): MutableTimes {
  // Nanoseconds pass 2^53; everything coarser stays below it for thousands of years.
  const isPlain = timeFormat !== 'iso8601' && tickDigits(timeFormat) === digits && digits <= 6;
  // Nobody else needs that column.
  const ticks = isPlain ? page.timeInteger.subarray(0, page.count) : newTicks(page.count, digits);
  const shift = digits - tickDigits(timeFormat);
  const read = (text: string): ExactTick | undefined =>
    timeFormat === 'iso8601' ? floorIso(text, digits) : floorDecimal(text, shift);
  const times: MutableTimes = { ticks, timed: undefined, nulls: 0, missing: 0, whole: true };
  const readQuickly = quickReader(page, timeFormat, digits, times);
  for (let row = 0; row < page.count; row += 1) {
    if (isPlain && !Number.isNaN(ticks[row])) continue;
    if (!readQuickly(row)) readUnusual(page, row, read, times);
  }
  return times;
}

function newTicks(count: number, digits: number): Float64Array | BigInt64Array {
  return digits > 6 ? new BigInt64Array(count) : new Float64Array(count);
}

interface MutableTimes {
  readonly ticks: Float64Array | BigInt64Array;
  timed: Uint8Array | undefined;
  nulls: number;
  missing: number;
  whole: boolean;
}

/** Reads a time as it is usually written to its place; gives whether it could. */
type ReadQuickly = (row: number) => boolean;

function quickReader(
  { body, timeStart, timeEnd }: ScannedPage,
  timeFormat: TimeFormat,
  digits: number,
  times: MutableTimes,
): ReadQuickly {
  const { ticks } = times;
  const shift = digits - tickDigits(timeFormat);
  if (ticks instanceof BigInt64Array) {
    if (timeFormat === 'iso8601' || shift !== 0) return () => false;
    return (row) => {
      const tick = quickNanoseconds(body, timeStart[row] as number, timeEnd[row] as number);
      if (tick !== undefined) ticks[row] = tick;
      return tick !== undefined;
    };
  }
  const quick: QuickTime = timeFormat === 'iso8601' ? new QuickIso(digits) : new QuickEpoch(shift);
  return (row) => {
    const tick = quick.read(body, timeStart[row] as number, timeEnd[row] as number);
    if (Number.isNaN(tick)) return false;
    ticks[row] = tick;
    if (quick.isBetween) times.whole = false;
    return true;
  };
}

function readUnusual(
  page: ScannedPage,
  row: number,
  read: (text: string) => ExactTick | undefined,
  times: MutableTimes,
): void {
  const text = timeText(page, row);
  if (text === undefined || text === 'null') {
    if (text === undefined) times.missing += 1;
    else times.nulls += 1;
    times.timed ??= new Uint8Array(page.count).fill(1);
    times.timed[row] = 0;
    return;
  }
  const exact = read(unquoted(text));
  if (exact === undefined) throw new UnreadableTime(text);
  if (!exact.whole) times.whole = false;
  const tick = exact.tick < MIN_INT64 ? MIN_INT64 : exact.tick > MAX_INT64 ? MAX_INT64 : exact.tick;
  if (times.ticks instanceof Float64Array) times.ticks[row] = Number(tick);
  else times.ticks[row] = tick;
}

/** The text of row i's time value as it stands in the body; undefined where the key is missing. */
export function timeText(page: ScannedPage, row: number): string | undefined {
  const start = page.timeStart[row] as number;
  const end = page.timeEnd[row] as number;
  return end === start
    ? undefined
    : Buffer.from(page.body.buffer, page.body.byteOffset + start, end - start).toString();
}

/** A column may hold its times as text: the same value in quotes. */
export function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  const value: unknown = JSON.parse(text);
  return String(value).trim();
}
