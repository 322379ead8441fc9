import { writeFile } from 'node:fs/promises';
import { connector, measuredNode } from '../measure/programs.ts';
import type { ReadJob } from '../programs/job.ts';
import { fileIn, type Reader } from './reader.ts';

export interface ConnectorOptions {
  /** Default: that of the connector. */
  readonly concurrency?: number;
  /** A state to continue from; the sync is incremental in any case. */
  readonly state?: unknown;
  /** Read up to now instead of up to the last row. */
  readonly untilNow?: boolean;
}

/** This connector, as the platform starts it. */
export function connectorReader(options: ConnectorOptions = {}): Reader {
  return {
    name: 'connector',
    label: 'source-dataset',
    printsRecords: true,
    async command(job, folder) {
      const [config, catalog, state] = ['config.json', 'catalog.json', 'state.json'].map((name) =>
        fileIn(folder, name),
      );
      await writeJson(config, configOf(job, options));
      await writeJson(catalog, catalogOf(job.dataset));
      const argv = measuredNode(connector, 'read', '--config', String(config), '--catalog', String(catalog));
      if (options.state === undefined) return { argv };
      await writeJson(state, [options.state]);
      return { argv: [...argv, '--state', String(state)] };
    },
  };
}

async function writeJson(file: string | undefined, value: unknown): Promise<void> {
  await writeFile(String(file), JSON.stringify(value));
}

function configOf(job: ReadJob, { concurrency, untilNow = false }: ConnectorOptions): object {
  return {
    base_url: job.url,
    auth: { type: 'bearer', token: job.token },
    datasets: [{ dataset_id: job.dataset, name: job.dataset }],
    start_time: new Date(job.from).toISOString(),
    ...(untilNow ? {} : { end_time: new Date(job.until).toISOString() }),
    endpoint: { primary_key: [] },
    paginator: { limit: job.pageRows },
    ...(concurrency === undefined ? {} : { requests: { concurrency } }),
  };
}

function catalogOf(name: string): object {
  const stream = { name, json_schema: {}, supported_sync_modes: ['full_refresh', 'incremental'] };
  const how = { sync_mode: 'incremental', destination_sync_mode: 'append', cursor_field: ['airbyte_cursor'] };
  return { streams: [{ stream, ...how }] };
}
