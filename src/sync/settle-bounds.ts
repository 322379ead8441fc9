import type { Query } from '../dataset/query.ts';
import { askTwice } from './ask-twice.ts';
import { rowsAt } from './inspect.ts';
import type { RangeContext } from './range-context.ts';

/** A count from `low` on must know whether the rows at the ends of the range are hidden by their own bounds. */
export async function settleBounds(low: bigint, context: RangeContext): Promise<void> {
  const { bounds, high } = context;
  if (bounds.isLowerOpen && (await isAnyAt(low, low - 1n, context)) && !(await isAnyAt(low, low, context))) {
    bounds.noticeLowerExclusive();
  }
  if (bounds.isUpperOpen && (bounds.hasRowsAtEnd || (await endsInRows(context)))) {
    const isShown = await hasRowsAt(high, { lower: high - 1n, upper: high, offset: 0 }, context);
    if (!isShown) bounds.noticeUpperExclusive();
  }
}

/** The answer that would have shown them may have left them out. Without a fixed end, they come with the next sync. */
async function endsInRows(context: RangeContext): Promise<boolean> {
  const { open, high, bounds } = context;
  return !open && (await hasRowsAt(high, { lower: bounds.lower(high), upper: high + 1n, offset: 0 }, context));
}

/** Asked with the tick as the upper bound, and with the next one, for that bound may be exclusive as well. */
async function isAnyAt(tick: bigint, lower: bigint, context: RangeContext): Promise<boolean> {
  return (
    (await hasRowsAt(tick, { lower, upper: tick, offset: 0 }, context)) ||
    (await hasRowsAt(tick, { lower, upper: tick + 1n, offset: 0 }, context))
  );
}

async function hasRowsAt(tick: bigint, query: Query, context: RangeContext): Promise<boolean> {
  const page = await askTwice(query, context);
  return rowsAt(page, tick).length > 0;
}
