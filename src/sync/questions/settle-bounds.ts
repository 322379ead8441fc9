import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { rowFingerprint } from '../../dataset/row-key.ts';
import { firstTickFrom, keysOf, rowsAt } from '../range/inspect.ts';
import type { RangeContext } from '../range/range-context.ts';
import { askTwice } from './ask-twice.ts';
import { findPage, type Shown } from './find-page.ts';
import { askTwiceUnlessRefused } from './offset-proof.ts';

/** A count from `low` on must know whether the rows at the ends of the range are hidden by their own bounds. */
export async function settleBounds(low: bigint, context: RangeContext): Promise<void> {
  const { bounds, high } = context;
  await settleLower(low, context);
  if (bounds.isUpperOpen && (bounds.hasRowsAtEnd || (await endsInRows(context)))) {
    const isShown = await hasRowsAt(high, { lower: high - 1n, upper: high, offset: 0 }, context);
    if (!isShown) bounds.noticeUpperExclusive();
  }
}

/** Does the lower bound hide rows at a tick? Then it is asked one tick lower from now on. */
export async function settleLower(tick: bigint, context: RangeContext): Promise<boolean> {
  const { bounds } = context;
  if (!bounds.isLowerOpen) return false;
  // The next tick as the upper bound only where the tick itself tells nothing, for that bound may be exclusive too.
  const isHidden = (await isHiddenBelow(tick, tick, context)) ?? (await isHiddenBelow(tick, tick + 1n, context));
  if (isHidden === true) bounds.noticeLowerExclusive();
  return isHidden === true;
}

/** The answer that would have shown them may have left them out. Without a fixed end, they come with the next sync. */
async function endsInRows(context: RangeContext): Promise<boolean> {
  const { open, high, bounds } = context;
  return !open && (await hasRowsAt(high, { lower: bounds.lower(high), upper: high + 1n, offset: 0 }, context));
}

/**
 * Does a lower bound one tick below bring rows at the tick that the tick itself as the bound does not? Undefined: no rows
 * there tell.
 */
async function isHiddenBelow(tick: bigint, upper: bigint, context: RangeContext): Promise<boolean | undefined> {
  const wide = await askFromBelow(tick, upper, context);
  if (wide === undefined) return undefined;
  const wideRows = rowsAt(wide.page, tick);
  const first = wideRows[0];
  if (first === undefined) return undefined;
  const hides = (page: Page): boolean => {
    const rows = rowsAt(page, tick);
    if (wide.query.offset === 0 && wideRows.length !== rows.length) return wideRows.length > rows.length;
    // Those between two ticks come in any case, and may fill a page: then the first one at the tick is not among them.
    const isBetween = !wide.page.times.whole || !page.times.whole;
    return isBetween && keysOf(page).get(rowFingerprint(wide.page, first)) === 0;
  };
  const query = { lower: tick, upper, offset: 0 };
  const own = await askAt(query, context);
  if (own === undefined) return undefined;
  if (!hides(own)) return false;
  // One answer may have left out rows.
  const again = await askAt(query, context);
  return again !== undefined && hides(again);
}

/** A page from one tick below on; where those below fill it, and lie between two ticks, the first one with others. */
async function askFromBelow(tick: bigint, upper: bigint, context: RangeContext): Promise<Shown | undefined> {
  const query = { lower: tick - 1n, upper, offset: 0 };
  const page = await askAt(query, context);
  if (page === undefined) return undefined;
  const isFilled = page.count > 0 && !page.times.whole && firstTickFrom(page, tick) === undefined;
  return isFilled ? await findPage(query, tick, context) : { query, page };
}

async function hasRowsAt(tick: bigint, query: Query, context: RangeContext): Promise<boolean> {
  const page = await askAt(query, context);
  return page === undefined || rowsAt(page, tick).length > 0;
}

/** One page; undefined where the API refuses a range that ends where it begins. */
async function askAt(query: Query, context: RangeContext): Promise<Page | undefined> {
  const ask = query.lower < query.upper ? askTwice : askTwiceUnlessRefused;
  const page = await ask(query, context);
  if (page !== undefined) context.bounds.note(query, page);
  return page;
}
