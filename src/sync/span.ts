/** A closed span of ticks of which every row is out. */
export interface Span {
  readonly from: bigint;
  readonly to: bigint;
  /** How many different rows are in it. */
  readonly rows: number;
}
