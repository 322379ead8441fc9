import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { CASE_START, type CaseRow, mostTies, thingsOf } from '../support/sync-cases.ts';
import { type SyncResult, syncOnce } from '../support/sync-once.ts';
import { withBytes } from './large-rows.ts';
import { isUnordered, type RandomCase } from './random-case.ts';

export interface Report {
  /** What no sync may do; undefined: nothing of it. */
  readonly violation: string | undefined;
  /** How each of its syncs ended: complete, or with the code of an error. */
  readonly ends: readonly string[];
  readonly rows: number;
  readonly repeats: number;
  readonly requests: number;
  /** Bytes of the largest state. */
  readonly stateBytes: number;
}

/** Runs all syncs of a case, one from a state of the one before, until everything must be there. */
export async function runRandomCase(given: RandomCase): Promise<Report> {
  const { rows, withTotal, faults } = given;
  const behaviour = { ...given.behaviour, mutate: deletionsOf(given) };
  const api = await startDatasetApi({
    datasets: { rows: { rows: withBytes(rows, given.rowBytes) } },
    behaviour: withTotal ? { ...behaviour, total: { path: 'total', value: 'exact' } } : behaviour,
    faults,
  });
  const run = new Run(given);
  try {
    let state: unknown;
    for (const crash of given.crashes) {
      const result = await syncOnce(api.url, configOf(given), state);
      state = run.broken(result, crash) ?? state;
    }
    const last = await syncOnce(api.url, configOf(given), state);
    // A loud end loses nothing: once nothing is wrong any more, the next sync brings the rest.
    if (last.failed === undefined) return run.report(last, api.requests.length);
    state = run.broken(last, last.states.length - 1) ?? state;
    api.faults.length = 0;
    return run.report(await syncOnce(api.url, configOf(given), state), api.requests.length);
  } finally {
    await api.close();
  }
}

function deletionsOf({ rows, deletions }: RandomCase): NonNullable<Behaviour['mutate']> {
  return (editable, { index }) => {
    const gone = new Set(deletions.filter(({ answer }) => answer === index).map(({ place }) => rows[place]?.thing));
    if (gone.size > 0) editable.remove((row) => gone.has((row as CaseRow).thing));
  };
}

export function configOf({ limit, concurrency, from, to, withTotal }: RandomCase): Record<string, unknown> {
  const iso = (tick: number): string => new Date(CASE_START + tick).toISOString();
  return {
    datasets: [{ dataset_id: 'rows' }],
    start_time: iso(from),
    ...(to === undefined ? {} : { end_time: iso(to) }),
    paginator: { limit, ...(withTotal ? { total_selector: 'total' } : {}) },
    requests: { concurrency, max_retries: 2, timeout_seconds: 30 },
  };
}

/** What a sync of the case must bring: all rows of its range that stay. */
function wantedThings(given: RandomCase): string[] {
  const gone = new Set(given.deletions.map(({ place }) => given.rows[place]?.thing));
  return thingsOfRange(given).filter((thing) => !gone.has(thing));
}

function thingsOfRange({ rows, from, to, behaviour }: RandomCase): string[] {
  const isWanted = ({ timestamp }: CaseRow): boolean =>
    timestamp === null
      ? behaviour.filterIgnored === true
      : timestamp >= CASE_START + from && timestamp <= CASE_START + (to ?? Number.POSITIVE_INFINITY);
  return rows.filter(isWanted).map(({ thing }) => thing);
}

/** Rows come in the order of their times, and only those of the range: then nothing is read again. */
export function isExact({ behaviour, rows, faults, deletions }: RandomCase): boolean {
  const byOffsets =
    rows.some(({ timestamp }) => timestamp === null) ||
    faults.some(({ kind }) => kind === 'shortPage' || kind === 'previousPage');
  // Pages that are counted do not overlap, so that rows which move may come again.
  const isMoving = deletions.length > 0 || behaviour.tiesShuffled !== undefined;
  const mayMove = behaviour.offsetInPages !== undefined && isMoving;
  return !isUnordered(behaviour) && !(behaviour.filterIgnored && byOffsets) && !mayMove;
}

class Run {
  readonly #case: RandomCase;
  readonly #ends: string[] = [];
  readonly #seen = new Map<string, number>();
  #violation: string | undefined;
  #rows = 0;
  #stateBytes = 0;

  constructor(given: RandomCase) {
    this.#case = given;
  }

  /** The reader saw everything up to one of the states. Gives that state. */
  broken(result: SyncResult, crash: number): unknown {
    this.#judge(result);
    const { states } = result;
    const chosen = states.at(crash % Math.max(1, states.length));
    this.#see(thingsOf(result).slice(0, chosen?.after ?? 0));
    return chosen?.state;
  }

  report(last: SyncResult, requests: number): Report {
    this.#judge(last);
    this.#see(thingsOf(last));
    const missing = wantedThings(this.#case).filter((thing) => !this.#seen.has(thing));
    if (last.failed === undefined && missing.length > 0) this.#violate(`COMPLETE without ${missing.join(', ')}`);
    const repeats = [...this.#seen.values()].reduce((sum, count) => sum + count - 1, 0);
    // A state goes back to where the sync began once a total is not met, or rows are there that no answer has.
    const isBack = this.#ends.some((end) => end === 'total_not_met' || end === 'end_not_proven');
    const isCounted = isExact(this.#case) && !this.#case.behaviour.filterIgnored && !isBack;
    if (isCounted && repeats > this.#mostRepeats()) this.#violate(`${repeats} rows came again`);
    const report = { rows: this.#rows, repeats, requests, stateBytes: this.#stateBytes, ends: this.#ends };
    return { ...report, violation: this.#violation };
  }

  /** A page for each reader and resume; rows of one time, where they are more than a state can name, as well. */
  #mostRepeats(): number {
    const { rows, limit, concurrency, behaviour } = this.#case;
    const page = behaviour.limitIgnored ? rows.length : Math.max(limit, mostTies(rows));
    return (this.#ends.length - 1) * page * concurrency;
  }

  #judge(result: SyncResult): void {
    const { rows, states, failed, message } = result;
    this.#ends.push(failed ?? 'complete');
    this.#rows += rows.length;
    for (const { state } of states) this.#stateBytes = Math.max(this.#stateBytes, JSON.stringify(state).length);
    if (this.#stateBytes >= 1024) this.#violate(`a state of ${this.#stateBytes} bytes`);
    if (failed === 'thrown' || failed === 'internal') this.#violate(message);
    const counted = states.reduce((sum, { count }) => sum + count, 0);
    if (counted !== rows.length || states.at(-1)?.after !== rows.length) this.#violate('a count is wrong');
    const things = thingsOf(result);
    if (isExact(this.#case) && new Set(things).size < things.length) this.#violate('a row came twice in one sync');
    const known = new Set(thingsOfRange(this.#case));
    if (things.some((thing) => !known.has(thing))) this.#violate('a row from outside of the range came');
  }

  #see(things: readonly string[]): void {
    for (const thing of things) this.#seen.set(thing, (this.#seen.get(thing) ?? 0) + 1);
  }

  #violate(text: string): void {
    this.#violation ??= text;
  }
}
