import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { type ConnectorError, connectorError } from '../../errors/connector-error.ts';
import { floorTo } from './filter-bounds.ts';
import { type PageView, tickOf } from './inspect.ts';
import type { RangeContext } from './range-context.ts';

export function warnOutside(rows: number, context: RangeContext): void {
  context.counts.outside += rows;
  context.warn('outside', `The API gave rows outside of the range that was asked for; they are dropped and counted.`);
}

/**
 * A first page that has nothing but rows from outside of the range is none of it. Where earlier syncs have read rows, those may
 * fill pages: then only all of them show that. Errors: rows_outside_range.
 */
export function refuseOutside(page: Page, view: PageView, query: Query, context: RangeContext): void {
  if (!context.isAhead && isOnlyOutside(page, view, query, context)) throw outsideRange(query, context);
}

export function isOnlyOutside(page: Page, { below, above }: PageView, query: Query, context: RangeContext): boolean {
  return below + above === page.count && isFarOutside(page, query, context);
}

/** Pages that had rows from far outside of the range had nothing of it. Errors: rows_outside_range. */
export function refuseNothing(query: Query, context: RangeContext): void {
  const { emitted, repeated } = context.counts;
  if (emitted + repeated === 0) throw outsideRange(query, context);
}

function outsideRange({ lower, upper }: Query, { datasetId: dataset, readable }: RangeContext): ConnectorError {
  return connectorError('rows_outside_range', { dataset, from: readable(lower), to: readable(upper) });
}

/**
 * An API that takes bounds for their days gives all rows of the first day and the last. Rows of other days show that the
 * filter is not honoured.
 */
export function isFarOutside(page: Page, { lower, upper }: Query, { day }: RangeContext): boolean {
  const [first, last] = [floorTo(lower, day), floorTo(upper, day) + day];
  for (let row = 0; row < page.count; row += 1) {
    const tick = tickOf(page, row);
    if (tick !== undefined && (tick < first || tick >= last)) return true;
  }
  return false;
}
