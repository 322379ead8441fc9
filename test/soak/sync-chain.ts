import fc from 'fast-check';
import type { Fault } from '../../integration_tests/dataset-api/faults/fault.ts';
import { seededRandom } from '../../integration_tests/dataset-api/seeded-random.ts';
import { type DatasetApi, startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import {
  caseArbitrary,
  configOf,
  expectedThings,
  hasAnchors,
  mostTies,
  type SyncCase,
  sortedTexts,
  thingsOf,
} from '../support/sync-cases.ts';
import { type SyncResult, syncOnce } from '../support/sync-once.ts';

/** What came of one dataset that was synced, crashed and resumed until it was complete. */
export interface ChainResult {
  readonly complete: boolean;
  /** Codes of the errors that ended syncs. */
  readonly failures: readonly string[];
  readonly resumes: number;
  readonly rows: number;
  readonly repeats: number;
  readonly requests: number;
  /** In bytes. */
  readonly largestState: number;
  /** What must never be. */
  readonly violations: readonly string[];
}

/** Syncs after which a case that never completes is given up. */
const MOST_SYNCS = 6;
const FAULTY = new Set(['internal', 'thrown', 'interrupted']);

/** Small cases come first in a sample: a later one is worth more. */
export function caseOf(seed: number): SyncCase {
  const [first, ...others] = fc.sample(caseArbitrary, { seed, numRuns: 6 });
  const given = others.at(-1) ?? first;
  if (given === undefined) throw new Error('no case');
  return given;
}

/** One random case: syncs that crash at random points, then syncs until one is complete. */
export async function syncChain(seed: number): Promise<ChainResult> {
  const given = caseOf(seed);
  const random = seededRandom(seed);
  const api = await startDatasetApi({ datasets: { rows: { rows: given.rows } }, behaviour: given.behaviour });
  const crashes = Math.floor(random() * 4);
  const fullRefresh = random() < 0.3;
  const lookback = !fullRefresh && random() < 0.3;
  const chain = new Chain(given, lookback);
  const config = { ...configOf(given), ...(lookback ? { lookback_window: 'P1D' } : {}) };
  try {
    for (let sync = 0; sync < MOST_SYNCS && !chain.complete; sync += 1) {
      meetAgain(api, given.faults);
      const result = await syncOnce(api.url, config, chain.state, { fullRefresh });
      chain.add(result, sync < crashes ? random() : undefined);
    }
    return chain.result(api.requests.length);
  } finally {
    await api.close();
  }
}

/** The faults wait for the requests of the next sync as they did for the first. */
function meetAgain(api: DatasetApi, faults: readonly Fault[]): void {
  const sent = api.requests.length;
  api.faults.splice(0, api.faults.length, ...faults.map((fault) => laterFault(fault, sent)));
}

function laterFault(fault: Fault, by: number): Fault {
  return { ...fault, match: typeof fault.match === 'number' ? fault.match + by : fault.match };
}

class Chain {
  complete = false;
  state: unknown;
  readonly #given: SyncCase;
  /** Rows come again in each sync. */
  readonly #lookback: boolean;
  readonly #seen = new Set<string>();
  readonly #failures: string[] = [];
  readonly #violations: string[] = [];
  #resumes = 0;
  #rows = 0;
  #repeats = 0;
  #largestState = 0;

  constructor(given: SyncCase, lookback: boolean) {
    this.#given = given;
    this.#lookback = lookback;
  }

  /** `crash` is the place of the last state that was stored, from 0 to 1; undefined: the sync was not cut. */
  add(result: SyncResult, crash: number | undefined): void {
    if (this.state !== undefined) this.#resumes += 1;
    this.#checkStates(result);
    const cut = crash === undefined ? undefined : result.states[Math.floor(crash * result.states.length)];
    this.#addRows(crash === undefined ? thingsOf(result) : thingsOf(result).slice(0, cut?.after ?? 0));
    this.state = (crash === undefined ? result.states.at(-1) : cut)?.state ?? this.state;
    if (result.failed !== undefined) this.#fail(result);
    else if (crash === undefined) this.complete = true;
  }

  result(requests: number): ChainResult {
    const expected = expectedThings(this.#given);
    if (this.complete && JSON.stringify(sortedTexts(this.#seen)) !== JSON.stringify(expected)) {
      const missing = expected.filter((thing) => !this.#seen.has(thing)).length;
      this.#violations.push(`complete, but of ${expected.length} rows ${missing} are missing`);
    }
    return {
      complete: this.complete,
      failures: this.#failures,
      resumes: this.#resumes,
      rows: this.#rows,
      repeats: this.#repeats,
      requests,
      largestState: this.#largestState,
      violations: this.#violations,
    };
  }

  #addRows(things: readonly string[]): void {
    const { rows, limit, concurrency, behaviour } = this.#given;
    const twice = things.length - new Set(things).size;
    if (twice > 0 && behaviour.orderIgnored !== true) this.#violations.push(`${twice} rows twice in one sync`);
    const repeats = things.filter((thing) => this.#seen.has(thing)).length;
    // Rows of one time may be more than a page.
    const most = Math.max(limit, mostTies(rows)) * concurrency;
    if (repeats > most && hasAnchors(this.#given) && !this.#lookback)
      this.#violations.push(`${repeats} rows again, of at most ${most}`);
    for (const thing of things) this.#seen.add(thing);
    this.#rows += things.length;
    this.#repeats += repeats;
  }

  #checkStates({ states }: SyncResult): void {
    let before = 0;
    for (const { after, count, state } of states) {
      const bytes = Buffer.byteLength(JSON.stringify(state));
      this.#largestState = Math.max(this.#largestState, bytes);
      if (bytes >= 1024) this.#violations.push(`a state of ${bytes} bytes`);
      if (count !== after - before) this.#violations.push(`a state counts ${count} of ${after - before} rows`);
      before = after;
    }
  }

  #fail({ failed = '', message }: SyncResult): void {
    this.#failures.push(failed);
    if (FAULTY.has(failed)) this.#violations.push(message);
  }
}
