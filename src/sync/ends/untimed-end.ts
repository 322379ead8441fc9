import { warnMissing } from '../offsets/neighbours.ts';
import { readInPasses } from '../offsets/range-passes.ts';
import type { RangeContext } from '../range/range-context.ts';

/**
 * An API that gives rows without a time gives them with any filter: beyond the range, they are all that it gives. There they
 * are read once more, and those go out that no reader came by, as behind more rows of one time than a page holds, or that are
 * equal to one of another page. Errors: those of readInPasses.
 */
export async function readUntimedRows(context: RangeContext): Promise<void> {
  const { counts, traits, ledger, untimed, high, day } = context;
  if (counts.untimed === 0 || traits.unfiltered) return;
  const lower = high + day;
  const query = { lower, upper: lower + 1n, offset: 0 };
  const read = { query, low: query.upper + 1n, high: query.upper, why: 'rows have no time' };
  const passes = { read, written: untimed.keys, certain: untimed.keys, before: 0 };
  const { fresh, outcome } = await readInPasses(passes, context);
  ledger.addUnordered(fresh);
  if (outcome === 'unproven') warnMissing(context);
}
