import type { Page } from '../../dataset/page.ts';
import { rowFingerprint } from '../../dataset/row-key.ts';
import { KeyCounts, type Keys } from './keys.ts';

/** What a page holds, seen from the range that was asked for. */
export interface PageView {
  /** 1 for each row to write; rows without a time are kept, they belong to no range. */
  readonly keep: Uint8Array;
  /** Rows with `keep` 1. */
  kept: number;
  /** Rows below and above the bounds of the request: the server did not filter them. */
  readonly below: number;
  readonly above: number;
  /** Rows without a time. */
  readonly untimed: number;
  /** No timed row stands before an earlier one. */
  readonly ascending: boolean;
  /** The last of the kept timed rows' ticks; undefined where there is none. */
  readonly lastTick: bigint | undefined;
  /** Rows above the range that are not outside of what was asked for: another reader brings them. */
  readonly beyond: number;
  /** A row stands above the range: in ascending order, nothing of the range comes after this page. */
  readonly passed: boolean;
}

export interface Bounds {
  /** The range whose rows are wanted. */
  readonly low: bigint;
  readonly high: bigint;
  /** What the request asked for; wider than the range where a bound turned out to be exclusive. */
  readonly askedLow: bigint;
  readonly askedHigh: bigint;
}

export function inspectPage(page: Page, bounds: Bounds): PageView {
  const { ticks, timed } = page.times;
  const isUsual = timed === undefined && ticks instanceof Float64Array && isAscending(ticks, page.count);
  return isUsual ? viewInOrder(page, ticks, bounds) : viewOfAny(page, bounds);
}

function isAscending(ticks: Float64Array, count: number): boolean {
  for (let row = 1; row < count; row += 1) if ((ticks[row] as number) < (ticks[row - 1] as number)) return false;
  return true;
}

/** The rows of each part stand together, so that only where it begins must be found. */
function viewInOrder(page: Page, ticks: Float64Array, bounds: Bounds): PageView {
  const { count } = page;
  const before = (bound: bigint): number => firstNotBelow(ticks, count, Number(bound));
  const after = (bound: bigint): number => firstNotBelow(ticks, count, Number(bound) + 1);
  const below = before(bounds.askedLow);
  const end = Math.max(below, after(bounds.askedHigh));
  const from = Math.min(end, Math.max(below, before(bounds.low)));
  const to = Math.min(end, Math.max(from, after(bounds.high)));
  const keep = new Uint8Array(count).fill(1, from, to);
  const above = count - end;
  const beyond = end - Math.max(below, Math.min(end, after(bounds.high)));
  const lastTick = to > from ? BigInt(ticks[to - 1] as number) : undefined;
  const passed = above + beyond > 0;
  return { keep, kept: to - from, below, above, untimed: 0, ascending: true, lastTick, beyond, passed };
}

/** Index of the first row whose tick is not below `tick`, of ticks in ascending order. */
function firstNotBelow(ticks: Float64Array, count: number, tick: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ticks[middle] as number) < tick) low = middle + 1;
    else high = middle;
  }
  return low;
}

function viewOfAny(page: Page, bounds: Bounds): PageView {
  const { ticks, timed, nulls, missing } = page.times;
  // A range's bound is compared in the representation of the ticks: doubles hold them exactly below 2^53.
  const exact = ticks instanceof BigInt64Array;
  const low = exact ? bounds.low : Number(bounds.low);
  const high = exact ? bounds.high : Number(bounds.high);
  const askedLow = exact ? bounds.askedLow : Number(bounds.askedLow);
  const askedHigh = exact ? bounds.askedHigh : Number(bounds.askedHigh);
  const keep = new Uint8Array(page.count);
  let kept = 0;
  let below = 0;
  let above = 0;
  let beyond = 0;
  let ascending = true;
  let previous: number | bigint | undefined;
  let last: number | bigint | undefined;
  for (let row = 0; row < page.count; row += 1) {
    if (timed !== undefined && timed[row] === 0) {
      keep[row] = 1;
      kept += 1;
      continue;
    }
    const tick = ticks[row] as number | bigint;
    if (previous !== undefined && tick < previous) ascending = false;
    previous = tick;
    if (tick < askedLow) below += 1;
    else if (tick > askedHigh) above += 1;
    else if (tick > high) beyond += 1;
    else if (tick >= low) {
      keep[row] = 1;
      kept += 1;
      last = tick;
    }
  }
  const lastTick = last === undefined ? undefined : BigInt(last);
  const passed = above + beyond > 0;
  return { keep, kept, below, above, untimed: nulls + missing, ascending, lastTick, beyond, passed };
}

/** The tick of a row; undefined where it has no time. */
export function tickOf({ times: { ticks, timed } }: Page, row: number): bigint | undefined {
  return timed !== undefined && timed[row] === 0 ? undefined : BigInt(ticks[row] as number | bigint);
}

