/** What a reader is told to read. */
export interface ReadJob {
  readonly url: string;
  readonly token: string;
  readonly dataset: string;
  /** Both ends of the range are included; epoch ms. */
  readonly from: number;
  readonly until: number;
  readonly pageRows: number;
  /** How many rows the range holds. */
  readonly rows: number;
}

/** The job that a program of the bench gets as its first argument from the bench itself. */
export function jobOf(argv: readonly string[]): ReadJob {
  return JSON.parse(argv[0] ?? '') as ReadJob;
}

/** The filter on the time of a row that the API understands. */
export function filterOf({ from, until }: Pick<ReadJob, 'from' | 'until'>): readonly object[] {
  const parameters = [{ value: from }, { value: until }];
  return [{ clause: { type: 'timestamp', operator: 10, parameters }, orderBy: 1, columnName: 'Timestamp' }];
}
