/** More than a sync keeps to tell new rows from known ones. */
const MANY_BYTES = 9_000_000;

/** Bytes of each of so many rows, which are more than that together. */
export function largeRowBytes(rows: number): number {
  return Math.ceil(MANY_BYTES / (rows + 1));
}

/** The rows with a text of so many bytes each; of none, as they are. */
export function withBytes<Row extends object>(rows: readonly Row[], bytes = 0): Row[] {
  const filler = bytes === 0 ? {} : { filler: 'x'.repeat(bytes) };
  return rows.map((row) => ({ ...row, ...filler }));
}
