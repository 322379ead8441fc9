import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import type { RangeContext } from '../range/range-context.ts';
import { askTwiceUnlessRefused, isRefusal } from './offset-proof.ts';

/** Of answers that say this and that by turns, the last one counts. */
const MOST_ANSWERS = 4;

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

/** What two answers in a row say: one alone may be a slip. */
export async function agreed(question: () => Promise<boolean>): Promise<boolean> {
  let before = await question();
  for (let answers = 1; answers < MOST_ANSWERS; answers += 1) {
    const now = await question();
    if (now === before) return now;
    before = now;
  }
  return before;
}
