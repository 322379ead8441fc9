import type { Page } from '../dataset/page.ts';

/** What the user is told of a dataset that gave no row, which may be asked wrongly; undefined: it gave some. */
export function emptyWarning(dataset: string, { count }: Page): string | undefined {
  if (count > 0) return undefined;
  return `Dataset "${dataset}" gave no row. If it should have some, check start_time, the filter in endpoint.body and the type of its bounds (endpoint.filter_time_format).`;
}
