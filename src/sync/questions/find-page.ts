import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { firstTickFrom, tickOf } from '../range/inspect.ts';
import type { RangeContext } from '../range/range-context.ts';
import { askByOffset, askTwiceUnlessRefused } from './offset-proof.ts';

/** An answer, and what it answers. */
export interface Shown {
  readonly query: Query;
  readonly page: Page;
}

/** Enough to find a row among a billion by halving. */
const MOST_QUESTIONS = 40;

/**
 * Looks by offsets for the first rows from `tick` on in a query whose rows are in ascending order, of which those below may
 * fill many pages: the first page that has some. Undefined: there are none, or the order is another one.
 */
export async function findPage(query: Query, tick: bigint, context: RangeContext): Promise<Shown | undefined> {
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let offset = 0;
  for (let questions = 0; questions < MOST_QUESTIONS; questions += 1) {
    const asked = { ...query, offset };
    // What needs no offset can be asked of any API.
    const ask = offset === 0 ? askTwiceUnlessRefused : askTwiceByOffset;
    const page = await ask(asked, context);
    const hasRows = page !== undefined && page.count > 0;
    if (hasRows && firstTickFrom(page, tick) === undefined) {
      low = offset + page.count;
      offset = high === Number.POSITIVE_INFINITY ? low * 2 - page.count : Math.floor((low + high) / 2);
      continue;
    }
    if (hasRows && (offset === low || beginsBelow(page, tick))) return { query: asked, page };
    if (offset === low) return undefined;
    high = offset;
    offset = Math.floor((low + high) / 2);
  }
  return undefined;
}

function askTwiceByOffset(query: Query, context: RangeContext): Promise<Page | undefined> {
  return askByOffset(query, context, askTwiceUnlessRefused);
}

function beginsBelow(page: Page, tick: bigint): boolean {
  const first = tickOf(page, 0);
  return first !== undefined && first < tick;
}
