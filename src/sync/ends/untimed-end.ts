import { readByOffsets } from '../offsets/read-by-offsets.ts';
import { NO_KEYS } from '../range/keys.ts';
import type { RangeContext } from '../range/range-context.ts';

/**
 * An API that gives rows without a time gives them with any filter: beyond the range, they are all that it gives. There they
 * are read once more, and those go out that no reader came by, as behind more rows of one time than a page holds. Errors:
 * those of readByOffsets.
 */
export async function readUntimedRows(context: RangeContext): Promise<void> {
  const { counts, traits, ledger, high, day } = context;
  if (counts.untimed === 0 || traits.unfiltered) return;
  const lower = high + day;
  const query = { lower, upper: lower + 1n, offset: 0 };
  const none = { low: query.upper + 1n, high: query.upper };
  const why = 'rows have no time';
  ledger.addUnordered(
    await readByOffsets({ query, ...none, before: undefined, out: NO_KEYS, filtered: false, why }, context),
  );
}
