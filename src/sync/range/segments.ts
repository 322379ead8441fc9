import { hasRowsOut, type Position } from './position.ts';
import type { Span } from './span.ts';

/** A part of the stream's range that one reader reads upwards. */
export interface Segment {
  readonly from: bigint;
  /** The last tick, inclusive. It shrinks when a part is taken away, and grows when one is given back. */
  to: bigint;
  /** What is on stdout of it. */
  position: Position;
  /** Rows of it that are out below the position's tick. */
  rowsBelow: number;
  /** Rows at the position's tick, once its reader is through. */
  rowsAt: number;
  /** The tick that its reader asks from. */
  reading: bigint;
  /** Rows for each tick on the last page that was full; 0: nothing says that there is more than a page. */
  density: number;
  /** A reader found nothing from here on: a hint where not to split, never a proof. */
  emptyFrom: bigint | undefined;
  state: 'unread' | 'owned' | 'done' | 'removed';
  /** It is read by offsets, so its end must not move. */
  fixed: boolean;
}

/** Where a stream stands, seen from below: all is out up to the position, and so are some spans above it. */
export interface Progress {
  readonly position: Position;
  /** Rows of the range that are out below the position's tick. */
  readonly rowsBelow: number;
  readonly spans: readonly Span[];
}

/** A part is taken away only where this many pages seem to be left beside the one under way. */
const LEAST_PAGES_LEFT = 1.5;

function segment(from: bigint, to: bigint, state: Segment['state'], rows = 0): Segment {
  return {
    from,
    to,
    position: { tick: from, keys: undefined },
    rowsBelow: rows,
    rowsAt: 0,
    reading: from,
    density: 0,
    emptyFrom: undefined,
    state,
    fixed: false,
  };
}

/**
 * The range of a stream as segments without gaps between them, in ascending order. All changes are made at once,
 * between two awaits, so that every reader and every STATE sees a whole partition.
 */
export class Segments {
  readonly #list: Segment[] = [];
  readonly #high: bigint;
  /** A part that was taken away turned out to be empty: the rows may end far below the range's end. */
  #emptyFound = false;

