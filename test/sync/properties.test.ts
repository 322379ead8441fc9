import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import {
  CASE_START,
  caseArbitrary,
  configOf,
  expectedThings,
  type SyncCase,
  sortedTexts,
  thingsOf,
} from '../support/sync-cases.ts';
import { type SyncResult, syncOnce } from '../support/sync-once.ts';

const runs = (usual: number): number => Number(process.env['RUNS'] ?? usual);

async function syncCase(given: SyncCase, state?: unknown): Promise<SyncResult> {
  const { rows, behaviour, faults } = given;
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour, faults });
  try {
    return await syncOnce(api.url, configOf(given), state);
  } finally {
    await api.close();
  }
}

/** Rows of one page, one tick apart, and an answer without rows by mistake where these rows are confirmed. */
const emptyByMistake: SyncCase = {
  rows: [0, 1].map((tick) => ({ id: `row-${tick}`, thing: `thing ${tick}`, timestamp: CASE_START + tick })),
  limit: 1,
  concurrency: 1,
  behaviour: {},
  faults: [{ kind: 'emptyData', match: 5, times: 1 }],
};

test('any data, page size, range, server and faults: every row once, or a loud failure', async () => {
  await fc.assert(
    fc.asyncProperty(caseArbitrary, async (given) => {
      const result = await syncCase(given);
      const written = thingsOf(result);
      const different = new Set(written);
      // Without an order that the API keeps, rows are read again rather than lost.
      if (given.behaviour.orderIgnored !== true) expect(written.length).toBe(different.size);
      if (result.failed === undefined) expect(sortedTexts(different)).toEqual(expectedThings(given));
      else expect(['internal', 'thrown', 'interrupted']).not.toContain(result.failed);
    }),
    { numRuns: runs(120), examples: [[emptyByMistake]] },
  );
}, 3_600_000);

test('faults that pass, and servers that only differ, are no reason to fail', async () => {
  await fc.assert(
    fc.asyncProperty(caseArbitrary, async (given) => {
      // A page of nothing but rows that were not asked for is an error, and ties may not settle: both by design.
      const { tiesShuffled: _, filterIgnored: __, ...behaviour } = given.behaviour;
      const faults = given.faults.filter(({ kind }) => kind !== 'emptyData' && kind !== 'shortPage');
      const result = await syncCase({ ...given, behaviour, faults });
      expect({ failed: result.failed, message: result.message }).toEqual({ failed: undefined, message: '' });
    }),
    { numRuns: runs(50) },
  );
}, 3_600_000);
