import type { Page } from '../dataset/page.ts';
import type { Query } from '../dataset/query.ts';
import { tickOf } from './inspect.ts';
import { readByOffsets } from './offset-reader.ts';
import type { RangeContext } from './range-context.ts';

/**
 * A reader may have begun before another one found out that the lower bound is rounded up, which hid the first rows of its
 * part: they are read now.
 */
export async function readHiddenBeginnings(context: RangeContext): Promise<void> {
  const { bounds, ledger, recent } = context;
  const why = 'the lower bound of the filter is rounded';
  for (const { from, to } of bounds.hiddenBeginnings()) {
    const query = { lower: bounds.lower(from), upper: bounds.upper(to) + 1n, offset: 0 };
    const out = recent.keysOf({ from, to });
    const rows = await readByOffsets(
      { query, low: from, high: to, before: undefined, out, filtered: true, why },
      context,
    );
    ledger.increase(from, rows);
  }
}

/** The first answer to a reader has shown rows of its part, or above it. */
export function noteBeginning(from: bigint, { lower }: Query, page: Page, { bounds }: RangeContext): void {
  const ticks = Array.from({ length: page.count }, (_, row) => tickOf(page, row));
  const first = ticks.find((tick) => tick !== undefined && tick >= from);
  if (first !== undefined) bounds.noteBeginning({ from, to: first - 1n, lower });
}
