import { areSameKeys, type KeyCounts, NO_KEYS } from '../range/keys.ts';
import type { RangeContext } from '../range/range-context.ts';
import { isEnough, limitOfPass, MAX_PASSES } from './passes.ts';
import { type MoveWith, notProvable, type Tie, TiePass } from './tie-pass.ts';

export interface TiesRead {
  /** The rows that are out. */
  readonly out: KeyCounts;
  /** Those that the query had when it was read, with some below the tick. */
  readonly rows: number;
  /** Those of them at the tick itself. */
  readonly at: number;
}

/**
 * Reads all rows of one tick by offsets, because they are more than a page. N offsets have N rows: a pass is proven
 * where as many rows are certain. A row is certain when it is new, or when one page has it so often; rows that come again
 * in another page may be equal or one that moved, so they are written only after several passes agree. `written`: the
 * rows that are out; others come in. Errors: ties_not_provable.
 */
export async function readTies(
  tie: Tie,
  context: RangeContext,
  move?: MoveWith,
  written = tie.out.copy(),
): Promise<TiesRead> {
  let known = NO_KEYS;
  let before: TiePass | undefined;
  let agreed = 0;
  let largestPage = context.limit;
  for (let count = 1; count <= MAX_PASSES; count += 1) {
    const pass = new TiePass({
      tie,
      context,
      written,
      known,
      move,
      limit: limitOfPass(count, largestPage, context.limit),
    });
    await pass.read();
    if (count === 1) largestPage = pass.largestPage;
    pass.compareWith(before);
    if (pass.isProven) return { out: written, rows: pass.below + pass.rows, at: pass.rows };
    // Rows that stand in two pages may be equal ones only where the order is the same from page to page.
    const isSame = before !== undefined && !pass.moved && areSameKeys(before.keys, pass.keys);
    agreed = isSame ? agreed + 1 : 1;
    if (isEnough(agreed, pass.rows)) known = pass.keys;
    before = pass;
  }
  throw notProvable(tie, `their order changed in each of ${MAX_PASSES} passes`, context);
}
