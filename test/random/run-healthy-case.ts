import { seededRandom } from '../../integration_tests/dataset-api/seeded-random.ts';
import { type DatasetApi, startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { MOST_STATE_KEYS } from '../../src/sync/range/position.ts';
import { CASE_START, type CaseRow, mostTies, sortedTexts, thingsOf } from '../support/sync-cases.ts';
import { type SyncResult, syncOnce } from '../support/sync-once.ts';
import type { HealthyCase, Units } from './healthy-case.ts';
import type { Report } from './run-random-case.ts';

/** One sync after each batch of rows, from the state of the one before; now and then another one that was broken off. */
export async function runHealthyCase(given: HealthyCase): Promise<Report> {
  const random = seededRandom(given.seed);
  const latency = given.latency > 0 ? { latency: () => random() * given.latency } : {};
  const behaviour = { ...given.behaviour, ...latency };
  const api = await startDatasetApi({
    datasets: { rows: { rows: [], unit: given.units.rows, filterUnit: given.units.filter } },
    behaviour,
  });
  const run = new Run(given, api);
  try {
    for (const [index, batch] of given.batches.entries()) await run.sync(batch, given.crashes[index]);
    return run.report();
  } finally {
    await api.close();
  }
}

class Run {
  readonly #case: HealthyCase;
  readonly #api: DatasetApi;
  readonly #wanted: string[] = [];
  readonly #untimed = new Set<string>();
  readonly #seen: string[] = [];
  readonly #seenUntimed: string[] = [];
  readonly #ends: string[] = [];
  #state: unknown;
  #stateBytes = 0;
  /**
   * After a crash; and readers that meet a filter which is not honoured read by offsets from then on, also what others have
   * written.
   */
  #mayRepeat: boolean;
  #violation: string | undefined;

  constructor(given: HealthyCase, api: DatasetApi) {
    this.#case = given;
    this.#api = api;
    const ticks = given.batches
      .flat()
      .map(({ timestamp, ...row }) => ({ ...row, timestamp: tickOf(timestamp, given.units) }));
    // A state cannot name them all.
    this.#mayRepeat = mostTies(ticks) > MOST_STATE_KEYS;
  }

  /** `crash`: which of its states the sync is broken off at first; undefined: at none. */
  async sync(batch: readonly CaseRow[], crash: number | undefined): Promise<void> {
    this.#api.rowsOf('rows').insert(batch.map((row) => textOf(row, this.#case.units)));
    for (const { thing, timestamp } of batch) {
      if (timestamp === null) this.#untimed.add(thing);
      else if (this.#isWanted(timestamp)) this.#wanted.push(thing);
    }
    if (crash !== undefined) await this.#once(crash);
    await this.#once(undefined);
    const when = `after ${this.#ends.length} syncs`;
    // No cursor covers the rows without a time, and before a fixed end others may fill their pages.
    if (this.#case.to === undefined) this.#lack(`${when}, without a time: not`, this.#untimed, this.#seenUntimed);
    this.#lack(`${when}: not`, this.#wanted, this.#seen);
    this.#lack(`${when}, from outside of the range:`, this.#seen, this.#wanted);
    const twice = sortedTexts(this.#seen).filter((thing, index, all) => thing === all[index + 1]);
    if (twice.length > 0 && !this.#mayRepeat) this.#violate(`${when}: again ${twice.join(', ')}`);
  }

  report(): Report {
    const { requests } = this.#api;
    const counts = { rows: this.#seen.length, repeats: 0, requests: requests.length, stateBytes: this.#stateBytes };
    return { violation: this.#violation, ends: this.#ends, ...counts };
  }

  async #once(crash: number | undefined): Promise<void> {
    const result = await syncOnce(this.#api.url, this.#config(), this.#state);
    this.#ends.push(result.failed ?? 'complete');
    if (result.failed !== undefined) this.#violate(`sync ${this.#ends.length} failed: ${result.message}`);
    const { states, warnings } = result;
    this.#mayRepeat ||= crash !== undefined || warnings.some((text) => text.includes('does not honour the filter'));
    const chosen = crash === undefined ? states.at(-1) : states.at(crash % Math.max(1, states.length));
    this.#see(result, chosen?.after ?? 0);
    this.#state = chosen?.state ?? this.#state;
    this.#stateBytes = Math.max(this.#stateBytes, JSON.stringify(this.#state).length);
  }

  #see(result: SyncResult, count: number): void {
    for (const thing of thingsOf(result).slice(0, count)) {
      (this.#untimed.has(thing) ? this.#seenUntimed : this.#seen).push(thing);
    }
  }

  #isWanted(timestamp: number): boolean {
    const { from, to = Number.POSITIVE_INFINITY, units } = this.#case;
    const tick = tickOf(timestamp, units);
    return tick >= tickOf(CASE_START + from, units) && tick <= tickOf(CASE_START + to, units);
  }

  #config(): Record<string, unknown> {
    const { limit, concurrency, from, to, behaviour, units } = this.#case;
    const leavesOut = behaviour.emptyIsNoContent === true || behaviour.emptyWithoutData === true;
    const iso = (ms: number): string => new Date(CASE_START + ms).toISOString();
    return {
      datasets: [{ dataset_id: 'rows' }],
      start_time: iso(from),
      ...(to === undefined ? {} : { end_time: iso(to) }),
      endpoint: {
        time_format: units.rows,
        filter_time_format: units.filter,
        ...(leavesOut ? { missing_data: 'empty' } : {}),
      },
      paginator: { limit },
      requests: { concurrency, timeout_seconds: 30 },
    };
  }

  #lack(when: string, wanted: Iterable<string>, came: Iterable<string>): void {
    const known = new Set(came);
    const missing = [...wanted].filter((thing) => !known.has(thing));
    if (missing.length > 0) this.#violate(`${when} ${missing.join(', ')}`);
  }

  #violate(text: string): void {
    this.#violation ??= text;
  }
}

/** A filter in seconds takes whole ones. */
function tickOf<Time extends number | null>(timestamp: Time, { filter }: Units): Time {
  const isWhole = filter === 'epoch_seconds' && timestamp !== null;
  return isWhole ? (Math.floor(timestamp / 1000) as Time) : timestamp;
}

/** The JSON of a row: nanoseconds are more than a number holds. */
function textOf({ id, thing, timestamp }: CaseRow, { rows }: Units): string {
  const zeros = { epoch_milliseconds: '', epoch_microseconds: '000', epoch_nanoseconds: '000000' };
  const time = (ms: number): string => {
    if (rows === 'iso8601') return JSON.stringify(new Date(ms).toISOString());
    return rows === 'epoch_seconds' ? String(ms / 1000) : `${ms}${zeros[rows]}`;
  };
  return `{"id":${JSON.stringify(id)},"thing":${JSON.stringify(thing)},"timestamp":${timestamp === null ? null : time(timestamp)}}`;
}
