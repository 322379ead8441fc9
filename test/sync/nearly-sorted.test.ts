import { expect, test } from '@jest/globals';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { CASE_START, type CaseRow, thingsOf } from '../support/sync-cases.ts';
import { syncOnce } from '../support/sync-once.ts';

// The rows come in the order of their times, but for a few that stand behind later ones, where no anchor shows them. As many
// others go while the dataset is read, so that no count of the whole shows them either.

const LIMIT = 100;
const ROWS = 1200;

/** With texts of so many bytes, all rows together are as large, or more than are kept to compare with. */
const FEW_BYTES = 0;
const MANY_BYTES = 8000;

interface Case {
  readonly name: string;
  /** Rows that stand behind the row at `behind`. */
  readonly late: readonly number[];
  readonly behind: number;
  /** Rows that are deleted once they are read. */
  readonly gone: readonly number[];
}

const cases: readonly Case[] = [
  { name: 'a batch at the end', late: [250, 251, 252, 460], behind: 1199, gone: [30, 640, 641, 900] },
  { name: 'a batch at the end, more gone', late: [250, 251, 252, 460], behind: 1199, gone: [30, 640, 641, 900, 901] },
  { name: 'a row of a page in which one is gone', late: [250], behind: 430, gone: [210, 700] },
  { name: 'a row, and the one to go on from is gone', late: [250], behind: 430, gone: [1189] },
  { name: 'rows of a page in which as many are gone', late: [250, 255], behind: 430, gone: [210, 211, 30, 700] },
];

test.each(cases.flatMap((one) => [FEW_BYTES, MANY_BYTES].map((bytes) => ({ ...one, bytes }))))(
  '$name, rows of $bytes bytes: all that stayed comes, and none twice that stands in order',
  async ({ late, behind, gone, bytes }) => {
    const rows = Array.from(
      { length: ROWS },
      (_, index): CaseRow => ({
        id: `row-${index}`,
        thing: `thing ${index} ${'x'.repeat(bytes)}`,
        timestamp: CASE_START + index * 1000,
      }),
    );
    const stored = rows.toSorted((one, other) => placeOf(one, late, behind) - placeOf(other, late, behind));
    const deleted = new Set(gone.map((index) => `row-${index}`));
    // When the last page is asked for, they are out.
    const mutate: Behaviour['mutate'] = (table, { lower }) => {
      if (Number(lower) < CASE_START + 1_150_000) return;
      table.remove((row) => deleted.has(String((row as CaseRow).id)));
    };
    const api = await startDatasetApi({
      datasets: { rows: { rows: stored } },
      behaviour: { orderIgnored: true, mutate },
    });
    try {
      const result = await syncOnce(api.url, {
        datasets: [{ dataset_id: 'rows' }],
        paginator: { limit: LIMIT },
        requests: { concurrency: 1 },
      });
      expect(result.message).toBe('');
      const things = thingsOf(result);
      const seen = new Set(things);
      const missing = rows.filter(({ id, thing }) => !deleted.has(String(id)) && !seen.has(thing));
      expect(missing.map(({ id }) => id)).toEqual([]);
      expect(things.length - seen.size).toBeLessThanOrEqual(late.length);
    } finally {
      await api.close();
    }
  },
);

function placeOf({ id }: CaseRow, late: readonly number[], behind: number): number {
  const index = Number(String(id).slice('row-'.length));
  return late.includes(index) ? behind + (index + 1) / (2 * ROWS) : index;
}
