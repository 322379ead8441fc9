import type { Query } from '../../dataset/query.ts';
import { readByOffsets } from '../offsets/offset-reader.ts';
import { findPage } from '../questions/find-page.ts';
import { floorTo, unitsOfDay } from '../range/filter-bounds.ts';
import { inspectPage } from '../range/inspect.ts';
import type { RangeContext } from '../range/range-context.ts';

/**
 * Where the range has a fixed end, rows up to it may come only when more is asked for: an API that rounds the upper bound
 * down, to a second or to the beginning of a day, ends before it. Those are read as well. `highest`: the latest time that
 * came. Errors: those of readByOffsets.
 */
export async function readToEndTime(highest: bigint | undefined, context: RangeContext): Promise<void> {
  const { open, high, day, low, bounds } = context;
  // It may hide those that an earlier sync read, and others of their time.
  const unread = highest === undefined || bounds.hidesKnown(highest) ? low : highest + 1n;
  // What comes with its own bound as well came in meanwhile.
  if (open || unread > high || !(await hasRows(unread, day, context)) || (await hasRows(unread, 0n, context))) return;
  for (const unit of unitsOfDay(day)) {
    // A day more has shown them already.
    if (unit === day || (await hasRows(unread, unit, context))) return readRest(unread, unit, context);
  }
}

/** Are there rows from a tick on, up to the end of the range, when so much more is asked for? */
async function hasRows(low: bigint, more: bigint, context: RangeContext): Promise<boolean> {
  const { high, day } = context;
  const midnight = floorTo(high, day);
  // An API that takes bounds for their days gives the whole day in any case.
  const [askedLow, askedHigh] = [low > midnight ? low : midnight, high + more];
  const shown = await findPage({ lower: askedLow, upper: askedHigh, offset: 0 }, low, context);
  if (shown === undefined) return false;
  const { kept, untimed } = inspectPage(shown.page, { low, high, askedLow, askedHigh });
  return kept > untimed;
}

async function readRest(low: bigint, unit: bigint, context: RangeContext): Promise<void> {
  const { high, bounds, ledger, recent } = context;
  bounds.noticeUpperRounded(unit);
  const query: Query = { lower: bounds.lower(low), upper: bounds.upper(high), offset: 0 };
  const why = 'the upper bound of the filter is rounded down';
  const out = recent.keysOf({ from: low, to: high });
  const read = { query, low, high, before: undefined, out, filtered: true, why };
  ledger.addUnordered(await readByOffsets(read, context));
}
