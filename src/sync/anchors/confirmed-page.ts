import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { densityOf, firstTickFrom } from '../range/inspect.ts';
import type { Standing } from '../range/standing.ts';
import { viewOf } from './endings.ts';

/**
 * Rows from outside of what was asked for may be a slip: the filter counts as ignored where they come again. So may a page
 * that begins behind rows of its own part, which no anchor would show. The page that counts may have no row.
 */
export async function confirmedPage(standing: Standing, query: Query, page: Page): Promise<Page> {
  const isStrange = (answer: Page): boolean => {
    const { below, above } = viewOf(standing.segment, standing.low, query, answer);
    return below > 0 || (above > 0 && above === answer.count);
  };
  if (isStrange(page)) {
    const again = await standing.context.ask(query);
    // Of two that tell the same, the shorter one may have left out rows, which no offset behind it would show.
    return isStrange(again) && again.count <= page.count ? page : again;
  }
  return (await skipsRows(standing, query, page)) ? await standing.context.ask(query) : page;
}

/** So many rows may be expected in the gap before the first one without a doubt. */
const FEW_ROWS = 16;

/** Are there rows between the beginning of a part inside of the stream and its first page? */
async function skipsRows({ isUntouched, low, context }: Standing, query: Query, page: Page): Promise<boolean> {
  const first = firstTickFrom(page, low);
  if (!isUntouched || low === context.low || first === undefined) return false;
  if (Number(first - low) * densityOf(page) < FEW_ROWS) return false;
  const between = firstTickFrom(await context.ask({ lower: query.lower, upper: first, offset: 0, limit: 1 }), low);
  return between !== undefined && between < first;
}
