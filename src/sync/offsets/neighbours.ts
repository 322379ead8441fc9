import type { Page } from '../../dataset/page.ts';
import { primaryKeyText, rowFingerprint } from '../../dataset/row-key.ts';
import type { PageView } from '../range/inspect.ts';
import type { RangeContext } from '../range/range-context.ts';

/** The rows from the first one on that have a primary key: key to fingerprint. One that stands twice in a page names none. */
export function namedRows(page: Page, first: number, context: RangeContext): Map<string, string> {
  const named = new Map<string, string>();
  const seen = new Set<string>();
  for (let row = 0; row < page.count; row += 1) {
    const key = primaryKeyText(page, row, context.primaryKey);
    if (key === undefined) continue;
    if (seen.has(key)) named.delete(key);
    else if (row >= first) named.set(key, rowFingerprint(page, row));
    seen.add(key);
  }
  return named;
}

/**
 * Unkeeps rows whose keys were in the page before, and gives how many were: the order is not stable, or rows moved. What has
 * the key of another row is kept.
 */
export function dropNeighbours(
  page: Page,
  view: PageView,
  named: ReadonlyMap<string, string>,
  neighbours: ReadonlyMap<string, string>,
  context: RangeContext,
): number {
  let repeats = 0;
  for (const key of named.keys()) if (neighbours.has(key)) repeats += 1;
  if (repeats === 0) return 0;
  for (let row = 0; row < page.count; row += 1) {
    const key = view.keep[row] === 1 ? primaryKeyText(page, row, context.primaryKey) : undefined;
    if (key === undefined || neighbours.get(key) !== rowFingerprint(page, row)) continue;
    view.keep[row] = 0;
    view.kept -= 1;
  }
  return repeats;
}
