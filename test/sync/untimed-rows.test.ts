import { describe, expect, test } from '@jest/globals';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { sortedTexts } from '../support/sync-cases.ts';
import { syncOnce } from '../support/sync-once.ts';

const START = Date.parse('2020-01-02T00:00:00Z');
const LIMIT = 50;

interface Case {
  readonly timed: number;
  readonly untimed: number;
}

function rowsOf({ timed, untimed }: Case): object[] {
  return [
    ...Array.from({ length: timed }, (_, id) => ({ id, timestamp: START + id * 1000 })),
    ...Array.from({ length: untimed }, (_, id) =>
      id % 2 === 0 ? { id: `null ${id}`, timestamp: null } : { id: `none ${id}` },
    ),
    // Truly equal.
    ...Array.from({ length: Math.min(untimed, 3) }, () => ({ timestamp: null })),
  ];
}

const cases = (['first', 'last'] as const).flatMap((untimedMatch) =>
  [
    { timed: 20, untimed: 4 },
    { timed: 45, untimed: 4 },
    { timed: 700, untimed: 4 },
    { timed: 700, untimed: 130 },
  ].map((rows) => ({ untimedMatch, ...rows })),
);

describe('rows without a time that match every filter', () => {
  test.each(cases)(
    '$untimedMatch of all: $untimed and $timed others come once each',
    async ({ untimedMatch, ...sizes }) => {
      const rows = rowsOf(sizes);
      const behaviour = { untimedMatch, latency: 2, total: { path: 'total', value: 'exact' } } as const;
      const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
      try {
        const result = await syncOnce(api.url, {
          datasets: [{ dataset_id: 'rows' }],
          paginator: { limit: LIMIT, total_selector: 'total' },
          requests: { concurrency: 8 },
        });
        expect(result.message).toBe('');
        const bare = result.rows.map((row) => row.replace(/,"airbyte_cursor":[^}]*/, ''));
        expect(sortedTexts(bare)).toEqual(sortedTexts(rows.map((row) => JSON.stringify(row))));
        expect(api.requests.length).toBeLessThan(20 + 5 * (rows.length / LIMIT));
      } finally {
        await api.close();
      }
    },
  );
});
