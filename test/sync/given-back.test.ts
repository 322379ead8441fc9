import { expect, test } from '@jest/globals';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { sharedKernel } from '../../src/json/kernel.ts';
import { giveBackBytes, takeBytes } from '../../src/memory/bytes.ts';
import { syncOnce } from '../support/sync-once.ts';

const START = Date.parse('2020-01-02T00:00:00Z');
const LIMIT = 100;
const ROWS = 2345;

const PAGE_BYTES = 2 ** 21;
/** The last 4 MiB of pages are kept to compare with, and one may be smaller than its place. */
const KEPT = 4;
/** A page for each reader that stopped in front of it is left to the garbage collector. */
const STOPPED = 8;

/** How many pages find no place in what the kernel lends. */
function placesTaken(): number {
  const { buffer, length } = sharedKernel()?.bytes ?? new Uint8Array();
  const taken = [];
  do taken.push(takeBytes(PAGE_BYTES - 1000));
  while (taken.at(-1)?.buffer === buffer);
  for (const bytes of taken) giveBackBytes(bytes);
  return Math.floor(length / PAGE_BYTES) - (taken.length - 1);
}

const rows = Array.from({ length: ROWS }, (_, id) => ({ id, timestamp: START + id * 1000, text: 'x'.repeat(20_000) }));

test.each([
  ['in ascending order', KEPT, { uncompressed: true }],
  ['that the API caps', KEPT, { uncompressed: true, pageCap: 70 }],
  ['that were unpacked', KEPT, {}],
  ['of a filter that is ignored', KEPT + STOPPED, { uncompressed: true, filterIgnored: true }],
  ['with the newest first', KEPT, { uncompressed: true, descending: true }],
])('pages %s are given back when a sync has ended', async (_what, most, behaviour: Behaviour) => {
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
  try {
    const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: LIMIT }, requests: { concurrency: 8 } };
    const result = await syncOnce(api.url, config);
    expect(result.rows).toHaveLength(ROWS);
    expect(placesTaken()).toBeLessThanOrEqual(most);
  } finally {
    await api.close();
  }
});
