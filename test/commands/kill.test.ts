import { expect, test } from '@jest/globals';
import { CHAIN_ROWS, killChain } from '../support/kill-chain.ts';

const KILLS = 4;
const chains = Math.ceil(Number(process.env['KILLS'] ?? 12) / KILLS);
const seeds = Array.from({ length: chains }, (_, index) => index + 1);

test.each(seeds)(
  'killed four times, each read resumed from the last state line that was read: nothing is lost (seed %i)',
  async (seed) => {
    const { rows, mostRepeated, mayRepeat, largestState, ...chain } = await killChain(seed, KILLS);
    expect(chain).toMatchObject({ code: 0, missing: 0, different: CHAIN_ROWS });
    expect(rows).toBeGreaterThanOrEqual(CHAIN_ROWS);
    expect(mostRepeated).toBeLessThanOrEqual(mayRepeat);
    expect(largestState).toBeLessThan(1024);
  },
);
