import { expect, test } from '@jest/globals';
import { LIES, placedCase, TIED } from '../random/placed-case.ts';
import { runPlacedCase } from '../random/run-placed-case.ts';

// One answer that lies, whichever it is, of a server that is odd in one way. `npm run soak` has other servers and datasets.

test.each(['offsetCounted', 'offsetCapSilent', 'offsetCapRefused', 'rowCapSilent'] as const)(
  'more rows of one time than a page, and %s: no sync is complete without a row, whichever answer lies',
  async (name) => {
    for (const lie of LIES) {
      expect((await runPlacedCase(placedCase(name, TIED, 10, lie))).violation).toBeUndefined();
    }
  },
);
