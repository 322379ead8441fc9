import { expect } from '@jest/globals';
import type { CaseRow } from './sync-cases.ts';

/** Each of the rows came, and none twice; rows of one `thing` may be several. */
export function expectEach(rows: readonly CaseRow[], things: readonly string[]): void {
  expect(new Set(things)).toEqual(new Set(rows.map(({ thing }) => thing)));
  expect(things).toHaveLength(rows.length);
}
