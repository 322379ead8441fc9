import type { Page } from '../../dataset/page.ts';
import { primaryKeyText, rowFingerprint } from '../../dataset/row-key.ts';
import { type PageView, tickOf } from '../range/inspect.ts';
import type { RangeContext } from '../range/range-context.ts';

/** What tells the rows of a page from those of the next one. */
export interface Neighbours {
  /** Those that a primary key names: key to fingerprint. One that stands twice in a page names none. */
  readonly named: ReadonlyMap<string, string>;
  /** The fingerprints of the others that have a time: two of them may be equal. */
  readonly unnamed: ReadonlySet<string>;
}

export const NO_NEIGHBOURS: Neighbours = { named: new Map(), unnamed: new Set() };

/** The rows of a page from the first one on. */
export function neighboursOf(page: Page, first: number, context: RangeContext): Neighbours {
  const named = new Map<string, string>();
  const unnamed = new Set<string>();
  const seen = new Map<string, number>();
  for (let row = 0; row < page.count; row += 1) {
    const key = primaryKeyText(page, row, context.primaryKey);
    const twin = key === undefined ? undefined : seen.get(key);
    if (key !== undefined) seen.set(key, row);
    if (key !== undefined && twin === undefined) {
      if (row >= first) named.set(key, rowFingerprint(page, row));
      continue;
    }
    for (const other of [row, twin]) {
      if (other !== undefined && other >= first && tickOf(page, other) !== undefined) {
        unnamed.add(rowFingerprint(page, other));
      }
    }
    if (key !== undefined) named.delete(key);
  }
  return { named, unnamed };
}

/** What is in one of them or in both. */
export function bothOf(one: Neighbours, other: Neighbours): Neighbours {
  return { named: new Map([...one.named, ...other.named]), unnamed: new Set([...one.unnamed, ...other.unnamed]) };
}

/** Rows that no key names came again: equal ones, or some that moved. */
export function hasTwins(one: Neighbours, other: Neighbours): boolean {
  for (const fingerprint of one.unnamed) if (other.unnamed.has(fingerprint)) return true;
  return false;
}

/**
 * Unkeeps rows whose keys were in the page before, and gives how many were: the order is not stable, or rows moved. What has
 * the key of another row is kept.
 */
export function dropNeighbours(
  page: Page,
  view: PageView,
  { named }: Neighbours,
  { named: neighbours }: Neighbours,
  context: RangeContext,
): number {
  let repeats = 0;
  for (const key of named.keys()) if (neighbours.has(key)) repeats += 1;
  if (repeats === 0) return 0;
  for (let row = 0; row < page.count; row += 1) {
    // Those without a time are known by how many of them are out.
    const isNamed = view.keep[row] === 1 && tickOf(page, row) !== undefined;
    const key = isNamed ? primaryKeyText(page, row, context.primaryKey) : undefined;
    if (key === undefined || neighbours.get(key) !== rowFingerprint(page, row)) continue;
    view.keep[row] = 0;
    view.kept -= 1;
  }
  return repeats;
}

/** What to say where nothing else can be done. */
export function warnMissing(context: RangeContext): void {
  context.warn(
    'missing',
    'Rows of one page came again in the next one: the order of the dataset is not stable, or rows moved while it was read, so rows may be missing. Sort the dataset by a unique last key.',
  );
}
