import type { Fault } from '../../integration_tests/dataset-api/faults/fault.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { type CaseRow, thingsOf } from '../support/sync-cases.ts';
import { type SyncResult, syncOnce } from '../support/sync-once.ts';
import type { PlacedCase } from './placed-case.ts';
import { isDoubt } from './run-paired-case.ts';
import type { Report } from './run-random-case.ts';

/** A sync, and how many requests it took. */
interface Sync extends SyncResult {
  readonly requests: number;
}

/** Without the lie first, then with it once for each answer of the first sync and of the second one. */
export async function runPlacedCase(given: PlacedCase): Promise<Report> {
  const run = new Run(given);
  await run.all();
  return run.report;
}

class Run {
  readonly #given: PlacedCase;
  readonly #ends: string[] = [];
  #violation: string | undefined;
  #rows = 0;
  #repeats = 0;
  #requests = 0;
  #stateBytes = 0;

  constructor(given: PlacedCase) {
    this.#given = given;
  }

  async all(): Promise<void> {
    const first = await this.#first([]);
    const second = await this.#second(first, []);
    await this.#judge('no lie', first, second);
    // Where an answer is another one, one or two more may be asked for.
    for (let place = 0; place < first.requests + 2; place += 1) {
      const told = await this.#first([this.#lieAt(place)]);
      await this.#judge(`first sync, answer ${place}`, told, await this.#second(told, []));
    }
    for (let place = 0; place < second.requests + 2; place += 1) {
      await this.#judge(`second sync, answer ${place}`, first, await this.#second(first, [this.#lieAt(place)]));
    }
  }

  get report(): Report {
    const counts = { rows: this.#rows, repeats: this.#repeats, requests: this.#requests, stateBytes: this.#stateBytes };
    return { violation: this.#violation, ends: this.#ends, ...counts };
  }

  #lieAt(match: number): Fault {
    return { ...this.#given.lie, match };
  }

  #first(faults: readonly Fault[]): Promise<Sync> {
    return this.#sync(this.#given.rows, undefined, faults);
  }

  #second(first: Sync, faults: readonly Fault[]): Promise<Sync> {
    return this.#sync(this.#all, stateOf(first), faults);
  }

  get #all(): readonly CaseRow[] {
    return [...this.#given.rows, ...this.#given.news];
  }

  async #sync(rows: readonly CaseRow[], state: unknown, faults: readonly Fault[]): Promise<Sync> {
    const api = await startDatasetApi({
      datasets: { rows: { rows } },
      behaviour: this.#given.behaviour,
      faults: [...faults],
    });
    try {
      const paginator = { limit: this.#given.limit };
      const config = { datasets: [{ dataset_id: 'rows' }], paginator, requests: { concurrency: 1 } };
      const result = await syncOnce(api.url, config, state);
      const { length: requests } = api.requests;
      this.#requests += requests;
      this.#rows += result.rows.length;
      this.#stateBytes = Math.max(this.#stateBytes, JSON.stringify(stateOf(result) ?? {}).length);
      this.#ends.push(result.failed ?? 'complete');
      return { ...result, requests };
    } finally {
      await api.close();
    }
  }

  /** What a sync that was complete has not brought, the next one must bring, unless it has said that rows may be missing. */
  async #judge(place: string, first: Sync, second: Sync): Promise<void> {
    const isSaid = [first, second].some(({ warnings }) => warnings.some(isDoubt));
    const syncs = [first, second];
    let missing = second.failed === undefined ? missingOf(this.#all, syncs) : missingOf(this.#given.rows, [first]);
    // An increment may leave a row to the next one.
    if (second.failed === undefined && missing > 0) {
      const third = await this.#second(second, []);
      if (third.failed === undefined) missing = missingOf(this.#all, [...syncs, third]);
    }
    const isClaimed = first.failed === undefined || second.failed === undefined;
    if (isClaimed && missing > 0 && !isSaid) this.#violate(`${place}: ${missing} rows are missing`);
    for (const { failed, message } of syncs) {
      if (failed === 'thrown' || failed === 'internal') this.#violate(`${place}: ${message}`);
    }
    const came = [...thingsOf(first), ...thingsOf(second)];
    this.#repeats += came.length - new Set(came).size;
  }

  #violate(text: string): void {
    const { name, limit, lie } = this.#given;
    this.#violation ??= `${name}, pages of ${limit}, ${JSON.stringify(lie)}, ${text}`;
  }
}

function stateOf({ states }: SyncResult): unknown {
  return states.at(-1)?.state;
}

function missingOf(rows: readonly CaseRow[], syncs: readonly SyncResult[]): number {
  const came = new Set(syncs.flatMap(thingsOf));
  return rows.filter(({ thing }) => !came.has(thing)).length;
}
