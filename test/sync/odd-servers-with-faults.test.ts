import { expect, test } from '@jest/globals';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import type { Fault, FaultKind } from '../../integration_tests/dataset-api/faults/fault.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { TIED } from '../random/placed-case.ts';
import { expectEach } from '../support/expect-each.ts';
import { type CaseRow, rowsAt, thingsOf } from '../support/sync-cases.ts';
import { syncOnce } from '../support/sync-once.ts';

// Servers that are odd in one way, and fail or lie in another one.

async function firstSync(rows: readonly CaseRow[], behaviour: Behaviour, limit: number, faults: readonly Fault[]) {
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour, faults });
  try {
    return await syncOnce(api.url, { datasets: [{ dataset_id: 'rows' }], paginator: { limit } });
  } finally {
    await api.close();
  }
}

/** One sync of some rows, and one of those that came in since, while the server has the faults. */
async function increment(
  rows: readonly CaseRow[],
  news: readonly CaseRow[],
  behaviour: Behaviour,
  limit: number,
  faults: readonly Fault[],
) {
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
  try {
    const settings = { datasets: [{ dataset_id: 'rows' }], paginator: { limit } };
    const first = await syncOnce(api.url, settings);
    const { length: asked } = api.requests;
    api.rowsOf('rows').insert(news);
    api.faults.push(...faults);
    const second = await syncOnce(api.url, settings, first.states.at(-1)?.state);
    return { asked, first, second, requests: api.requests.slice(asked) };
  } finally {
    await api.close();
  }
}

/** The same, once for each request of the second sync, whose answer meets the fault. */
async function expectEachIncrement(
  rows: readonly CaseRow[],
  news: readonly CaseRow[],
  behaviour: Behaviour,
  limit: number,
  fault: FaultKind,
): Promise<void> {
  const { asked, requests } = await increment(rows, news, behaviour, limit, []);
  for (let nth = 0; nth < requests.length; nth += 1) {
    const { second } = await increment(rows, news, behaviour, limit, [{ ...fault, match: asked + nth }]);
    expect([nth, second.failed]).toEqual([nth, undefined]);
    expectEach(news, thingsOf(second));
  }
}

test('bounds that are rounded up, and one answer without rows, whichever it is: the row of an increment', async () => {
  const behaviour: Behaviour = { boundStep: 1000, boundRounding: { lower: 'up', upper: 'end' } };
  const rows = rowsAt([0, 0, 5, 6]);
  await expectEachIncrement(rows.slice(0, 3), rows.slice(3), behaviour, 10, { kind: 'emptyData' });
});

test.each<FaultKind>([{ kind: 'emptyData' }, { kind: 'previousPage' }])(
  'the same, with more rows of the time where it begins than a page, and %j: every row of an increment',
  async (fault) => {
    const behaviour: Behaviour = { boundStep: 1000, boundRounding: { lower: 'up', upper: 'end' } };
    const rows = rowsAt(TIED.ticks);
    await expectEachIncrement(rows.slice(0, TIED.first), rows.slice(TIED.first), behaviour, 3, fault);
  },
);

test('a lower bound that is ignored, and one answer without a row of its middle, whichever it is: every row', async () => {
  const rows = rowsAt(Array.from({ length: 43 }, (_, index) => 250 * index));
  const fault: FaultKind = { kind: 'shortPage', where: 'middle' };
  await expectEachIncrement(rows.slice(0, 3), rows.slice(3), { boundIgnored: 'lower' }, 10, fault);
});

test('offsets that are refused behind 8 rows, and a page short of a row, whichever it is: no first sync is complete without a row', async () => {
  const rows = rowsAt(TIED.ticks.slice(0, TIED.first));
  const behaviour: Behaviour = { offsetCap: { max: 8, how: 'refuse' } };
  for (let nth = 0; nth < 20; nth += 1) {
    const { failed } = await firstSync(rows, behaviour, 10, [{ kind: 'shortPage', where: 'end', match: nth }]);
    expect(failed === 'ties_not_provable' || failed === 'end_not_proven').toBe(true);
  }
});
