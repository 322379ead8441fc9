import { expect, test } from '@jest/globals';
import type { Fault } from '../../integration_tests/dataset-api/faults/fault.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { rowsAt, thingsOf } from '../support/sync-cases.ts';
import { syncOnce } from '../support/sync-once.ts';

test('stopped at any request, with more rows of the last time than a page: one of that time that comes later is read', async () => {
  const rows = rowsAt([0, 0, 0, 0]);
  const settings = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 2 }, requests: { concurrency: 1 } };
  for (let nth = 0; nth < 30; nth += 1) {
    const fault: Fault = { kind: 'status', code: 401, match: ({ index }) => index >= nth, times: 'always' };
    const api = await startDatasetApi({ datasets: { rows: { rows: rows.slice(0, 3) } }, faults: [fault] });
    try {
      const stopped = await syncOnce(api.url, settings);
      api.faults.length = 0;
      const resumed = await syncOnce(api.url, settings, stopped.states.at(-1)?.state);
      api.rowsOf('rows').insert(rows.slice(3));
      const last = await syncOnce(api.url, settings, resumed.states.at(-1)?.state);
      expect([nth, resumed.failed, last.failed]).toEqual([nth, undefined, undefined]);
      const things = [stopped, resumed, last].flatMap(thingsOf);
      expect([nth, new Set(things)]).toEqual([nth, new Set(rows.map(({ thing }) => thing))]);
      expect(things.length).toBeLessThanOrEqual(rows.length + 2);
    } finally {
      await api.close();
    }
  }
});
