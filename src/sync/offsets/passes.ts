/** Passes over the same rows before they count as not provable. */
export const MAX_PASSES = 16;
/** So many passes with the same rows show that equal rows in different pages are as many rows, not one that moved. */
const AGREEING_PASSES = 3;
/** With so few rows, passes agree by chance more often: then more of them must. */
const FEW_ROWS = 16;
const AGREEING_PASSES_OF_FEW = 8;
/** The parts of a page that one pass after the other asks for. */
const PARTS: readonly number[] = [1, 2 / 3, 1 / 2, 3 / 4, 2 / 5, 5 / 6, 3 / 5];

/** Are these passes enough to believe what they agree on? `rows`: those of each. */
export function isEnough(passes: number, rows: number): boolean {
  return passes >= (rows > FEW_ROWS ? AGREEING_PASSES : AGREEING_PASSES_OF_FEW);
}

/** Pages that end elsewhere in each pass: an order that hangs on the offset, or changes in turns, would look stable. */
export function limitOfPass(pass: number, largestPage: number, limit: number): number {
  const size = Math.min(limit, largestPage);
  return Math.max(Math.min(2, limit), Math.ceil(size * (PARTS[(pass - 1) % PARTS.length] as number)));
}

/**
 * How often a row is there for certain: as often as one page has it, or, where passes agreed on these, as often as it came in
 * the pass.
 */
export function certainCount(onPage: number, inPass: number, agreed: number): number {
  return Math.max(onPage, Math.min(inPass, agreed));
}
