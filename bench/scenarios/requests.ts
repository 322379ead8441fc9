import type { ApiProcess } from '../measure/api-process.ts';
import { program } from '../measure/programs.ts';
import type { ReadJob } from '../programs/job.ts';
import { type ConnectorOptions, connectorReader } from '../readers/connector.ts';
import type { RequestsCell } from '../report/results.ts';
import type { DatasetPlan } from '../rows/plan.ts';
import { type Context, jobFor, readOnce, withApi } from './context.ts';

/** Rows that come after the backlog was read. */
const INCREMENT = 1000;
const CONSUMER = [process.execPath, program('consumer'), '{}'];

/** How many requests a sync takes, and how many rows their offsets make the server skip. */
export async function requests(context: Context): Promise<RequestsCell[]> {
  const even: DatasetPlan = { name: 'even', kind: 'small', rows: context.sizes.small };
  const uneven: DatasetPlan = { name: 'skewed', kind: 'skewed', rows: context.sizes.small };
  return withApi({ datasets: [even, uneven] }, async (api) => {
    const { pageRows } = context.sizes;
    const read = (title: string, job: ReadJob, options: ConnectorOptions) => cellOf(context, api, title, job, options);
    const old = jobFor(api, even, even.rows - INCREMENT, pageRows);
    const all = jobFor(api, even, even.rows, pageRows);
    const backlog = await read('a backlog', old, {});
    const increment = await read(`${INCREMENT} new rows`, all, { state: backlog.state, untilNow: true });
    const nothing = await read('nothing new', all, { state: increment.state, untilNow: true });
    const year = 365 * 86_400_000;
    const nowhere = { ...all, from: all.until + 1, until: all.until + year, rows: 0 };
    const empty = await read('a range without rows', nowhere, {});
    const skewed = await read('a skewed backlog', jobFor(api, uneven, uneven.rows, pageRows), {});
    return [backlog, increment, nothing, empty, skewed].map(({ cell }) => cell);
  });
}

interface Consumed {
  readonly records: number;
  readonly lastState?: unknown;
}

async function cellOf(
  context: Context,
  api: ApiProcess,
  title: string,
  job: ReadJob,
  options: ConnectorOptions,
): Promise<{ readonly cell: RequestsCell; readonly state: unknown }> {
  context.say(`requests: ${title}`);
  const reader = connectorReader(options);
  const { seen, consumed } = await readOnce(context, api, { reader, job, consumer: CONSUMER });
  const { records, lastState } = JSON.parse(consumed) as Consumed;
  return { cell: { title, records, seen }, state: lastState };
}
