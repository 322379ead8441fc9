import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { settleLower } from '../questions/settle-bounds.ts';
import { keysAt } from '../range/inspect.ts';
import { withoutKeys } from '../range/keys.ts';
import type { RangeContext } from '../range/range-context.ts';
import type { Standing } from '../range/standing.ts';

/** Rows between two ticks come also where the lower bound is exclusive, which hides those at the tick itself. */
export class MissedRows {
  #settledAt: bigint | undefined;

  /** Has the page rows at the time that it was asked from, and is it open whether the bound hides others there? */
  areOpen({ low, anchor }: Standing, query: Query, page: Page, { bounds }: RangeContext): boolean {
    if (low === this.#settledAt || query.lower !== low || page.times.whole || !bounds.isLowerOpen) return false;
    const here = keysAt(page, low);
    if (here.rows === 0) return false;
    return anchor === undefined || withoutKeys(anchor.keys, here).rows > 0;
  }

  /** Once for each time. */
  async areHidden({ low }: Standing, context: RangeContext): Promise<boolean> {
    this.#settledAt = low;
    return await settleLower(low, context);
  }
}
