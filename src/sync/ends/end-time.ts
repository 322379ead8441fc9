import { readByOffsets } from '../offsets/read-by-offsets.ts';
import { hasRowsWithin } from '../questions/find-page.ts';
import { floorTo, unitsOfDay } from '../range/filter-bounds.ts';
import type { RangeContext } from '../range/range-context.ts';

/**
 * Where the range has a fixed end, rows up to it may come only when more is asked for: an API that rounds the upper bound
 * down, to a second or to the beginning of a day, ends before it, and so does one that takes it for a time of another zone.
 * Those are read as well. `highest`: the latest time that came so far. Errors: those of readByOffsets.
 */
export async function readToEndTime(highest: () => bigint | undefined, context: RangeContext): Promise<void> {
  const { open, high, day } = context;
  let unread = unreadFrom(highest(), context);
  // What comes with its own bound as well came in meanwhile.
  if (open || unread > high || !(await hasRows(unread, day, context)) || (await hasRows(unread, 0n, context))) return;
  for (const unit of unitsOfDay(day)) {
    // A day more has shown them already.
    if (unit !== day && !(await hasRows(unread, unit, context))) continue;
    await readRest(unread, unit, context);
    unread = unreadFrom(highest(), context);
    if (unread > high || !(await hasRows(unread, day, context))) return;
  }
}

/** The bound may hide those that an earlier sync read, and others of their time. */
function unreadFrom(highest: bigint | undefined, { low, bounds }: RangeContext): bigint {
  return highest === undefined || bounds.hidesKnown(highest) ? low : highest + 1n;
}

/** Are there rows from a tick on, up to the end of the range, that are not out, when so much more is asked for? */
async function hasRows(low: bigint, more: bigint, context: RangeContext): Promise<boolean> {
  const { high, day, recent, bounds } = context;
  const midnight = floorTo(high, day);
  // An API that takes bounds for their days gives the whole day in any case.
  const query = { lower: bounds.lower(low > midnight ? low : midnight), upper: high + more, offset: 0 };
  return await hasRowsWithin(query, { low, high }, context, recent.keysOf({ from: low, to: high }));
}

/** From the last tick that came on, of which those behind it may be hidden where times are finer than the filter. */
async function readRest(low: bigint, unit: bigint, context: RangeContext): Promise<void> {
  const { high, bounds, ledger, recent, counts } = context;
  bounds.noticeUpperRounded(unit);
  const why = 'the upper bound of the filter is rounded down';
  const isBegun = low > context.low;
  const from = isBegun ? low - 1n : low;
  const out = recent.keysOf({ from, to: high });
  await context.written();
  const before = counts.emitted;
  const read = { query: bounds.query(from), low: from, high, before: undefined, out, filtered: true, why };
  const rows = await readByOffsets(read, context);
  await context.written();
  // Those of that tick which are out are counted.
  ledger.addUnordered(isBegun ? counts.emitted - before : rows);
}
