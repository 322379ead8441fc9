/** A closed span of ticks of which every row is out. */
export interface Span {
  readonly from: bigint;
  readonly to: bigint;
  /** How many different rows are in it. */
  readonly rows: number;
  /** Its page was not full, so it may have left out rows of it: those that a count shows may be as old as the others. */
  readonly notFull?: boolean;
  /** It was read by itself, and not by anchors: no order hides a row of it. */
  readonly isWhole?: boolean;
}

/** Sorts ticks, the lowest first: the difference of two may be more than a number holds. */
export function byTick(one: bigint, other: bigint): number {
  return one < other ? -1 : Number(one > other);
}

/** From the first of some spans to the last, in ascending order, whatever is between them. */
export function reachOf(spans: readonly Span[]): Pick<Span, 'from' | 'to'> {
  return { from: spans[0]?.from ?? 0n, to: spans.at(-1)?.to ?? -1n };
}
