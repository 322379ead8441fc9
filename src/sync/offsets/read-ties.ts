import { areSameKeys, type KeyCounts, NO_KEYS } from '../range/keys.ts';
import type { RangeContext } from '../range/range-context.ts';
import { type MoveWith, notProvable, type Tie, TiePass } from './tie-pass.ts';

/** Passes over the rows of one tick before they count as not provable. */
const MAX_PASSES = 16;
/** So many passes with the same rows show that equal rows in different pages are as many rows, not one that moved. */
const AGREEING_PASSES = 3;
/** With so few rows, passes agree by chance more often: then more of them must. */
const FEW_ROWS = 16;
const AGREEING_PASSES_OF_FEW = 8;
/** The parts of a page that one pass after the other asks for. */
const PARTS: readonly number[] = [1, 2 / 3, 1 / 2, 3 / 4, 2 / 5, 5 / 6, 3 / 5];

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
 * in another page may be equal or one that moved, so they are written only after several passes agree. Errors:
 * ties_not_provable.
 */
export async function readTies(tie: Tie, context: RangeContext, move?: MoveWith): Promise<TiesRead> {
  const written = tie.out.copy();
  let known = NO_KEYS;
  let before: TiePass | undefined;
  let agreed = 0;
  let largestPage = context.limit;
  for (let count = 1; count <= MAX_PASSES; count += 1) {
    const pass = new TiePass({ tie, context, written, known, move, limit: limitOf(count, largestPage, context) });
    await pass.read();
    if (count === 1) largestPage = pass.largestPage;
    pass.compareWith(before);
    if (pass.isProven) return { out: written, rows: pass.below + pass.rows, at: pass.rows };
    // Rows that stand in two pages may be equal ones only where the order is the same from page to page.
    const isSame = before !== undefined && !pass.moved && areSameKeys(before.keys, pass.keys);
    agreed = isSame ? agreed + 1 : 1;
    if (agreed >= (pass.rows > FEW_ROWS ? AGREEING_PASSES : AGREEING_PASSES_OF_FEW)) known = pass.keys;
    before = pass;
  }
  throw notProvable(tie, `their order changed in each of ${MAX_PASSES} passes`, context);
}

/** Pages that end elsewhere in each pass: an order that hangs on the offset, or changes in turns, would look stable. */
function limitOf(pass: number, largestPage: number, { limit }: RangeContext): number {
  const size = Math.min(limit, largestPage);
  return Math.max(Math.min(2, limit), Math.ceil(size * (PARTS[(pass - 1) % PARTS.length] as number)));
}
