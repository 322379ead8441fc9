import { join } from 'node:path';
import type { ApiProcess } from '../measure/api-process.ts';
import { program } from '../measure/programs.ts';
import { connectorReader } from '../readers/connector.ts';
import { download, plainLoop, type Reader } from '../readers/reader.ts';
import type { Run, ThroughputName, ThroughputResult } from '../report/results.ts';
import type { DatasetPlan } from '../rows/plan.ts';
import { alternated, type Context, jobFor, readOnce, withApi } from './context.ts';

interface ThroughputPlan {
  readonly name: ThroughputName;
  readonly title: string;
  readonly dataset: DatasetPlan;
  readonly rounds: number;
  /** Compare every record with its row. */
  readonly checked: boolean;
  readonly tls: boolean;
}

/** What a scenario of this kind reads. */
export function throughputPlan(name: ThroughputName, { sizes }: Context): ThroughputPlan {
  const plain = { name, rounds: sizes.rounds, checked: false, tls: false };
  const small = { name, kind: 'small', rows: sizes.small } as const;
  switch (name) {
    case 'small':
      return { ...plain, title: 'Small records (100 bytes)', dataset: small };
    case 'peers':
      return { ...plain, title: 'Small records, other tools', dataset: { name, kind: 'small', rows: sizes.peers } };
    case 'wide':
      return {
        ...plain,
        title: 'Wide records (1 KB)',
        dataset: { name, kind: 'wide', rows: sizes.wide },
        checked: true,
      };
    case 'tls':
      return { ...plain, title: 'Small records, TLS and gzip', dataset: small, tls: true };
    case 'flights': {
      const dataset = { name, kind: 'flights', rows: sizes.flights } as const;
      return { ...plain, title: 'Real data: flights', dataset, rounds: 1, checked: true };
    }
  }
}

/** The same rows through every reader. */
export async function throughput(
  context: Context,
  plan: ThroughputPlan,
  peers: readonly Reader[],
): Promise<ThroughputResult> {
  const { dataset, tls } = plan;
  const { pageRows, slow } = context.sizes;
  const certificateFile = join(context.folder, 'certificate.pem');
  const env: Record<string, string> = tls ? { NODE_EXTRA_CA_CERTS: certificateFile } : {};
  const readers = [connectorReader(), plainLoop, download, ...peers];
  const rowsFor = (reader: Reader) => (reader.slow === true ? Math.min(dataset.rows, slow) : dataset.rows);
  return withApi({ datasets: [dataset], ...(tls ? { compressed: true, certificateFile } : {}) }, async (api) => {
    const once = async (reader: Reader): Promise<Run> => {
      context.say(`${plan.title}: ${reader.label}`);
      return readOnce(context, api, { reader, job: jobFor(api, dataset, rowsFor(reader), pageRows), env });
    };
    // The API keeps pages that it compressed: the first answers would be slower than all others.
    if (tls) for (const reader of [connectorReader(), download]) await once(reader);
    const runs = await alternated(context, readers, plan.rounds, once);
    return {
      name: plan.name,
      title: plan.title,
      pageRows,
      readers: readers.map((reader) => ({
        reader: reader.name,
        label: reader.label,
        rows: rowsFor(reader),
        runs: runs.get(reader) ?? [],
      })),
      ...(plan.checked ? { check: await checked(context, api, dataset) } : {}),
    };
  });
}

interface Consumed {
  readonly records: number;
  readonly sum: string;
}

/** Whether the connector gives every row with exactly its text. */
async function checked(context: Context, api: ApiProcess, dataset: DatasetPlan): Promise<string> {
  context.say(`${dataset.name}: comparing every record with its row`);
  const job = jobFor(api, dataset, dataset.rows, context.sizes.pageRows);
  const consumer = [process.execPath, program('consumer'), JSON.stringify({ sum: true })];
  const { consumed } = await readOnce(context, api, { reader: connectorReader(), job, consumer });
  const { records, sum } = JSON.parse(consumed) as Consumed;
  const same = sum === (await api.sum(dataset.name)) && records === dataset.rows;
  const count = `${records.toLocaleString('en')} records for ${dataset.rows.toLocaleString('en')} rows`;
  return `source-dataset: ${count}; by checksum their texts ${same ? 'are those of the rows' : 'DIFFER from the rows'}.`;
}
