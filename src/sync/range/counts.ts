/** What is counted while a stream is read; the reconciliation line shows it (design rule 14). */
export interface Counts {
  requests: number;
  /** Rows in all proven pages. */
  received: number;
  /** Rows written to stdout. */
  emitted: number;
  /** Rows dropped because they were already out. */
  repeated: number;
  /** Rows dropped because they lie outside of the range that was asked for. */
  outside: number;
  /** Rows dropped because another reader brings them: they lie beyond the end of the reader's part. */
  beyond: number;
  /** Rows without a time. */
  untimed: number;
  /** Rows whose time is there but null. */
  nullTimes: number;
  retried: number;
  windows: number;
}

export function noCounts(): Counts {
  return {
    requests: 0,
    received: 0,
    emitted: 0,
    repeated: 0,
    outside: 0,
    beyond: 0,
    untimed: 0,
    nullTimes: 0,
    retried: 0,
    windows: 0,
  };
}

/** All of them in words, for the line at the end of a stream. What was received and not used otherwise has proven something. */
export function textOf(counts: Counts): string {
  const { requests, received, emitted, repeated, outside, beyond, untimed, retried, windows } = counts;
  const looked = received - emitted - repeated - outside - beyond;
  return `${requests} requests, ${received} rows received: ${emitted} emitted, ${repeated} skipped as repeats, ${beyond} left to other readers, ${outside} outside of the range, ${looked} only to prove others; ${untimed} without a time, ${retried} requests retried; read in ${windows} window${windows === 1 ? '' : 's'}`;
}
