import type { DatasetSettings, Settings } from '../config/settings.ts';
import { asConnectorError, connectorError } from '../errors/connector-error.ts';
import { isOutputFailure } from '../protocol/output.ts';
import type { Reporter } from '../protocol/reporter.ts';
import { decodeState } from '../sync/state/state.ts';
import { createStreamSync, type StreamSync } from '../sync/stream-sync.ts';
import { type ConfiguredStream, decodeCatalog, distinctStreams } from './configured-catalog.ts';
import { configure } from './context.ts';
import { type Datasets, openDatasets } from './datasets.ts';
import { decodeStates, type IncomingStates } from './incoming-state.ts';
import { readInputFile, readStateFile } from './input-file.ts';
import { interruption } from './interruption.ts';
import type { Run } from './run.ts';

export interface ReadFiles {
  readonly config: string;
  readonly catalog: string;
  readonly state: string | undefined;
}

/** While nothing else is written, a STATE this often keeps the platform's heartbeat alive. */
const HEARTBEAT_MS = 60_000;

/** So many streams an error names, of which each unknown one has one. */
const MOST_NAMES = 20;

/** The stream that is being read. */
interface Current {
  sync?: StreamSync;
  stream?: ConfiguredStream;
}

/** Syncs every configured stream; gives true if all of them are proven complete. Errors: what no stream survives. */
export async function runRead(run: Run, files: ReadFiles): Promise<boolean> {
  const { settings, reporter, addSecret, redact, onAttempt } = configure(run, files.config);
  const streams = distinctStreams(decodeCatalog(readInputFile('catalog', files.catalog)), ({ name }) =>
    reporter.log(
      'WARN',
      `The configured catalog lists stream "${name}" again; it is read once, as it stands there first.`,
    ),
  );
  const states = statesOf(files.state, reporter);
  const current: Current = {};
  const datasets = openDatasets({
    settings,
    addSecret,
    redact,
    onAttempt,
    onRetry({ reason }, attempt, delayMs) {
      if (current.sync !== undefined) current.sync.counts.retried += 1;
      reporter.log('WARN', `Attempt ${attempt} failed (${reason}); it is tried again in ${delayMs} ms.`);
    },
    onPause(until) {
      if (current.stream !== undefined) reporter.status(current.stream.descriptor, 'RUNNING', until);
      current.sync?.heartbeat(ageBefore(until - run.now(), settings));
    },
  });
  const heart = setInterval(() => current.sync?.heartbeat(HEARTBEAT_MS), HEARTBEAT_MS / 2);
  heart.unref();
  let complete = true;
  try {
    for (const stream of streams) {
      current.stream = stream;
      const done = await readStream({ run, settings, reporter, datasets, states, stream, current });
      complete = complete && done;
    }
  } finally {
    clearInterval(heart);
    datasets.close();
  }
  return complete;
}

function statesOf(path: string | undefined, reporter: Reporter): IncomingStates {
  const raw = readStateFile(path, (what) => reporter.log('WARN', `${what}, so every stream is read from start_time.`));
  return decodeStates(raw);
}

/** How long nothing may have been written before a pause: many short ones bring no more STATEs than rows do. */
function ageBefore(pauseMs: number, { checkpointIntervalSeconds }: Settings): number {
  const intervalMs = checkpointIntervalSeconds * 1000;
  return pauseMs >= intervalMs ? 0 : intervalMs;
}

interface StreamRead {
  readonly run: Run;
  readonly settings: Settings;
  readonly reporter: Reporter;
  readonly datasets: Datasets;
  readonly states: IncomingStates;
  readonly stream: ConfiguredStream;
  readonly current: Current;
}

/** One stream; whatever fails is reported for it, and the others go on. Errors: a failed output only. */
async function readStream(read: StreamRead): Promise<boolean> {
  const { run, reporter, stream, current } = read;
  let sync: StreamSync | undefined;
  try {
    // What is not begun before a stop is not complete either, and says so.
    run.signal.throwIfAborted();
    const dataset = datasetOf(read.settings, stream);
    sync = streamSyncOf(read, dataset);
    current.sync = sync;
    await sync.run();
    return true;
  } catch (error) {
    if (isOutputFailure(error)) throw error;
    // The rows that are out are covered before the failure is told, so that the next attempt begins after them.
    sync?.checkpoint();
    reporter.error(interruption(run, 'sync') ?? asConnectorError(error), stream.descriptor);
    reporter.status(stream.descriptor, 'INCOMPLETE');
    return false;
  } finally {
    delete current.sync;
    // A request that is still under way says nothing of it any more.
    delete current.stream;
  }
}

function datasetOf({ datasets }: Settings, { descriptor, syncMode }: ConfiguredStream): DatasetSettings {
  const dataset = datasets.find(({ name }) => name === descriptor.name);
  if (dataset === undefined) {
    const more = datasets.length - MOST_NAMES;
    const names = datasets.slice(0, MOST_NAMES).map(({ name }) => name);
    const known = `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    throw connectorError('stream_unknown', { stream: descriptor.name, known });
  }
  if (syncMode !== 'full_refresh' && syncMode !== 'incremental') {
    throw connectorError('sync_mode_unknown', { stream: descriptor.name, mode: syncMode });
  }
  return dataset;
}

function streamSyncOf(read: StreamRead, { datasetId }: DatasetSettings): StreamSync {
  const { run, settings, reporter, datasets, states, stream } = read;
  const fullRefresh = stream.syncMode === 'full_refresh';
  const state = decodeState(states(stream.descriptor), stream.descriptor.name, settings.endpoint.filterTimeFormat);
  return createStreamSync({
    settings,
    datasetId,
    descriptor: stream.descriptor,
    source: datasets.source(datasetId),
    fullRefresh,
    // A state that an incremental sync wrote says nothing about a full refresh, which then starts over.
    state: fullRefresh && state?.fullRefresh !== true ? undefined : state,
    output: run.output,
    reporter,
    now: run.now,
    signal: run.signal,
  });
}
