import { expect, test } from '@jest/globals';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { sharedKernel } from '../../src/json/kernel.ts';
import { giveBackBytes, takeBytes } from '../../src/memory/bytes.ts';
import { syncOnce } from '../support/sync-once.ts';

const START = Date.parse('2020-01-02T00:00:00Z');
const LIMIT = 100;
const ROWS = 2345;

/** Is all that the kernel lends free, but for the last pages that are kept to compare with? */
function isAllFree(): boolean {
  const { buffer, length } = sharedKernel()?.bytes ?? new Uint8Array();
  const bytes = takeBytes((length / 16) * 15 - 1000);
  giveBackBytes(bytes);
  return bytes.buffer === buffer;
}

const rows = Array.from({ length: ROWS }, (_, id) => ({ id, timestamp: START + id * 1000, text: 'x'.repeat(20_000) }));

test.each([
  ['in ascending order', { uncompressed: true }],
  ['that the API caps', { uncompressed: true, pageCap: 70 }],
  ['that were unpacked', {}],
])('pages %s are all given back when a sync has ended', async (_what, behaviour: Behaviour) => {
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
  try {
    const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: LIMIT }, requests: { concurrency: 8 } };
    const result = await syncOnce(api.url, config);
    expect(result.rows).toHaveLength(ROWS);
    expect(isAllFree()).toBe(true);
  } finally {
    await api.close();
  }
});
