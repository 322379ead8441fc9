import { connectorReader } from '../readers/connector.ts';
import type { LatencyResult } from '../report/results.ts';
import type { DatasetPlan } from '../rows/plan.ts';
import { alternated, type Context, jobFor, readOnce, withApi } from './context.ts';

const DELAY_MS = 50;
/** Small pages: neither the API nor the connector has enough to do with them to decide. */
const PAGE_ROWS = 1000;
const MOST_ROUNDS = 2;

/** How well requests that wait are overlapped. */
export async function latency(context: Context): Promise<LatencyResult> {
  const pages = context.sizes.latencyPages;
  const dataset: DatasetPlan = { name: 'latency', kind: 'small', rows: pages * PAGE_ROWS, latency: DELAY_MS };
  return withApi({ datasets: [dataset] }, async (api) => {
    const job = jobFor(api, dataset, dataset.rows, PAGE_ROWS);
    const levels = [1, 8] as const;
    const runs = await alternated(context, levels, Math.min(context.sizes.rounds, MOST_ROUNDS), (concurrency) => {
      context.say(`${DELAY_MS} ms per page: concurrency ${concurrency}`);
      return readOnce(context, api, { reader: connectorReader({ concurrency }), job });
    });
    const cells = levels.map((concurrency) => ({ concurrency, runs: runs.get(concurrency) ?? [] }));
    return { delayMs: DELAY_MS, pages, pageRows: PAGE_ROWS, cells };
  });
}
