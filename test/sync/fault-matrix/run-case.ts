import type { Row } from '../../../integration_tests/dataset-api/dataset.ts';
import { startDatasetApi } from '../../../integration_tests/dataset-api/server.ts';
import { type SyncResult, syncOnce } from '../../support/sync-once.ts';
import { type Config, type Given, PAGE_SIZES, type Windows } from './matrix-case.ts';

const CONFIGS: Readonly<Record<Windows, Config>> = {
  one: {
    paginator: { limit: PAGE_SIZES.one },
    requests: { timeout_seconds: 2, concurrency: 1 },
    start_time: '2020-01-02T00:00:00Z',
  },
  many: {
    paginator: { limit: PAGE_SIZES.many },
    requests: { timeout_seconds: 2, concurrency: 4 },
    start_time: '2020-01-02T00:00:00Z',
    end_time: '2020-01-02T00:01:00Z',
  },
};

export interface Outcome {
  readonly result: SyncResult;
  /** The most requests that were under way at once. */
  readonly concurrent: number;
  /** The rows before one of the states, and those of a sync that resumes from it. Undefined: there is no state. */
  readonly resumed: readonly string[] | undefined;
}

export async function runCase(given: Given, windows: Windows): Promise<Outcome> {
  const { rows, dataset, behaviour = {}, faults = [], state } = given;
  const config = merged({ datasets: [{ dataset_id: 'rows' }], ...CONFIGS[windows] }, given.config ?? {});
  const api = await startDatasetApi({ datasets: { rows: { ...dataset, rows } }, behaviour, faults });
  try {
    const result = await syncOnce(api.url, config, state);
    const concurrent = Math.max(0, ...api.requests.map((request) => request.concurrent));
    const resumed = await resume(given, result, config);
    return { result, concurrent, resumed };
  } finally {
    await api.close();
  }
}

/**
 * After a failure the last state must lead to everything; of a complete sync, one from the middle must. The API does
 * everything right by now.
 */
async function resume(given: Given, result: SyncResult, config: Config): Promise<readonly string[] | undefined> {
  const { states } = result;
  if (given.resumes === 'never') return undefined;
  const midway = result.failed === undefined && given.resumes !== 'at the end';
  const chosen = midway ? states[states.length >> 1] : states.at(-1);
  if (chosen === undefined) return undefined;
  const rows = given.after?.() ?? given.rows;
  const { bareArray = false } = given.behaviour ?? {};
  const api = await startDatasetApi({ datasets: { rows: { ...given.dataset, rows } }, behaviour: { bareArray } });
  try {
    const healthy = { ...config, paginator: { limit: 50 }, requests: {} };
    const rest = await syncOnce(api.url, healthy, chosen.state);
    const failure = rest.failed === undefined ? [] : [`the resumed sync failed: ${rest.failed} ${rest.message}`];
    return [...result.rows.slice(0, chosen.after), ...rest.rows, ...failure].map(plainRow);
  } finally {
    await api.close();
  }
}

function merged(base: Config, over: Config): Config {
  const both = Object.entries(over).map(([name, value]) => {
    const below = base[name];
    return [name, isPlain(value) && isPlain(below) ? { ...below, ...value } : value];
  });
  return { ...base, ...Object.fromEntries(both) };
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A row as the dataset holds it: without the connector's cursor, and with its time as an integer again. */
export function plainRow(text: string): string {
  return text.replace(/,"airbyte_cursor":[^,}]*\}$/, '}').replace(/("timestamp":\d+)\.0(?=[,}])/, '$1');
}

export function rowText(row: Row): string {
  return typeof row === 'string' ? row : JSON.stringify(row);
}
