import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { askByOffset, askTwiceUnlessRefused, askUnlessRefused, isWholePage } from '../questions/offset-proof.ts';
import { hasTimedRows, inspectPage, type PageView, timedRows } from '../range/inspect.ts';
import { warnOutside } from '../range/outside.ts';
import type { RangeContext } from '../range/range-context.ts';
import type { Span } from '../range/span.ts';

/** Pages without a row of a span behind which nothing of it is expected. */
const MOST_PAGES_BEHIND = 16;

/** An answer behind as many rows as were read, and `more`, that has rows of the span. */
export async function rowsBehind(
  span: Span,
  more: number,
  context: RangeContext,
): Promise<Page | 'nothing' | 'refused'> {
  let offset = span.rows + more;
  // Bounds that are asked wider bring rows that are none of the span, and without an order they may stand before its own.
  for (let pages = 0; pages < MOST_PAGES_BEHIND; pages += 1) {
    const query = context.bounds.query(span.from, span.to, offset);
    const page = await askByOffset(query, context);
    if (page === undefined) return 'refused';
    if (page.count === 0) return 'nothing';
    const view = viewOf(span, query, page);
    if (view.below + view.above > 0) warnOutside(view.below + view.above, context);
    if (hasTimedRows(view)) {
      const isMore = (await startsAtOffset(query, page, span, context)) && !(await isWholeTick(span, context));
      return isMore ? page : 'nothing';
    }
    offset += page.count;
  }
  return 'nothing';
}

/**
 * Does the answer that begins with the last row of a span have others of it? Behind them nothing came, so that offsets end
 * silently just there.
 */
export async function showsOthers(last: Page, span: Span, context: RangeContext): Promise<boolean> {
  const query = context.bounds.query(span.from, span.to, span.rows - 1);
  const hasOthers = (page: Page | undefined): boolean => page !== undefined && timedRows(viewOf(span, query, page)) > 1;
  if (context.traits.lastAgain || !hasOthers(last) || (await isWholePage(query, last, context))) return false;
  return !(await isWholeTick(span, context)) && hasOthers(await askUnlessRefused(query, context));
}

/** Where the API counts in pages, only a page of one row begins at any offset. */
async function startsAtOffset(query: Query, page: Page, span: Span, context: RangeContext): Promise<boolean> {
  if (!(await isWholePage(query, page, context))) return true;
  const own = await askTwiceUnlessRefused({ ...query, limit: 1 }, context);
  return own !== undefined && hasTimedRows(viewOf(span, query, own));
}

/** A span of one tick may be asked up to the next one, of which rows may stand before its own: then its own range tells. */
async function isWholeTick({ from, to, rows }: Span, context: RangeContext): Promise<boolean> {
  if (from < to || rows === 0) return false;
  const query = { lower: context.bounds.lower(from), upper: context.bounds.upper(to), offset: rows };
  if ((await askTwiceUnlessRefused(query, context))?.count !== 0) return false;
  return ((await askTwiceUnlessRefused({ ...query, offset: rows - 1 }, context))?.count ?? 0) > 0;
}

/** The rows of a span in an answer. */
export function viewOf({ from, to }: Span, { lower, upper }: Query, page: Page): PageView {
  return inspectPage(page, { low: from, high: to, askedLow: lower, askedHigh: upper });
}
