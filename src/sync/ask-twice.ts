import type { Page } from '../dataset/page.ts';
import type { Query } from '../dataset/query.ts';
import type { RangeContext } from './range-context.ts';

/** An empty answer may be a slip of the server: it counts when it is empty twice. */
export async function askTwice(query: Query, context: RangeContext): Promise<Page> {
  const page = await context.ask(query);
  return page.count > 0 ? page : await context.ask(query);
}
