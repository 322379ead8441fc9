import type { Position } from './position.ts';
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
    for (const { from, to, rows } of [...spans].sort((one, other) => (one.from < other.from ? -1 : 1))) {
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

  get allDone(): boolean {
    return this.#list.every(({ state }) => state === 'done');
  }

  /** Its reader is through: every row of it is out, up to those at the position's tick. */
  finish(finished: Segment, position: Position, rowsBelow: number, rowsAt: number): void {
    finished.state = 'done';
    finished.position = position;
    finished.rowsBelow = finished.to === this.#high ? rowsBelow : rowsBelow + rowsAt;
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

  progress(): Progress {
    // The last one counts as under way to the end: its last time is the position, not the end of the range.
    const open = this.#list.findIndex(({ state }) => state !== 'done');
    const low = open === -1 ? this.#list.length - 1 : open;
    const rowsBelow = this.#list.slice(0, low + 1).reduce((sum, below) => sum + below.rowsBelow, 0);
    return { position: positionOf(this.#list[low]), rowsBelow, spans: this.#spansFrom(low + 1) };
  }

  #spansFrom(index: number): Span[] {
    const spans: Span[] = [];
    for (const { state, from, to, position, rowsBelow } of this.#list.slice(index)) {
      const end = state === 'done' && to !== this.#high ? to : position.tick - 1n;
      if (end < from) continue;
      const before = spans.at(-1);
      if (before !== undefined && before.to + 1n === from) {
        spans[spans.length - 1] = { from: before.from, to: end, rows: before.rows + rowsBelow };
      } else spans.push({ from, to: end, rows: rowsBelow });
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

function positionOf(one: Segment | undefined): Position {
  return one?.position ?? { tick: 0n, keys: undefined };
}

/** The last tick at which rows may be expected. */
function endOf({ to, emptyFrom }: Segment): bigint {
  return emptyFrom === undefined ? to : emptyFrom - 1n;
}

/** About the tick where the page under way ends. */
function afterPage({ reading, density }: Segment, pageSize: number): bigint {
  return reading + BigInt(Math.floor(pageSize / density));
}

function hasRows({ from, position }: Segment): boolean {
  return position.tick > from || (position.keys !== undefined && position.keys.size > 0);
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
