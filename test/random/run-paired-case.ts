import { type DatasetApi, startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { type CaseRow, thingsOf } from '../support/sync-cases.ts';
import { type SyncResult, syncOnce } from '../support/sync-once.ts';
import { ChangingRows } from './changing-rows.ts';
import type { PairedCase } from './paired-case.ts';
import type { Report } from './run-random-case.ts';

const DOUBT = /may be missing|next (increment|sync)|lookback_window|neither count|cannot be asked|without checkpoints/;

/** Does a warning say that rows may not have come? */
export function isDoubt(warning: string): boolean {
  return DOUBT.test(warning);
}

/** Three syncs, each from the state of the one before; nothing is wrong or changes any more in the last one. */
export async function runPairedCase(given: PairedCase): Promise<Report> {
  const changing = new ChangingRows(given);
  const api = await startDatasetApi({
    datasets: { rows: { rows: [] } },
    behaviour: { ...given.behaviour, mutate: (rows, { index }) => changing.change(rows, index) },
    faults: given.faults,
  });
  const run = new Run(given, api, changing);
  try {
    for (const batch of given.batches) await run.sync(batch);
    return run.report();
  } finally {
    await api.close();
  }
}

class Run {
  readonly #given: PairedCase;
  readonly #api: DatasetApi;
  readonly #changing: ChangingRows;
  readonly #seen = new Map<string, number>();
  readonly #ends: string[] = [];
  #state: unknown;
  #stateBytes = 0;
  #violation: string | undefined;

  constructor(given: PairedCase, api: DatasetApi, changing: ChangingRows) {
    this.#given = given;
    this.#api = api;
    this.#changing = changing;
  }

  async sync(batch: readonly CaseRow[]): Promise<void> {
    this.#changing.grow(this.#api.rowsOf('rows'), batch);
    if (this.#isLast) {
      this.#changing.isQuiet = true;
      this.#api.faults.length = 0;
    }
    const before = new Map([...this.#changing.rows].map(([thing, { length }]) => [thing, length]));
    const { limit, concurrency } = this.#given;
    const result = await syncOnce(
      this.#api.url,
      { datasets: [{ dataset_id: 'rows' }], paginator: { limit }, requests: { concurrency, timeout_seconds: 30 } },
      this.#state,
    );
    this.#see(result);
    if (result.failed === 'thrown' || result.failed === 'internal') this.#violate(result.message);
    const missing = result.failed === undefined ? this.#missingOf(before) : 0;
    const isSaid = missing > 0 && result.warnings.some(isDoubt);
    if (missing > 0 && !isSaid) this.#violate(`${missing} of ${before.size} rows are missing`);
    this.#ends.push(result.failed ?? (isSaid ? 'warned' : 'complete'));
  }

  report(): Report {
    const came = [...this.#seen.values()].reduce((sum, times) => sum + times, 0);
    const count = [...this.#changing.rows.values()].flat().length;
    const { length: requests } = this.#api.requests;
    const counts = { rows: came, repeats: Math.max(0, came - count), requests, stateBytes: this.#stateBytes };
    return { violation: this.#violation, ends: this.#ends, ...counts };
  }

  get #isLast(): boolean {
    return this.#ends.length === this.#given.batches.length - 1;
  }

  #see(result: SyncResult): void {
    this.#state = result.states.at(-1)?.state ?? this.#state;
    this.#stateBytes = Math.max(this.#stateBytes, JSON.stringify(this.#state ?? {}).length);
    for (const thing of thingsOf(result)) this.#seen.set(thing, (this.#seen.get(thing) ?? 0) + 1);
  }

  /** Of the rows that were there before a sync, as often as they were there. */
  #missingOf(before: ReadonlyMap<string, number>): number {
    const { rows, touched } = this.#changing;
    const isWanted = (thing: string): boolean => {
      const row = rows.get(thing)?.[0];
      // No cursor covers what comes in later without a time.
      if (row === undefined || (row.timestamp === null && this.#ends.length > 0)) return false;
      return !touched.has(thing) || (this.#isLast && row.id?.startsWith('new') !== true);
    };
    return [...before].filter(([thing, count]) => isWanted(thing) && (this.#seen.get(thing) ?? 0) < count).length;
  }

  #violate(text: string): void {
    this.#violation ??= `${this.#given.ways.join(' and ')}, sync ${this.#ends.length + 1}: ${text}`;
  }
}
