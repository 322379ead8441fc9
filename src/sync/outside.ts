import type { Page } from '../dataset/page.ts';
import type { Query } from '../dataset/query.ts';
import { type ConnectorError, connectorError } from '../errors/connector-error.ts';
import { tickOf } from './inspect.ts';
import type { RangeContext } from './range-context.ts';

export function warnOutside(rows: number, context: RangeContext): void {
  context.counts.outside += rows;
  context.warn('outside', `The API gave rows outside of the range that was asked for; they are dropped and counted.`);
}

export function outsideError(query: Query, context: RangeContext): ConnectorError {
  const { datasetId: dataset } = context;
  return connectorError('rows_outside_range', {
    dataset,
    from: context.readable(query.lower),
    to: context.readable(query.upper),
  });
}

/** Some rows are more than a day away: else the API may take the bounds for their days, which is a filter as well. */
export function isFarOutside(page: Page, { lower, upper }: Query, { day }: RangeContext): boolean {
  for (let row = 0; row < page.count; row += 1) {
    const tick = tickOf(page, row);
    if (tick !== undefined && (tick < lower - day || tick > upper + day)) return true;
  }
  return false;
}
