import type { Page } from '../dataset/page.ts';
import type { Query } from '../dataset/query.ts';
import { askUnlessRefused } from './offset-proof.ts';
import type { RangeContext } from './range-context.ts';

/** An empty answer may be a slip of the server: it counts when it is empty twice. */
export async function askTwice(query: Query, context: RangeContext): Promise<Page> {
  const page = await context.ask(query);
  return page.count > 0 ? page : await context.ask(query);
}

/** The same by an offset; undefined where the API refuses it. */
export async function askTwiceUnlessRefused(query: Query, context: RangeContext): Promise<Page | undefined> {
  const page = await askUnlessRefused(query, context);
  return page?.count === 0 ? await askUnlessRefused(query, context) : page;
}
