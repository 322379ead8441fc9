import { byTick, reachOf, type Span } from './span.ts';

/** Above this many spans, neighbours are merged: the ledger stays small however large the stream is. */
const MOST_SPANS = 4096;

/** The spans of ticks that were read by anchors, about one for each page, with the number of rows that came. */
export class Ledger {
  /** Runs before this one read a part of it. */
  readonly isContinued: boolean;
  #spans: Span[];
  /** Rows that were read by offsets: they belong to no span that could be counted again. */
  #unordered = 0;

  /** `earlier`: what the runs read that this one continues. */
  constructor(earlier: readonly Span[]) {
    // Which of their pages were full, no state says.
    this.#spans = earlier.map((span) => ({ ...span, notFull: true }));
    this.isContinued = earlier.length > 0;
  }

  /** Different rows that came in all. */
  get rows(): number {
    return this.#spans.reduce((sum, span) => sum + span.rows, this.#unordered);
  }

  /** Those of them that are not from before a tick. */
  rowsFrom(low: bigint): number {
    return this.#spans.reduce((sum, { from, rows }) => (from < low ? sum : sum + rows), this.#unordered);
  }

  add(span: Span): void {
    if (span.to < span.from) return;
    this.#spans.push(span);
    if (this.#spans.length > MOST_SPANS) this.#spans = pairs(this.spans());
  }

  /** More rows came at a tick that is booked already. */
  increase(tick: bigint, rows: number): void {
    const index = this.#spans.findLastIndex(({ from, to }) => from <= tick && tick <= to);
    const span = this.#spans[index];
    if (span === undefined) this.#unordered += rows;
    else this.#spans[index] = { ...span, rows: span.rows + rows };
  }

  /** A span was read again by itself: so many different rows are in it. */
  replace({ from, to }: Span, rows: number): void {
    this.forget(from, to);
    this.add({ from, to, rows, isWhole: true });
  }

  addUnordered(rows: number): void {
    this.#unordered += rows;
  }

  /** Forgets what came from `from` on up to `to`: it is read again by other means. */
  forget(from: bigint, to: bigint): void {
    this.#spans = this.#spans.filter((span) => span.to < from || span.from > to);
  }

  /** A span that is out, in parts of at most so many rows where they were booked so; else as it is. */
  partsOf(whole: Span, mostRows: number): readonly Span[] {
    const parts: Span[] = [];
    for (const span of this.spans()) {
      if (span.from < whole.from || span.to > whole.to) continue;
      const before = parts.at(-1);
      if (before !== undefined && before.to + 1n !== span.from) return [whole];
      if (before === undefined || before.rows + span.rows > mostRows) parts.push(span);
      else parts[parts.length - 1] = mergeSpans([before, span]);
    }
    const { from, to, rows } = mergeSpans(parts);
    return from === whole.from && to === whole.to && rows === whole.rows ? parts : [whole];
  }

  /** In ascending order. */
  spans(): readonly Span[] {
    return [...this.#spans].sort((one, other) => byTick(one.from, other.from));
  }
}

/** Without a gap between them, in ascending order. */
export function mergeSpans(spans: readonly Span[]): Span {
  const rows = spans.reduce((sum, span) => sum + span.rows, 0);
  const notFull = spans.some((span) => span.notFull);
  const isWhole = spans.every((span) => span.isWhole);
  return { ...reachOf(spans), rows, notFull, isWhole };
}

/** Merges two neighbours at a time, if there is no gap between them. */
function pairs(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  let open: Span | undefined;
  for (const span of spans) {
    if (open !== undefined && open.to + 1n === span.from) {
      merged.push(mergeSpans([open, span]));
      open = undefined;
      continue;
    }
    if (open !== undefined) merged.push(open);
    open = span;
  }
  if (open !== undefined) merged.push(open);
  return merged;
}

/** Groups of spans without a gap between them, each of so many rows at most, unless it is one span. */
export function groupsOf(spans: readonly Span[], mostRows: number): Span[][] {
  const groups: Span[][] = [];
  let rows = 0;
  for (const span of spans) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group !== undefined && before?.to === span.from - 1n && rows + span.rows <= mostRows) group.push(span);
    else {
      groups.push([span]);
      rows = 0;
    }
    rows += span.rows;
  }
  return groups;
}
