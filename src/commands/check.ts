import type { DatasetSettings, Settings } from '../config/settings.ts';
import type { PageSource } from '../dataset/dataset.ts';
import { emptyDatasetWarning } from '../dataset/empty-dataset.ts';
import type { Page } from '../dataset/page.ts';
import { readableTick } from '../dataset/time-format.ts';
import { asConnectorError, connectorError } from '../errors/connector-error.ts';
import { absentKeyWarning } from '../schema/sampled-key.ts';
import { type Configured, configure } from './context.ts';
import { type Datasets, openForPerson } from './datasets.ts';
import { configuredRange, filterWarning, isOutside, unfilteredWarning } from './filter-check.ts';
import { interruption } from './interruption.ts';
import { plainReporter } from './plain-reporter.ts';
import type { Run } from './run.ts';

/** A person waits for the result: a slip is retried, a fault is not waited for. */
const CHECK_RETRIES = 1;
/** The platform gives a check 9 minutes. An API that asks for a longer pause is limited, and that is the result. */
const CHECK_PATIENCE_MS = 120_000;
/** All of it together: what is not asked by then does not keep the platform from its result. */
const CHECK_MS = 8 * 60_000;

/** Asks each dataset for one row, all at once; emits one CONNECTION_STATUS that says what is wrong with which. */
export async function runCheck(run: Run, configPath: string, checkMs = CHECK_MS): Promise<void> {
  let configured: Configured;
  try {
    configured = configure(run, configPath);
  } catch (error) {
    const { code, message } = asConnectorError(error);
    // Without a file there is nothing to judge: that is for whoever mounts it, not a word on the connection.
    if (code !== 'config_invalid') throw error;
    plainReporter(run).message({ type: 'CONNECTION_STATUS', connectionStatus: { status: 'FAILED', message } });
    return;
  }
  const { settings, reporter } = configured;
  const datasets = openForPerson(configured, {
    maxRetries: Math.min(CHECK_RETRIES, settings.requests.maxRetries),
    patienceMs: CHECK_PATIENCE_MS,
  });
  let problems: readonly string[];
  try {
    problems = await problemsOf(settings, datasets, configured, run, checkMs);
  } finally {
    datasets.close();
  }
  // What a signal broke off says nothing about the connection.
  const stopped = interruption(run, 'check');
  if (stopped !== undefined) throw stopped;
  reporter.message({
    type: 'CONNECTION_STATUS',
    connectionStatus:
      problems.length === 0 ? { status: 'SUCCEEDED' } : { status: 'FAILED', message: problems.join('\n') },
  });
}

async function problemsOf(
  settings: Settings,
  datasets: Datasets,
  configured: Configured,
  run: Run,
  checkMs: number,
): Promise<readonly string[]> {
  const late: string[] = [];
  const inTime: Run = { ...run, signal: AbortSignal.any([run.signal, AbortSignal.timeout(checkMs)]) };
  const judging = settings.datasets.map(async (dataset) => {
    const problem = await problemOf(dataset, settings, datasets, configured, inTime);
    // What is broken off for want of time says nothing about the dataset.
    if (problem === undefined || !inTime.signal.aborted) return problem;
    late.push(`"${dataset.datasetId}"`);
    return undefined;
  });
  const problems = await Promise.all(judging);
  if (late.length > 0 && !run.signal.aborted) {
    const [of, first] = [settings.datasets.length, late[0]];
    configured.reporter.log(
      'WARN',
      `A check takes ${checkMs / 60_000} minutes at most, so ${late.length} of ${of} datasets gave no result, among them ${first}: the API or requests.requests_per_second is too slow for so many.`,
    );
  }
  // What all of them share, such as a token endpoint that fails, is told once.
  return [...new Set(problems)].filter((problem) => problem !== undefined);
}

async function problemOf(
  { datasetId }: DatasetSettings,
  settings: Settings,
  datasets: Datasets,
  { reporter }: Configured,
  run: Run,
): Promise<string | undefined> {
  try {
    const { sample, filter } = await sampleOf(datasets.source(datasetId), datasetId, settings, run);
    const warning =
      sample.count === 0
        ? emptyDatasetWarning(datasetId)
        : absentKeyWarning(datasetId, sample, settings.endpoint.primaryKey);
    if (warning !== undefined) reporter.log('WARN', warning);
    if (filter !== undefined) reporter.log('WARN', `Dataset "${datasetId}" ${filter}`);
    return undefined;
  } catch (error) {
    const failure = asConnectorError(error);
    if (failure.code === 'internal') throw failure;
    return failure.message;
  }
}

interface Sample {
  readonly sample: Page;
  /** What a person must know of the filter. */
  readonly filter: string | undefined;
}

/**
 * Asks for one row of the configured range, then for a range that must be empty: two requests at most. Where the one row
 * is none of the range, a whole page of it says more than the other range.
 */
async function sampleOf(source: PageSource, dataset: string, settings: Settings, run: Run): Promise<Sample> {
  const { endpoint } = settings;
  const format = endpoint.filterTimeFormat;
  const query = configuredRange(settings, run.now());
  const first = await source.fetch({ ...query, limit: 1 }, run.signal);
  if (!isOutside(first, query) && first.times.missing === 0) {
    return { sample: first, filter: await filterWarning(source, settings, run.signal) };
  }
  const page = await source.fetch(query, run.signal);
  if (page.count > 0 && page.times.missing === page.count) {
    throw connectorError('time_field_missing', { dataset, field: endpoint.timeField });
  }
  if (isOutside(page, query)) {
    const [from, to] = [readableTick(query.lower, format), readableTick(query.upper, format)];
    throw connectorError('rows_outside_range', { dataset, from, to });
  }
  const isUnfiltered = isOutside(first, query);
  return { sample: page, filter: isUnfiltered ? unfilteredWarning('the range from start_time on') : undefined };
}
