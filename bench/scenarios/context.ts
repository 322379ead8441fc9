import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiPlan } from '../measure/api-messages.ts';
import { ApiProcess } from '../measure/api-process.ts';
import { type PipedRun, runPiped } from '../measure/run-piped.ts';
import { shuffled } from '../measure/statistics.ts';
import type { ReadJob } from '../programs/job.ts';
import type { Reader } from '../readers/reader.ts';
import type { Run } from '../report/results.ts';
import { type DatasetPlan, rangeOf } from '../rows/plan.ts';
import type { Sizes } from './sizes.ts';

/** What every scenario is given. */
export interface Context {
  readonly folder: string;
  readonly sizes: Sizes;
  readonly random: () => number;
  /** Tells the user what is going on. */
  readonly say: (text: string) => void;
}

export const COUNT: readonly string[] = ['wc', '-lc'];

/** Starts the API with a plan, and stops it behind the use. */
export async function withApi<Result>(plan: ApiPlan, use: (api: ApiProcess) => Promise<Result>): Promise<Result> {
  const api = await ApiProcess.start(plan);
  try {
    return await use(api);
  } finally {
    await api.stop();
  }
}

/** The job to read the first rows of a dataset of the API. */
export function jobFor(api: ApiProcess, dataset: DatasetPlan, rows: number, pageRows: number): ReadJob {
  const { url, token } = api.ready;
  return { url, token, dataset: dataset.name, rows, pageRows, ...rangeOf(dataset, rows) };
}

export interface Attempt {
  readonly reader: Reader;
  readonly job: ReadJob;
  readonly consumer?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a reader once, and takes care that it read everything. */
export async function readOnce(context: Context, api: ApiProcess, attempt: Attempt): Promise<Run & PipedRun> {
  const { reader, job, consumer = COUNT, env = {} } = attempt;
  const own = await mkdtemp(join(context.folder, 'reader-'));
  const command = await reader.command(job, own);
  await api.mark();
  const run = await runPiped({ argv: command.argv, env: { ...command.env, ...env } }, consumer);
  const seen = await api.seen();
  await rm(own, { recursive: true });
  if (consumer === COUNT) assertWhole(reader, job, seen.rows, Number(run.consumed.trim().split(/\s+/)[0]));
  return { ...run, seen };
}

/** Besides the records there are a few lines of states, statuses and logs. */
const OTHER_LINES = 2000;

function assertWhole(reader: Reader, { rows }: ReadJob, served: number, lines: number): void {
  const printed = !reader.printsRecords || (lines >= rows && lines <= rows + OTHER_LINES);
  if (served >= rows && printed) return;
  throw new Error(`${reader.label} read ${served} rows and printed ${lines} lines for ${rows} rows`);
}

/** Every attempt once in each round, in an order that is drawn anew for each round. */
export async function alternated<Key>(
  context: Context,
  keys: readonly Key[],
  rounds: number,
  once: (key: Key) => Promise<Run>,
): Promise<Map<Key, Run[]>> {
  const runs = new Map<Key, Run[]>(keys.map((key) => [key, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const key of shuffled(keys, context.random)) runs.get(key)?.push(await once(key));
  }
  return runs;
}
