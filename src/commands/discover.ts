import { tickOfMilliseconds } from '../dataset/time-format.ts';
import type { AirbyteStream } from '../protocol/airbyte.ts';
import { discoveredStream } from '../schema/infer.ts';
import { absentKeyWarning } from '../schema/sampled-key.ts';
import { configure } from './context.ts';
import { openDatasets } from './datasets.ts';
import { interruption } from './interruption.ts';
import type { Run } from './run.ts';

/** Rows of each dataset that are looked at. */
const SAMPLE_ROWS = 1000;

/** Emits the catalog: one stream for each dataset, its columns from a sample. */
export async function runDiscover(run: Run, configPath: string): Promise<void> {
  const { settings, reporter, addSecret, redact, onAttempt } = configure(run, configPath);
  const { endpoint, paginator } = settings;
  const datasets = openDatasets({
    settings,
    onRetry: ({ reason }, attempt) => reporter.log('INFO', `Attempt ${attempt} failed (${reason}); it is tried again.`),
    onPause: () => undefined,
    addSecret,
    redact,
    onAttempt,
  });
  const lower = tickOfMilliseconds(settings.startTime, endpoint.filterTimeFormat);
  const upper = tickOfMilliseconds(settings.endTime ?? run.now(), endpoint.filterTimeFormat);
  const streams: AirbyteStream[] = [];
  try {
    for (const { datasetId, name } of settings.datasets) {
      const limit = Math.min(SAMPLE_ROWS, paginator.limit);
      const sample = await datasets.source(datasetId).fetch({ lower, upper, offset: 0, limit }, run.signal);
      const warning = absentKeyWarning(datasetId, sample, endpoint.primaryKey);
      if (warning !== undefined) reporter.log('WARN', `${warning} Until then the stream has no primary key.`);
      streams.push(discoveredStream({ name, primaryKey: endpoint.primaryKey }, sample));
    }
  } catch (error) {
    throw interruption(run, 'discovery') ?? error;
  } finally {
    datasets.close();
  }
  reporter.message({ type: 'CATALOG', catalog: { streams } });
}
