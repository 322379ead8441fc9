import type { DatasetDefinition, Row } from '../../integration_tests/dataset-api/dataset.ts';
import { FIRST_FLIGHT, LAST_FLIGHT, readFlights } from './flights.ts';
import { evenly, START, skewed, smallRows } from './small-rows.ts';
import { wideRows } from './wide-rows.ts';

export type RowKind = 'small' | 'wide' | 'skewed' | 'flights';

/** A dataset that a scenario wants the API to have. */
export interface DatasetPlan {
  readonly name: string;
  readonly kind: RowKind;
  readonly rows: number;
  /** Milliseconds before each answer. */
  readonly latency?: number;
}

/** The range of time, both ends included, that holds exactly the first `rows` rows of a plan. */
export function rangeOf(
  { kind, rows: all }: DatasetPlan,
  rows: number,
): { readonly from: number; readonly until: number } {
  if (kind === 'flights') return { from: FIRST_FLIGHT, until: LAST_FLIGHT };
  const timeOf = kind === 'skewed' ? skewed(all) : evenly;
  return { from: START, until: timeOf(rows - 1) };
}

/** The rows of a plan, as often as they are asked for: the same ones each time. */
export async function rowsOf({ kind, rows }: DatasetPlan): Promise<() => Iterable<Row>> {
  switch (kind) {
    case 'small':
      return () => smallRows(rows);
    case 'skewed':
      return () => smallRows(rows, skewed(rows));
    case 'wide':
      return () => wideRows(rows);
    case 'flights':
      return readFlights(rows);
  }
}

export function definitionOf(rows: () => Iterable<Row>, { latency }: DatasetPlan): DatasetDefinition {
  return { rows, behaviour: latency === undefined ? {} : { latency } };
}
