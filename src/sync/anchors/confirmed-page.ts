import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import type { Standing } from '../range/standing.ts';
import { viewOf } from './endings.ts';

/** Rows from outside of what was asked for may be a slip: the filter counts as ignored where they come again. */
export async function confirmedPage(standing: Standing, query: Query, page: Page): Promise<Page> {
  const isStrange = (answer: Page): boolean => {
    const { below, above } = viewOf(standing.segment, standing.low, query, answer);
    return below > 0 || above === answer.count;
  };
  if (!isStrange(page)) return page;
  const again = await standing.context.ask(query);
  return isStrange(again) ? page : again;
}
