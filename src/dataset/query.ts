/** One request for rows: a closed range of ticks and an offset into it. */
export interface Query {
  readonly lower: bigint;
  readonly upper: bigint;
  readonly offset: number;
  /** Rows that are asked for; by default as many as paginator.limit says (check asks for one). */
  readonly limit?: number;
}
