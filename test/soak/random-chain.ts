import fc from 'fast-check';
import { type HealthyCase, healthyCase } from '../random/healthy-case.ts';
import { PAIRS, type PairedCase, pairedCase } from '../random/paired-case.ts';
import { placedCaseOf } from '../random/placed-case.ts';
import { isProvable, type RandomCase, randomCase } from '../random/random-case.ts';
import { runHealthyCase } from '../random/run-healthy-case.ts';
import { runPairedCase } from '../random/run-paired-case.ts';
import { runPlacedCase } from '../random/run-placed-case.ts';
import { type Report, runRandomCase } from '../random/run-random-case.ts';
import type { ChainResult } from './sync-chain.ts';

/** The random case of a seed. */
export function randomCaseOf(seed: number): RandomCase {
  return lastOf(fc.sample(randomCase.filter(isProvable), { seed, numRuns: 1 }));
}

/** All syncs of a random case, one from a state of the one before. */
export async function randomChain(seed: number): Promise<ChainResult> {
  return chainOf(await runRandomCase(randomCaseOf(seed)));
}

/** The healthy server of a seed; small cases come first in a sample, and a later one is worth more. */
export function healthyCaseOf(seed: number): HealthyCase {
  return lastOf(fc.sample(healthyCase, { seed, numRuns: 6 }));
}

/** The increments of a healthy server, one after the other. */
export async function healthyChain(seed: number): Promise<ChainResult> {
  return chainOf(await runHealthyCase(healthyCaseOf(seed)));
}

/** As many seeds as there are pairs have each of them once. */
export function pairedCaseOf(seed: number): PairedCase {
  return pairedCase(PAIRS[seed % PAIRS.length] ?? ['none', 'none'], seed);
}

/** Three syncs of a dataset that grows, with two things otherwise. */
export async function pairedChain(seed: number): Promise<ChainResult> {
  return chainOf(await runPairedCase(pairedCaseOf(seed)));
}

/** One lie in the place of each answer of two syncs in turn. */
export async function placedChain(seed: number): Promise<ChainResult> {
  return chainOf(await runPlacedCase(placedCaseOf(seed)));
}

function lastOf<Case>(sample: readonly Case[]): Case {
  const last = sample.at(-1);
  if (last === undefined) throw new Error('no case');
  return last;
}

function chainOf({ violation, ends, rows, repeats, requests, stateBytes }: Report): ChainResult {
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
