import { expect, test } from '@jest/globals';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { CASE_START, type CaseRow, thingsOf } from '../support/sync-cases.ts';
import { syncOnce } from '../support/sync-once.ts';

const DAY = 86_400_000;
const LIMIT = 100;

/** Rows of two days, the second one with `many`: more than a state can name. */
function snapshot(many: number): CaseRow[] {
  return Array.from({ length: 20 + many }, (_, row) => rowOf(row < 20 ? 0 : DAY, row));
}

function rowOf(tick: number, row: number): CaseRow {
  return { id: `row-${String(row).padStart(5, '0')}`, thing: `thing ${row}`, timestamp: CASE_START + tick };
}

const config = {
  datasets: [{ dataset_id: 'rows' }],
  paginator: { limit: LIMIT },
  requests: { concurrency: 1 },
};

async function twoSyncs(
  rows: readonly CaseRow[],
  { later = rows, behaviour = {}, all = false }: { later?: readonly CaseRow[]; behaviour?: Behaviour; all?: boolean },
) {
  const first = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
  const second = await startDatasetApi({ datasets: { rows: { rows: later } }, behaviour });
  try {
    const before = await syncOnce(first.url, config);
    expect([...thingsOf(before)].sort()).toEqual(rows.map(({ thing }) => thing).sort());
    const states = all ? before.states : before.states.slice(-1);
    const resumed = [];
    for (const { state, after } of states) {
      const asked = second.requests.length;
      const result = await syncOnce(second.url, config, state);
      resumed.push({
        after,
        message: result.message,
        things: thingsOf(result),
        requests: second.requests.length - asked,
        size: JSON.stringify(state).length,
      });
    }
    return resumed;
  } finally {
    await first.close();
    await second.close();
  }
}

test.each([60, 100, 101, 1000, 2345])('%d rows of the last time do not come again with the next sync', async (many) => {
  const [next] = await twoSyncs(snapshot(many), {});
  console.log(next);
  expect(next?.things).toEqual([]);
});

test('mid', async () => {
  const rows = snapshot(1000);
  const next = await twoSyncs(rows, { all: true });
  for (const { after, things, message, requests, size } of next) {
    console.log(after, things.length, rows.length, message, requests, size);
  }
});
test('none', async () => {
  const rows = snapshot(1000);
  const next = await twoSyncs(rows, { all: true, behaviour: { order: 'none' } as Behaviour });
  for (const { after, things, message, requests, size } of next) {
    console.log(after, things.length, rows.length, message, requests, size);
  }
});
