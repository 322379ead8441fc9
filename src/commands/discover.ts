import type { DatasetSettings } from '../config/settings.ts';
import { emptyDatasetWarning } from '../dataset/empty-dataset.ts';
import type { AirbyteStream } from '../protocol/airbyte.ts';
import { discoveredStream } from '../schema/infer.ts';
import { absentKeyWarning } from '../schema/sampled-key.ts';
import { type Configured, configure } from './context.ts';
import { type Datasets, openForPerson } from './datasets.ts';
import { configuredRange } from './filter-check.ts';
import { interruption } from './interruption.ts';
import type { Run } from './run.ts';

/** Rows of each dataset that are looked at. */
const SAMPLE_ROWS = 1000;
/** The platform gives a person's discover 9 minutes: an error says more than being ended. */
const DISCOVER_PATIENCE_MS = 8 * 60_000;

/** Emits the catalog: one stream for each dataset, its columns from a sample. All datasets are asked at once. */
export async function runDiscover(run: Run, configPath: string): Promise<void> {
  const configured = configure(run, configPath);
  const { settings, reporter } = configured;
  const datasets = openForPerson(configured, { patienceMs: DISCOVER_PATIENCE_MS });
  const stop = new AbortController();
  const sampling: Run = { ...run, signal: AbortSignal.any([run.signal, stop.signal]) };
  let streams: readonly AirbyteStream[];
  try {
    streams = await Promise.all(settings.datasets.map((dataset) => streamOf(dataset, datasets, configured, sampling)));
  } catch (error) {
    // Without one of them there is no catalog: it would look as if its stream were gone.
    stop.abort();
    throw interruption(run, 'discovery') ?? error;
  } finally {
    datasets.close();
  }
  reporter.message({ type: 'CATALOG', catalog: { streams: [...streams] } });
}

async function streamOf(
  { datasetId, name }: DatasetSettings,
  datasets: Datasets,
  { settings, reporter }: Configured,
  { now, signal }: Run,
): Promise<AirbyteStream> {
  const { endpoint, paginator } = settings;
  const limit = Math.min(SAMPLE_ROWS, paginator.limit);
  const sample = await datasets.source(datasetId).fetch({ ...configuredRange(settings, now()), limit }, signal);
  if (sample.count === 0) {
    const empty = emptyDatasetWarning(datasetId);
    reporter.log('WARN', `${empty} Its columns are only assumed: discover again when it has rows.`);
  }
  const warning = absentKeyWarning(datasetId, sample, endpoint.primaryKey);
  if (warning !== undefined) reporter.log('WARN', `${warning} Until then the stream has no primary key.`);
  const stream = discoveredStream({ name, primaryKey: endpoint.primaryKey }, sample);
  sample.memory.release();
  return stream;
}
