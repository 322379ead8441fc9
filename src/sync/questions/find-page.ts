import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { pageFingerprint } from '../../dataset/row-key.ts';
import { dropRepeatsOf, firstTickFrom, hasTimedRows, inspectPage, tickOf } from '../range/inspect.ts';
import { type Keys, NO_KEYS } from '../range/keys.ts';
import type { RangeContext } from '../range/range-context.ts';
import { isOffsetIgnored } from './far-offset.ts';
import { askByOffset, askTwiceUnlessRefused } from './offset-proof.ts';

/** An answer, and what it answers. */
export interface Shown {
  readonly query: Query;
  readonly page: Page;
}

/** Enough to find a row among a billion by halving. */
const MOST_QUESTIONS = 40;

/** Pages of rows that are out already, which are looked through. */
const MOST_KNOWN_PAGES = 16;

/**
 * Looks by offsets for the first rows from `tick` on in a query whose rows are in ascending order, of which those below may
 * fill many pages: the first page that has some. Undefined: there are none, or the order is another one.
 */
export async function findPage(query: Query, tick: bigint, context: RangeContext): Promise<Shown | undefined> {
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let offset = 0;
  let last = '';
  // Rows without a time stand before all others, or behind them.
  let untimedFirst = false;
  const isBelow = (page: Page, row: number): boolean => {
    const other = tickOf(page, row);
    return other === undefined ? untimedFirst : other < tick;
  };
  // Whatever the order is, a page with rows from the tick on is one of those.
  const isPassed = (page: Page): boolean => isBelow(page, page.count - 1) && firstTickFrom(page, tick) === undefined;
  for (let questions = 0; questions < MOST_QUESTIONS; questions += 1) {
    const asked = { ...query, offset };
    const page = await askOther(asked, last, context);
    const hasRows = page !== undefined && page.count > 0;
    if (hasRows && offset === 0) untimedFirst = tickOf(page, 0) === undefined;
    if (hasRows && isPassed(page)) {
      last = pageFingerprint(page);
      low = offset + page.count;
      offset = high === Number.POSITIVE_INFINITY ? low * 2 - page.count : Math.floor((low + high) / 2);
      page.memory.release();
      continue;
    }
    if (hasRows && (offset === low || isBelow(page, 0))) return { query: asked, page };
    if (offset === low) return undefined;
    high = offset;
    offset = Math.floor((low + high) / 2);
  }
  return undefined;
}

/**
 * Does the answer to a query hold rows from `low` to `high` that are not among those that are out? Those without a time belong
 * to no range. Yes, where those that are out fill many pages.
 */
export async function hasRowsWithin(
  query: Query,
  { low, high }: { readonly low: bigint; readonly high: bigint },
  context: RangeContext,
  out: Keys = NO_KEYS,
): Promise<boolean> {
  let shown = await findPage(query, low, context);
  let left = out;
  for (let pages = 0; pages < MOST_KNOWN_PAGES; pages += 1) {
    if (shown === undefined || shown.page.count === 0) return false;
    const view = inspectPage(shown.page, { low, high, askedLow: query.lower, askedHigh: query.upper });
    left = dropRepeatsOf(shown.page, view, left);
    if (hasTimedRows(view)) return true;
    if (view.ascending && (out.rows === 0 || view.passed)) return false;
    const next = { ...shown.query, offset: shown.query.offset + shown.page.count };
    shown.page.memory.release();
    const page = await askByOffset(next, context, askTwiceUnlessRefused);
    shown = page && { query: next, page };
  }
  return out.rows > 0;
}

/** Nothing where the page before, with that fingerprint, comes again: offsets are ignored, or nothing stands behind it. */
async function askOther(query: Query, last: string, context: RangeContext): Promise<Page | undefined> {
  // What needs no offset can be asked of any API.
  if (query.offset === 0) return await askTwiceUnlessRefused(query, context);
  const page = await askByOffset(query, context, askTwiceUnlessRefused);
  if (page === undefined || page.count === 0 || pageFingerprint(page) !== last) return page;
  const { lastAgain } = context.traits;
  if (await isOffsetIgnored(query, context)) return undefined;
  return context.traits.lastAgain === lastAgain ? page : await askTwiceUnlessRefused(query, context);
}
