import type { Query } from '../dataset/query.ts';
import { askTwice } from './ask-twice.ts';
import { rowsAt } from './inspect.ts';
import type { RangeContext } from './range-context.ts';

/** A count from `low` on must know whether the rows at the ends of the range are hidden by their own bounds. */
export async function settleBounds(low: bigint, context: RangeContext): Promise<void> {
  const { bounds, high } = context;
  if (bounds.isLowerOpen) {
    const shown = await rowsAtLow(low, low, context);
    if ((await rowsAtLow(low, low - 1n, context)) > shown) bounds.noticeLowerExclusive();
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

/** Rows of one page at a tick. Where there are none, the next tick is the upper bound, for that may be exclusive as well. */
async function rowsAtLow(tick: bigint, lower: bigint, context: RangeContext): Promise<number> {
  const count = async (upper: bigint): Promise<number> =>
    rowsAt(await askTwice({ lower, upper, offset: 0 }, context), tick).length;
  return (await count(tick)) || count(tick + 1n);
}

async function hasRowsAt(tick: bigint, query: Query, context: RangeContext): Promise<boolean> {
  const page = await askTwice(query, context);
  return rowsAt(page, tick).length > 0;
}
