import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isProvable, randomCase } from '../random/random-case.ts';
import { runRandomCase } from '../random/run-random-case.ts';

test('any data, server, faults, readers and crashes: all rows, and none twice but what a resume may read again', async () => {
  await fc.assert(
    fc.asyncProperty(randomCase.filter(isProvable), async (given) => {
      expect((await runRandomCase(given)).violation).toBeUndefined();
    }),
    { numRuns: Number(process.env['RUNS'] ?? 60) },
  );
}, 600_000);
