import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { connectorError } from '../../errors/connector-error.ts';
import { floorTo } from './filter-bounds.ts';
import { type PageView, tickOf } from './inspect.ts';
import type { RangeContext } from './range-context.ts';

export function warnOutside(rows: number, context: RangeContext): void {
  context.counts.outside += rows;
  context.warn('outside', `The API gave rows outside of the range that was asked for; they are dropped and counted.`);
}

/** A page that has nothing but rows from outside of the range is none of it. Errors: rows_outside_range. */
export function refuseOutside(page: Page, { below, above }: PageView, query: Query, context: RangeContext): void {
  if (below + above < page.count || !isFarOutside(page, query, context)) return;
  throw connectorError('rows_outside_range', {
    dataset: context.datasetId,
    from: context.readable(query.lower),
    to: context.readable(query.upper),
  });
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
