import type { RequestFacts } from '../../../integration_tests/dataset-api/recorded-request.ts';
import { generateRows, type SyntheticRow } from '../../../integration_tests/dataset-api/synthetic.ts';

/** The start time of each sync; the first rows stand at it. */
export const START = Date.parse('2020-01-02T00:00:00Z');
export const ROWS = rowsWithTies(3);

/** 120 rows from START on. */
export function rowsWithTies(ties: number, count = 120): SyntheticRow[] {
  return generateRows({ count, start: START, step: 1000, ties });
}

/** Would the right answer to a request bring a row of ROWS? */
export function brings(row: number): (request: RequestFacts) => boolean {
  return ({ lower, upper, offset = 0, limit = 0 }) => {
    const matching = ROWS.filter(({ timestamp }) => timestamp >= Number(lower) && timestamp <= Number(upper));
    const place = matching.findIndex(({ id }) => id === ROWS[row]?.id);
    return place >= offset && place < offset + limit;
  };
}

/** Rows of the day before START. */
export const EARLIER = rowsWithTies(3, 60).map((row) => ({
  ...row,
  id: `old-${row.id}`,
  timestamp: row.timestamp - 86_400_000,
}));