/** How many of the rows to write are of the range itself. */
export function timedRows({ kept, untimed }: PageView): number {
  return kept - untimed;
}

/** Some of the rows to write are of the range itself. */
export function hasTimedRows(view: PageView): boolean {
  return timedRows(view) > 0;
}

/** It has rows, and none of them has a time. */
export function isUntimed({ count, times }: Page): boolean {
  return count > 0 && times.nulls + times.missing === count;
}

/** The tick of the first timed row, in the page's order, that is not below `low`, if given; undefined where there is none. */
export function firstTickFrom(page: Page, low?: bigint): bigint | undefined {
  for (let row = 0; row < page.count; row += 1) {
    const tick = tickOf(page, row);
    if (tick !== undefined && (low === undefined || tick >= low)) return tick;
  }
  return undefined;
}

/** The last time of a page that is a wanted one, such as one that no unit has as its beginning. */
export function lastTickOf(page: Page, isWanted: (tick: bigint) => boolean = () => true): bigint | undefined {
  for (let row = page.count - 1; row >= 0; row -= 1) {
    const tick = tickOf(page, row);
    if (tick !== undefined && isWanted(tick)) return tick;
  }
  return undefined;
}

/** Rows for each tick of a page in ascending order. */
export function densityOf(page: Page): number {
  const first = tickOf(page, 0);
  const last = tickOf(page, page.count - 1);
  return first === undefined || last === undefined || last < first ? 0 : page.count / Number(last - first + 1n);
}

/** Indexes of the timed rows at one tick, in the page's order. */
export function rowsAt(page: Page, tick: bigint): number[] {
  const { ticks, timed } = page.times;
  const next = (from: number): number =>
    ticks instanceof BigInt64Array ? ticks.indexOf(tick, from) : ticks.indexOf(Number(tick), from);
  const rows: number[] = [];
  for (let row = next(0); row !== -1; row = next(row + 1)) {
    if (timed === undefined || timed[row] === 1) rows.push(row);
  }
  return rows;
}

/** All of its rows stand at a tick. */
export function isAllAt(page: Page, tick: bigint): boolean {
  return rowsAt(page, tick).length === page.count;
}

/** Its last row has a time behind a tick. */
export function endsLater(page: Page, tick: bigint): boolean {
  return page.count > 0 && (tickOf(page, page.count - 1) ?? tick) > tick;
}

/** How many rows at a tick are kept. */
export function keptAt(page: Page, view: PageView, tick: bigint): number {
  return rowsAt(page, tick).reduce((count, row) => count + (view.keep[row] ?? 0), 0);
}

export function fingerprintsOf(page: Page): string[] {
  return Array.from({ length: page.count }, (_, row) => rowFingerprint(page, row));
}

export function keysOf(page: Page): KeyCounts {
  return KeyCounts.of(fingerprintsOf(page));
}

/** Of the rows at one tick. */
export function keysAt(page: Page, tick: bigint): KeyCounts {
  return KeyCounts.of(rowsAt(page, tick).map((row) => rowFingerprint(page, row)));
}

/** Of the rows for which `keep` is 1. */
export function keptKeysOf(page: Page, keep: Uint8Array): KeyCounts {
  const kept = Array.from({ length: page.count }, (_, row) => row).filter((row) => keep[row] === 1);
  return KeyCounts.of(kept.map((row) => rowFingerprint(page, row)));
}

/** Unkeeps the rows at `tick` that are already out; gives how many rows stand at it and how many of them were out. */
export function dropRepeats(
  page: Page,
  view: PageView,
  tick: bigint,
  out: Keys,
): { readonly atTick: number; readonly dropped: number } {
  const rows = rowsAt(page, tick);
  const before = view.kept;
  unkeep(page, view, rows, out.copy());
  return { atTick: rows.length, dropped: before - view.kept };
}

/** Unkeeps the rows that are among those that are out; gives those of them that are left. */
export function dropRepeatsOf(page: Page, view: PageView, out: Keys): KeyCounts {
  const left = out.copy();
  unkeep(page, view, Array(page.count).keys(), left);
  return left;
}

function unkeep(page: Page, view: PageView, rows: Iterable<number>, left: KeyCounts): void {
  for (const row of rows) {
    // Once all that are out came again, the others are new, whatever they are: a fingerprint takes its time.
    if (left.rows === 0) return;
    if (view.keep[row] === 0) continue;
    const fingerprint = rowFingerprint(page, row);
    const count = left.get(fingerprint);
    if (count === 0) continue;
    left.set(fingerprint, count - 1);
    view.keep[row] = 0;
    view.kept -= 1;
  }
}
