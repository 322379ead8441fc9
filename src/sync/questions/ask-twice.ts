import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import type { RangeContext } from '../range/range-context.ts';
import { askTwiceUnlessRefused, isRefusal } from './offset-proof.ts';

/** An empty answer may be a slip of the server: it counts when it is empty twice. */
export async function askTwice(query: Query, context: RangeContext): Promise<Page> {
  const page = await context.ask(query);
  return page.count > 0 ? page : await context.ask(query);
}

/** Where only offsets lead on: `refused` makes the error of an offset that the configuration or the API does not have. */
export async function askOffsetTwice(
  query: Query,
  context: RangeContext,
  refused: (offset: number, by: 'configuration' | 'API') => Error,
): Promise<Page> {
  const { offset } = query;
  const { maxOffset } = context;
  if (maxOffset !== undefined && offset > maxOffset) throw refused(maxOffset, 'configuration');
  try {
    return await askTwice(query, context);
  } catch (error) {
    if (offset === 0 || !isRefusal(error)) throw error;
    const page = await askTwiceUnlessRefused(query, context);
    if (page === undefined) throw refused(offset, 'API');
    return page;
  }
}
