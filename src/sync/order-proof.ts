import type { Page } from '../dataset/page.ts';
import type { Query } from '../dataset/query.ts';
import { pageFingerprint } from '../dataset/row-key.ts';
import { ConnectorError } from '../errors/connector-error.ts';
import { inspectPage } from './inspect.ts';
import type { RangeContext } from './range-context.ts';

/** Does the query have rows at an offset? An API that ends offsets, or ignores them (the first page again), cannot tell: no. */
export async function hasRowsBehind(query: Query, offset: number, context: RangeContext): Promise<boolean> {
  if (context.maxOffset !== undefined && offset > context.maxOffset) return false;
  const behind = await askTolerantly({ ...query, offset }, context);
  if (behind === undefined || behind.count === 0) return false;
  return pageFingerprint(behind) !== pageFingerprint(await context.ask(query));
}

/** Reads all pages by offsets without writing a row: are the times in ascending order throughout? */
export async function isAscending(query: Query, context: RangeContext): Promise<boolean> {
  let last: bigint | undefined;
  for (let offset = 0; ; ) {
    const page = await askTolerantly({ ...query, offset }, context);
    if (page === undefined || page.count === 0) return true;
    const low = last ?? query.lower;
    const view = inspectPage(page, { low, high: query.upper, askedLow: low, askedHigh: query.upper });
    if (!view.ascending || view.below > 0) return false;
    last = view.lastTick ?? last;
    offset += page.count;
  }
}

async function askTolerantly(query: Query, context: RangeContext): Promise<Page | undefined> {
  try {
    const page = await context.ask(query);
    // An empty page may be a slip of the server.
    return page.count > 0 ? page : await context.ask(query);
  } catch (error) {
    if (error instanceof ConnectorError && error.code === 'request_rejected') return undefined;
    throw error;
  }
}
