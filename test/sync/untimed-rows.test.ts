import { describe, expect, test } from '@jest/globals';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import type { Fault } from '../../integration_tests/dataset-api/faults/fault.ts';
import { seededRandom } from '../../integration_tests/dataset-api/seeded-random.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { sortedTexts, thingsOf } from '../support/sync-cases.ts';
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

describe.each(['first', 'last'] as const)(
  'rows without a time %s of all, beside more rows of one time than a page holds',
  (untimedMatch) => {
    const timed = Array.from({ length: 60 }, (_, id) => ({ id, timestamp: START }));
    const untimed = Array.from({ length: 33 }, (_, id) => ({ id: `null ${id}`, timestamp: null }));
    const twins = Array.from({ length: 20 }, () => ({ id: 'twin', timestamp: null }));
    const rows = [...timed, ...untimed, ...twins];
    const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 10 } };

    test.each([undefined, '2020-01-02T00:00:00Z'])('up to %s: each comes once', async (end_time) => {
      const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { untimedMatch } });
      try {
        const result = await syncOnce(api.url, { ...config, ...(end_time === undefined ? {} : { end_time }) });
        expect(result.message).toBe('');
        const bare = result.rows.map((row) => row.replace(/,"airbyte_cursor":[^}]*/, ''));
        expect(sortedTexts(bare)).toEqual(sortedTexts(rows.map((row) => JSON.stringify(row))));
      } finally {
        await api.close();
      }
    });

    test('a query ends after some of them without a word: no COMPLETE', async () => {
      const spread = timed.map(({ id }) => ({ id, timestamp: START + id * 1000 }));
      const behaviour = { untimedMatch, rowCap: { max: 33, how: 'empty' } } as const;
      const all = [...spread, ...untimed.slice(0, 11)];
      const api = await startDatasetApi({ datasets: { rows: { rows: all } }, behaviour });
      try {
        const result = await syncOnce(api.url, config);
        if (result.failed === undefined) expect(new Set(result.rows).size).toBe(all.length);
        else expect(result.failed).toBe('offset_capped');
      } finally {
        await api.close();
      }
    });
  },
);

const unstable: readonly Behaviour[] = [
  { descending: true, tiesShuffled: 3 },
  { orderIgnored: true, tiesShuffled: 4 },
];

describe.each(unstable)('rows without a time, and an order that changes with each answer: %j', (behaviour) => {
  const servers = (['first', 'last'] as const).flatMap((untimedMatch) =>
    [3, 17].flatMap((untimed) => [0, 0.05, 0.2].map((shortened) => ({ untimedMatch, untimed, shortened }))),
  );
  test.each(servers)(
    '$untimed of 90 $untimedMatch of all, $shortened of the answers without three of their rows: each once, or no COMPLETE',
    async ({ untimedMatch, untimed, shortened }) => {
      const rows = Array.from({ length: 90 }, (_, index) => ({
        id: `row-${index}`,
        thing: `thing ${index}`,
        timestamp: index < untimed ? null : START + (index >> 2),
      }));
      const random = seededRandom(2);
      const faults = Array.from(
        { length: 1000 },
        (_, match): Fault => ({
          kind: 'shortPage',
          rows: 3,
          where: 'middle',
          match,
          times: 1,
        }),
      ).filter(() => random() < shortened);
      const api = await startDatasetApi({
        datasets: { rows: { rows } },
        behaviour: { ...behaviour, untimedMatch },
        faults,
      });
      try {
        const result = await syncOnce(api.url, {
          datasets: [{ dataset_id: 'rows' }],
          paginator: { limit: 5 },
          requests: { concurrency: 1 },
        });
        if (shortened < 0.2) expect(result.message).toBe('');
        if (result.failed === undefined) {
          expect(sortedTexts(thingsOf(result))).toEqual(sortedTexts(rows.map(({ thing }) => thing)));
        }
      } finally {
        await api.close();
      }
    },
  );
});

test('pairs of truly equal rows, the newest first, and a pair without a time behind them, on one page or on two: each comes', async () => {
  for (let count = 40; count < 52; count += 1) {
    const rows = Array.from({ length: count }, (_, index) => ({
      id: null,
      thing: `thing ${index >> 1}`,
      timestamp: index < 4 ? null : START + (index >> 1),
    }));
    const behaviour: Behaviour = { descending: true, untimedMatch: 'last' };
    const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
    try {
      const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 10 }, requests: { concurrency: 1 } };
      const result = await syncOnce(api.url, config);
      expect(result.message).toBe('');
      expect(sortedTexts(thingsOf(result))).toEqual(sortedTexts(rows.map(({ thing }) => thing)));
    } finally {
      await api.close();
    }
  }
});

test('rows come in right before those without a time, at the end of all: each comes', async () => {
  const rows = Array.from({ length: 11 }, (_, id) => ({ id: `${id}`, timestamp: START + id * 1000 }));
  const untimed = Array.from({ length: 3 }, (_, id) => ({ id: `null ${id}`, timestamp: null }));
  for (const at of [1, 2, 3, 4, 5, 6]) {
    const news = [0, 1].map((id) => ({ id: `new ${id}`, timestamp: START + 20_000 + id }));
    let things: readonly string[] = [];
    const api = await startDatasetApi({
      datasets: { rows: { rows: [...rows, ...untimed] } },
      behaviour: {
        untimedMatch: 'last',
        mutate: (stored, { index }) => {
          if (index === at || index === at + 1) stored.insert(news.slice(index - at, index - at + 1));
        },
      },
    });
    try {
      const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 16 } };
      const first = await syncOnce(api.url, config);
      const next = await syncOnce(api.url, config, first.states.at(-1)?.state);
      things = [...first.rows, ...next.rows].map((row) => (JSON.parse(row) as { id: string }).id);
    } finally {
      await api.close();
    }
    expect([at, [...rows, ...untimed, ...news].map(({ id }) => id).filter((id) => !things.includes(id))]).toEqual([
      at,
      [],
    ]);
  }
});
