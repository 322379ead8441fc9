import type { Instant } from './instant.ts';
import { compareInstants, type Table } from './table.ts';

/** Places `first` (inclusive) to `last` (exclusive) of a table, or of `order` where the rows stand in another order. */
export interface Selection {
  readonly table: Table;
  readonly order?: readonly number[];
  readonly first: number;
  readonly last: number;
}

export interface Bound {
  readonly at: Instant;
  readonly inclusive: boolean;
}

export interface TimeRange {
  readonly lower: Bound | undefined;
  readonly upper: Bound | undefined;
}

export function countOf(selection: Selection): number {
  return Math.max(0, selection.last - selection.first);
}

export function timeAt({ table, order }: Selection, place: number): Instant | undefined {
  return table.times[order?.[place] ?? place];
}

/** At most `limit` rows of a selection from `offset` on. */
export function pageOf(selection: Selection, offset: number, limit: number): Selection {
  const first = Math.min(selection.first + offset, selection.last);
  return { ...selection, first, last: Math.min(first + limit, selection.last) };
}

/** As many of the first rows as have at most so many bytes together, and at least one. */
export function withinBytes(page: Selection, most: number): Selection {
  let fitting = Math.min(1, countOf(page));
  while (fitting < countOf(page) && textOf(pageOf(page, 0, fitting + 1)).length <= most) fitting += 1;
  return pageOf(page, 0, fitting);
}

/** The outer `left` rows of a page: those in its middle are missing. */
export function withoutMiddle({ table, order, first, last }: Selection, left: number): Selection {
  const places = Array.from({ length: last - first }, (_, index) => order?.[first + index] ?? first + index);
  const outer = [...places.slice(0, Math.ceil(left / 2)), ...places.slice(places.length - Math.floor(left / 2))];
  return { table, order: outer, first: 0, last: outer.length };
}

/** All rows without a time in one order with those of a selection. */
export function withUntimed(selection: Selection, where: 'first' | 'last' | undefined): Selection {
  if (where === undefined) return selection;
  const { table, order, first, last } = selection;
  const timed = Array.from({ length: last - first }, (_, index) => order?.[first + index] ?? first + index);
  const others = [...table.times.keys()].filter((row) => table.times[row] === undefined && !timed.includes(row));
  const places = where === 'first' ? [...others, ...timed] : [...timed, ...others];
  return { table, order: places, first: 0, last: places.length };
}

/** The texts of the rows with commas between them; a run of the table itself is not copied. */
export function textOf({ table, order, first, last }: Selection): Buffer {
  if (order === undefined) return table.slice(first, last);
  const pieces = order.slice(first, last).flatMap((row) => [COMMA, table.slice(row, row + 1)]);
  return Buffer.concat(pieces.slice(1));
}

const COMMA = Buffer.from(',');

/** The rows of a table in stored order that a range contains. */
export function storedRows(table: Table, range: TimeRange): Selection {
  if (range.lower === undefined && range.upper === undefined) return { table, first: 0, last: table.count };
  if (table.sorted('ascending') === table) return sortedRows(table, range, 'ascending');
  const order = [...table.times.keys()].filter((row) => contains(range, table.times[row]));
  return { table, order, first: 0, last: order.length };
}

/** The rows of a table by time that a range contains, found by binary search. */
export function sortedRows(table: Table, range: TimeRange, order: 'ascending' | 'descending'): Selection {
  const { lower, upper } = range;
  const sorted = table.sorted(order);
  if (lower === undefined && upper === undefined) return { table: sorted, first: 0, last: sorted.count };
  const [entry, exit] = order === 'ascending' ? [lower, upper] : [upper, lower];
  const sign = order === 'ascending' ? 1 : -1;
  return {
    table: sorted,
    first: entry === undefined ? 0 : placeOf(sorted, entry.at, sign, !entry.inclusive),
    last: placeOf(sorted, exit?.at, sign, exit?.inclusive ?? true),
  };
}

/** The first place behind all rows that stand before `at` (and, with `past`, at it); rows without a time stand last. */
function placeOf(table: Table, at: Instant | undefined, sign: 1 | -1, past: boolean): number {
  let low = 0;
  let high = table.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const time = table.times[middle];
    if (time !== undefined && isBefore(time, at, sign, past)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBefore(time: Instant, at: Instant | undefined, sign: 1 | -1, past: boolean): boolean {
  if (at === undefined) return true;
  const compared = compareInstants(time, at) * sign;
  return compared < 0 || (past && compared === 0);
}

function contains({ lower, upper }: TimeRange, time: Instant | undefined): boolean {
  if (time === undefined) return false;
  if (lower !== undefined && !isBefore(lower.at, time, 1, lower.inclusive)) return false;
  return upper === undefined || isBefore(time, upper.at, 1, upper.inclusive);
}
