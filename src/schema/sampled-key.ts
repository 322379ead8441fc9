import { CURSOR_FIELD, type Page } from '../dataset/page.ts';
import { placesOf } from '../json/paths.ts';
import { sampledValues } from './sampled-values.ts';

/** What a sample shows of the columns that are configured as a primary key. */
export interface SampledKey {
  /** The place of each column; undefined where one of them has no value in any row, so that they identify none. */
  readonly paths: readonly (readonly string[])[] | undefined;
  /** The columns that have no value in any row. */
  readonly absent: readonly string[];
}

export function sampledKey(sample: Page, primaryKey: readonly string[]): SampledKey {
  const found = primaryKey.map((column) => ({ column, path: pathOf(sample, column) }));
  const absent = found.filter(({ path }) => path === undefined).map(({ column }) => column);
  return { paths: absent.length > 0 ? undefined : found.flatMap(({ path }) => (path ? [path] : [])), absent };
}

function pathOf(sample: Page, column: string): readonly string[] | undefined {
  if (sample.count === 0 || column === CURSOR_FIELD) return [column];
  return placesOf(column).find((path) => hasValue(sample, path));
}

function hasValue(sample: Page, path: readonly string[]): boolean {
  for (const value of sampledValues(sample, path)) if (value !== 'null') return true;
  return false;
}

/** What the user is told of columns that no row of a sample has; undefined: all have some. */
export function absentKeyWarning(dataset: string, sample: Page, primaryKey: readonly string[]): string | undefined {
  const { absent } = sampledKey(sample, primaryKey);
  if (absent.length === 0) return undefined;
  const columns = absent.map((column) => `"${column}"`).join(', ');
  const rows = sample.count === 1 ? 'first row' : `first ${sample.count} rows`;
  const have = sample.count === 1 ? 'has' : 'have';
  return `The ${rows} of dataset "${dataset}" ${have} no value in ${columns}: correct endpoint.primary_key, or make it empty if no columns identify a row.`;
}
