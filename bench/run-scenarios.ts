import type { Scenario } from './command-line.ts';
import { farosReader } from './readers/faros.ts';
import { dltReader, lowCodeReader } from './readers/python.ts';
import type { Reader } from './readers/reader.ts';
import type { Results, ThroughputResult } from './report/results.ts';
import type { DatasetPlan } from './rows/plan.ts';
import { type Context, jobFor, readOnce, withApi } from './scenarios/context.ts';
import { latency } from './scenarios/latency.ts';
import { memory } from './scenarios/memory.ts';
import { requests } from './scenarios/requests.ts';
import { start } from './scenarios/start.ts';
import { throughput, throughputPlan } from './scenarios/throughput.ts';

const THROUGHPUT = ['small', 'peers', 'wide', 'tls', 'flights'] as const;

/** Runs the scenarios one after the other; one that fails leaves the others their figures. */
export async function runScenarios(
  context: Context,
  scenarios: readonly Scenario[],
): Promise<Omit<Results, 'environment'>> {
  const failed: string[] = [];
  const once = async <Result>(
    name: Scenario,
    scenario: () => Result | Promise<Result>,
  ): Promise<Result | undefined> => {
    if (!scenarios.includes(name)) return undefined;
    try {
      return await scenario();
    } catch (error) {
      context.say(error instanceof Error ? error.message : String(error));
      failed.push(`${name}: failed`);
      return undefined;
    }
  };
  const { peers, skipped } = scenarios.includes('peers') ? await installedPeers(context) : { peers: [], skipped: [] };
  const rates: ThroughputResult[] = [];
  for (const name of THROUGHPUT) {
    const all = name === 'peers' ? peers : [];
    const result = await once(name, () => throughput(context, throughputPlan(name, context), all));
    if (result !== undefined) rates.push(result);
  }
  const others = {
    latency: await once('latency', () => latency(context)),
    memory: await once('memory', () => memory(context)),
    start: await once('start', () => start(context)),
    requests: await once('requests', () => requests(context)),
  };
  return { throughput: rates, ...others, skipped, failed };
}

interface Peers {
  readonly peers: readonly Reader[];
  /** Why others are not there. */
  readonly skipped: readonly string[];
}

async function installedPeers(context: Context): Promise<Peers> {
  context.say('installing the other tools, where they are not there yet');
  const all = [await dltReader(), await farosReader(), await lowCodeReader()];
  const tried: (Reader | string)[] = [];
  for (const each of all) tried.push(typeof each === 'string' ? each : await triedReader(context, each));
  const peers = tried.flatMap((reader) => (typeof reader === 'string' ? [] : [reader]));
  const skipped = tried.flatMap((reader) => (typeof reader === 'string' ? [reader] : []));
  for (const why of skipped) context.say(why);
  return { peers, skipped };
}

/** The reader if it can read a little, else why it is skipped. */
function triedReader(context: Context, reader: Reader): Promise<Reader | string> {
  const dataset: DatasetPlan = { name: 'trial', kind: 'small', rows: 100 };
  return withApi({ datasets: [dataset] }, async (api) => {
    try {
      await readOnce(context, api, { reader, job: jobFor(api, dataset, dataset.rows, 1000) });
      return reader;
    } catch (error) {
      const last = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
      return `${reader.label}: skipped, it does not run here (${last})`;
    }
  });
}