  /** From `begun` (or `low`) to `high`; the spans are out already. Of spans that overlap or lie outside the rest is used. */
  constructor(low: bigint, high: bigint, begun: Position | undefined, spans: readonly Span[]) {
    this.#high = high;
    let next = low;
    const sorted = [...spans].sort((one, other) => (one.from < other.from ? -1 : 1));
    // Behind the last row, rows may have come in since then.
    const last = sorted.findLastIndex(({ rows }) => rows > 0);
    for (const { from, to, rows } of sorted.slice(0, last + 1)) {
      if (from <= next || to < from || to > high) continue;
      const done = segment(from, to, 'done', rows);
      done.position = { tick: to + 1n, keys: undefined };
      this.#list.push(segment(next, from - 1n, 'unread'), done);
      next = to + 1n;
    }
    if (next <= high || this.#list.length === 0) this.#list.push(segment(next, high, 'unread'));
    const first = this.#list[0];
    if (first !== undefined && begun !== undefined) first.position = begun;
  }

  /**
   * The next segment to read: an unread one, the lowest first, else, where that may be, the far half of the one with most
   * rows left. `pageSize` is in rows.
   */
  take(splittable: boolean, pageSize: number): Segment | undefined {
    const taken =
      this.#list.find(({ state }) => state === 'unread') ?? (splittable ? this.#split(pageSize) : undefined);
    if (taken !== undefined) taken.state = 'owned';
    return taken;
  }

  /** Its reader is through: every row of it is out, up to those at the position's tick. */
  finish(finished: Segment, position: Position, rowsBelow: number, rowsAt: number): void {
    finished.state = 'done';
    finished.position = position;
    finished.rowsBelow = rowsBelow;
    finished.rowsAt = rowsAt;
  }

  /** Nothing was found in a segment that was just taken: its neighbour below reads on to its end. False: it cannot. */
  giveBack(taken: Segment): boolean {
    const index = this.#list.indexOf(taken);
    const below = this.#list[index - 1];
    if (below === undefined || below.state !== 'owned' || below.fixed) return false;
    below.to = taken.to;
    if (below.emptyFrom === undefined || taken.from < below.emptyFrom) below.emptyFrom = taken.from;
    taken.state = 'removed';
    this.#list.splice(index, 1);
    this.#emptyFound = true;
    return true;
  }

  /** The segment is read to the end of the stream's range from now on; those above it are no more. */
  absorbAbove(owner: Segment): void {
    const index = this.#list.indexOf(owner);
    for (const above of this.#list.splice(index + 1)) {
      owner.to = above.to;
      above.state = 'removed';
    }
  }

  /** Behind the last row that is out nothing counts as read: rows that come late to the API may stand there by then. */
  progress(): Progress {
    const last = this.#list.findLastIndex(hasRows);
    const open = this.#list.findIndex(({ state }) => state !== 'done');
    const low = Math.max(0, open === -1 || open > last ? last : open);
    const rowsBelow = this.#list.slice(0, low).reduce((sum, below) => sum + below.rowsBelow + below.rowsAt, 0);
    const position = this.#list[low]?.position ?? { tick: this.#high, keys: undefined };
    return { position, rowsBelow: rowsBelow + (this.#list[low]?.rowsBelow ?? 0), spans: this.#spans(low + 1, last) };
  }

  #spans(first: number, last: number): Span[] {
    const spans: Span[] = [];
    for (const [index, { state, from, to, position, rowsBelow, rowsAt }] of this.#list.entries()) {
      if (index < first || index > last) continue;
      const isWhole = state === 'done' && index < last;
      const end = isWhole ? to : position.tick - 1n;
      if (end < from) continue;
      const rows = isWhole ? rowsBelow + rowsAt : rowsBelow;
      const before = spans.at(-1);
      if (before !== undefined && before.to + 1n === from) {
        spans[spans.length - 1] = { from: before.from, to: end, rows: before.rows + rows };
      } else spans.push({ from, to: end, rows });
    }
    return spans;
  }

  #split(pageSize: number): Segment | undefined {
    let victim: Segment | undefined;
    let most = LEAST_PAGES_LEFT * pageSize;
    for (const candidate of this.#list) {
      const left = rowsLeft(candidate, pageSize);
      if (left < most) continue;
      victim = candidate;
      most = left;
    }
    if (victim === undefined) return undefined;
    const index = this.#list.indexOf(victim);
    const isLast = !this.#list.slice(index + 1).some(hasRows);
    const middle = this.#emptyFound && isLast ? geometricMiddle(victim, pageSize) : middleOf(victim, pageSize);
    const taken = segment(middle, victim.to, 'unread');
    taken.emptyFrom = victim.emptyFrom;
    victim.to = middle - 1n;
    victim.emptyFrom = undefined;
    this.#list.splice(index + 1, 0, taken);
    return taken;
  }
}

/** The last tick at which rows may be expected. */
function endOf({ to, emptyFrom }: Segment): bigint {
  return emptyFrom === undefined ? to : emptyFrom - 1n;
}

/** About the tick where the page under way ends. */
function afterPage({ reading, density }: Segment, pageSize: number): bigint {
  return reading + BigInt(Math.floor(pageSize / density));
}

function hasRows({ position, rowsBelow, rowsAt }: Segment): boolean {
  return rowsBelow + rowsAt > 0 || hasRowsOut(position);
}

/** The middle of what is left behind the page under way. */
function middleOf(victim: Segment, pageSize: number): bigint {
  const start = afterPage(victim, pageSize);
  return start + (endOf(victim) - start) / 2n + 1n;
}

/** Where the rows are likely to end soon: the geometric mean comes near to an end far below in few steps. */
function geometricMiddle(victim: Segment, pageSize: number): bigint {
  const start = afterPage(victim, pageSize);
  const left = Number(endOf(victim) - start);
  const page = Math.max(1, pageSize / victim.density);
  return start + BigInt(Math.floor(Math.min(Math.sqrt(left * page), left / 2))) + 1n;
}

/** The rows that seem to be left behind the page under way. */
function rowsLeft(candidate: Segment, pageSize: number): number {
  const { state, fixed, density } = candidate;
  if (state !== 'owned' || fixed || density === 0) return 0;
  return Number(endOf(candidate) - afterPage(candidate, pageSize)) * density;
}
