import fc from 'fast-check';
import { isProvable, type RandomCase, randomCase } from '../random/random-case.ts';
import { runRandomCase } from '../random/run-random-case.ts';
import type { ChainResult } from './sync-chain.ts';

/** The random case of a seed. */
export function randomCaseOf(seed: number): RandomCase {
  const [given] = fc.sample(randomCase.filter(isProvable), { seed, numRuns: 1 });
  if (given === undefined) throw new Error('no case');
  return given;
}

/** All syncs of a random case, one from a state of the one before. */
export async function randomChain(seed: number): Promise<ChainResult> {
  const { violation, ends, rows, repeats, requests, stateBytes } = await runRandomCase(randomCaseOf(seed));
  return {
    complete: ends.at(-1) === 'complete',
    failures: ends.filter((end) => end !== 'complete'),
    resumes: ends.length - 1,
    rows,
    repeats,
    requests,
    largestState: stateBytes,
    violations: violation === undefined ? [] : [violation],
  };
}
