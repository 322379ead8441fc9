import { setTimeout } from 'node:timers/promises';
import { placedCaseOf } from '../random/placed-case.ts';
import { killChain } from '../support/kill-chain.ts';
import {
  healthyCaseOf,
  healthyChain,
  pairedCaseOf,
  pairedChain,
  placedChain,
  randomCaseOf,
  randomChain,
} from './random-chain.ts';
import { Summary } from './summary.ts';
import { caseOf, syncChain } from './sync-chain.ts';

/*
 * Thousands of syncs under random faults and crashes, five kinds of cases for each seed, and real processes killed again
 * and again. CASES and KILLS say how many; SEED=n repeats the cases of that seed alone. Ends with 1 if anything was seen
 * that must never be.
 */
const { SEED, CASES = SEED === undefined ? '3000' : '1', KILLS = SEED === undefined ? '200' : '0' } = process.env;
const KILLS_OF_CHAIN = 4;
const PROGRESS_EVERY = 250;
/** For one case, in ms. */
const MOST_MS = 120_000;

/** A sync that goes on for ever is seen as well. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  const late = new AbortController();
  const limit = setTimeout(MOST_MS, undefined, { signal: late.signal }).then(() => {
    throw new Error(`not over after ${MOST_MS} ms`);
  });
  limit.catch(() => undefined);
  return await Promise.race([work, limit]).finally(() => late.abort());
}

const first = SEED === undefined ? Math.floor(Math.random() * 1_000_000_000) : Number(SEED);
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const summary = new Summary(say);

say(`${CASES} cases and ${KILLS} kills from seed ${first} on`);
if (SEED !== undefined && CASES === '1')
  for (const given of [
    caseOf(first),
    randomCaseOf(first),
    healthyCaseOf(first),
    pairedCaseOf(first),
    placedCaseOf(first),
  ])
    say(JSON.stringify(given));
for (let index = 0; index < Number(CASES); index += 1) {
  const seed = first + index;
  for (const chain of [syncChain, randomChain, healthyChain, pairedChain, placedChain]) {
    await inTime(chain(seed)).then(
      (result) => summary.addSyncs(seed, result),
      (thrown: unknown) => summary.addThrown(`SEED=${seed}`, thrown),
    );
  }
  if ((index + 1) % PROGRESS_EVERY === 0) say(`${index + 1} cases, ${summary.violations.length} violations`);
}
for (let index = 0; index * KILLS_OF_CHAIN < Number(KILLS); index += 1) {
  const seed = first + index;
  await killChain(seed, KILLS_OF_CHAIN).then(
    (chain) => summary.addKills(seed, chain),
    (thrown: unknown) => summary.addThrown(`SEED=${seed} CASES=0 KILLS=${KILLS_OF_CHAIN}`, thrown),
  );
}
say(summary.text());
process.exitCode = summary.violations.length === 0 ? 0 : 1;
