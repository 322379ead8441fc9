/** How much the scenarios read. */
export interface Sizes {
  readonly rounds: number;
  readonly pageRows: number;
  readonly small: number;
  /** The small rows that other tools read. */
  readonly peers: number;
  readonly wide: number;
  readonly flights: number;
  /** The most rows for a reader that is given fewer. */
  readonly slow: number;
  readonly latencyPages: number;
  readonly starts: number;
  /** Rows of the smaller read whose peak is compared with that of ten times as many. */
  readonly memorySmall: number;
  readonly memoryWide: number;
}

export const FULL: Sizes = {
  rounds: 3,
  pageRows: 10_000,
  small: 2_000_000,
  peers: 1_000_000,
  wide: 300_000,
  flights: 3_000_000,
  slow: 100_000,
  latencyPages: 800,
  starts: 31,
  memorySmall: 1_000_000,
  memoryWide: 200_000,
};

/** To see that all of it works; too short for figures that count. */
export const QUICK: Sizes = {
  rounds: 1,
  pageRows: 10_000,
  small: 200_000,
  peers: 100_000,
  wide: 20_000,
  flights: 200_000,
  slow: 10_000,
  latencyPages: 100,
  starts: 7,
  memorySmall: 50_000,
  memoryWide: 10_000,
};
