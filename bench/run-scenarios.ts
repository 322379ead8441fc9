import type { Scenario } from './command-line.ts';
import { farosReader } from './readers/faros.ts';
import { dltReader, lowCodeReader } from './readers/python.ts';
import type { Reader } from './readers/reader.ts';
import type { Results, ThroughputResult } from './report/results.ts';
import type { Context } from './scenarios/context.ts';
import { latency } from './scenarios/latency.ts';
import { memory } from './scenarios/memory.ts';
import { requests } from './scenarios/requests.ts';
import { start } from './scenarios/start.ts';
import { throughput, throughputPlan } from './scenarios/throughput.ts';

const THROUGHPUT = ['small', 'wide', 'tls', 'flights'] as const;

/** Runs the scenarios one after the other. */
export async function runScenarios(
  context: Context,
  scenarios: readonly Scenario[],
): Promise<Omit<Results, 'environment'>> {
  const wanted = (name: Scenario) => scenarios.includes(name);
  const { peers, skipped } = wanted('small') ? await installedPeers(context) : { peers: [], skipped: [] };
  const results: ThroughputResult[] = [];
  for (const name of THROUGHPUT.filter(wanted)) {
    results.push(await throughput(context, throughputPlan(name, context), name === 'small' ? peers : []));
  }
  return {
    throughput: results,
    skipped,
    ...(wanted('latency') ? { latency: await latency(context) } : {}),
    ...(wanted('memory') ? { memory: await memory(context) } : {}),
    ...(wanted('start') ? { start: start(context) } : {}),
    ...(wanted('requests') ? { requests: await requests(context) } : {}),
  };
}

async function installedPeers({ say }: Context): Promise<{ peers: readonly Reader[]; skipped: readonly string[] }> {
  say('installing the other tools, where they are not there yet');
  const all = [await dltReader(), await farosReader(), await lowCodeReader()];
  const peers = all.flatMap((reader) => (typeof reader === 'string' ? [] : [reader]));
  const skipped = all.flatMap((reader) => (typeof reader === 'string' ? [reader] : []));
  for (const why of skipped) say(why);
  return { peers, skipped };
}
