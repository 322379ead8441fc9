import type { Page } from '../../dataset/page.ts';
import { rowFingerprint } from '../../dataset/row-key.ts';
import { settleLower } from '../questions/settle-bounds.ts';
import { rowsAt } from '../range/inspect.ts';
import { KeyCounts, withoutKeys } from '../range/keys.ts';
import type { RangeContext } from '../range/range-context.ts';
import type { Anchor } from '../range/standing.ts';

/** Rows between two ticks come also where the lower bound is exclusive, which hides those at the tick itself. */
export class MissedRows {
  #settledAt: bigint | undefined;

  /** Has the page rows at the anchor, but not all that are out, and is it open whether the bound hides those? */
  areOpen(page: Page, { tick, keys }: Anchor, { bounds }: RangeContext): boolean {
    if (tick === this.#settledAt || page.times.whole || !bounds.isLowerOpen) return false;
    const here = KeyCounts.of(rowsAt(page, tick).map((row) => rowFingerprint(page, row)));
    return here.rows > 0 && withoutKeys(keys, here).rows > 0;
  }

  /** Once for each anchor. */
  async areHidden({ tick }: Anchor, context: RangeContext): Promise<boolean> {
    this.#settledAt = tick;
    return await settleLower(tick, context);
  }
}
