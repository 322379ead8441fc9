import type { Settings } from '../config/settings.ts';
import type { PageSource } from '../dataset/dataset.ts';
import type { Page } from '../dataset/page.ts';
import { createRecordLines, type RecordLines } from '../dataset/record-lines.ts';
import { readableTick, tickOfMilliseconds } from '../dataset/time-format.ts';
import { connectorError } from '../errors/connector-error.ts';
import { parsePath } from '../json/paths.ts';
import type { StreamDescriptor } from '../protocol/airbyte.ts';
import type { Output } from '../protocol/output.ts';
import type { Reporter } from '../protocol/reporter.ts';
import type { Position } from './position.ts';
import type { Counts, RangeContext, WarningKind } from './range-context.ts';
import { type Range, readRange } from './range-reader.ts';
import { encodeState, type StreamState } from './state.ts';

export interface StreamSyncOptions {
  readonly settings: Settings;
  readonly datasetId: string;
  readonly descriptor: StreamDescriptor;
  readonly source: PageSource;
  readonly fullRefresh: boolean;
  /** The state that came in; undefined: read from start_time. */
  readonly state: StreamState | undefined;
  readonly output: Output;
  readonly reporter: Reporter;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** One stream's sync. `run` returns when everything is on stdout and proven; it throws the ConnectorError otherwise. */
export interface StreamSync {
  run(): Promise<void>;
  /** Writes the STATE of what is on stdout; before any failure is reported. */
  checkpoint(): void;
  /** Repeats the last STATE, for a wait in which nothing else shows that the sync lives. */
  heartbeat(): void;
  /** The same, if no STATE was written for that long. */
  heartbeatIfSilent(ms: number): void;
  readonly counts: Counts;
}

export function createStreamSync(options: StreamSyncOptions): StreamSync {
  return new OneStream(options);
}

class OneStream implements StreamSync {
  readonly counts: Counts = {
    requests: 0,
    received: 0,
    emitted: 0,
    repeated: 0,
    outside: 0,
    untimed: 0,
    nullTimes: 0,
    retried: 0,
    windows: 0,
  };
  readonly #options: StreamSyncOptions;
  readonly #lines: RecordLines;
  readonly #warned = new Set<WarningKind>();
  #position: Position;
  #highest: Position | undefined;
  #complete = false;
  #sinceState = 0;
  #lastState: number;
  #stated = false;
  #running = false;

  constructor(options: StreamSyncOptions) {
    this.#options = options;
    const { settings, state, descriptor, now } = options;
    const { filterTimeFormat } = settings.endpoint;
    this.#lines = createRecordLines({ stream: descriptor.name, namespace: descriptor.namespace, filterTimeFormat });
    this.#position = state?.position ?? {
      tick: tickOfMilliseconds(settings.startTime, filterTimeFormat),
      keys: undefined,
    };
    this.#complete = state?.complete ?? false;
    this.#lastState = now();
  }

  async run(): Promise<void> {
    const { reporter, descriptor, state, fullRefresh } = this.#options;
    reporter.status(descriptor, 'STARTED');
    if (!(fullRefresh && state?.complete)) {
      const range = this.#range();
      this.counts.windows = 1;
      if (range.low <= range.high) await readRange(range, this.#context());
      this.#finish();
    }
    this.#becomeRunning();
    this.checkpoint();
    reporter.status(descriptor, 'COMPLETE');
    reporter.log('INFO', this.#reconciliation());
  }

  /** What is to read: from the position (less the lookback) to the end that is fixed now. */
  #range(): Range {
    const { settings, state, fullRefresh, now } = this.#options;
    const { filterTimeFormat } = settings.endpoint;
    const start = tickOfMilliseconds(settings.startTime, filterTimeFormat);
    const high = tickOfMilliseconds(settings.endTime ?? now(), filterTimeFormat);
    const open = settings.endTime === undefined;
    if (state === undefined) return { low: start, high, open, begun: undefined };
    const { tick } = state.position;
    const back = fullRefresh ? 0n : tickOfMilliseconds(settings.lookbackMs, filterTimeFormat);
    const low = tick - back > start ? tick - back : start;
    return { low, high, open, begun: low === tick ? state.position : undefined };
  }

  #finish(): void {
    const { counts } = this;
    const { endpoint } = this.#options.settings;
    if (counts.untimed > counts.nullTimes && counts.untimed === counts.received - counts.outside) {
      const { datasetId: dataset } = this.#options;
      throw connectorError('time_field_missing', { dataset, field: endpoint.timeField });
    }
    if (counts.received === 0 && this.#options.state === undefined) {
      this.#options.reporter.log(
        'WARN',
        `Dataset "${this.#options.datasetId}" gave no row at all. If it should have some, check start_time, the filter in endpoint.body and the type of its bounds (endpoint.filter_time_format): some APIs answer a bound of the wrong type with nothing.`,
      );
    }
    if (this.#highest !== undefined && this.#highest.tick > this.#position.tick) this.#position = this.#highest;
    this.#complete = true;
  }

  #context(): RangeContext {
    const { settings, datasetId, source, signal, reporter } = this.#options;
    const { endpoint, paginator } = settings;
    return {
      datasetId,
      primaryKey: endpoint.primaryKey.map(parsePath),
      limit: paginator.limit,
      offsetParam: paginator.offsetParam,
      maxOffset: paginator.maxOffset,
      totalSelector: paginator.totalSelector,
      counts: this.counts,
      ask: async (query) => {
        this.counts.requests += 1;
        const page = await source.fetch(query, signal);
        this.#received(page);
        return page;
      },
      deliver: (page, keep, kept, position) => this.#deliver(page, keep, kept, position),
      moveTo: (position) => this.#moveTo(position),
      warn: (kind, text) => {
        if (this.#warned.has(kind)) return;
        this.#warned.add(kind);
        reporter.log('WARN', `Dataset "${datasetId}": ${text}`);
      },
      readable: (tick) => readableTick(tick, endpoint.filterTimeFormat),
    };
  }

  #received(page: Page): void {
    const { datasetId, reporter, settings } = this.#options;
    this.counts.received += page.count;
    this.counts.untimed += page.times.nulls + page.times.missing;
    this.counts.nullTimes += page.times.nulls;
    const { limit } = settings.paginator;
    if (page.count <= limit || this.#warned.has('limit_ignored')) return;
    this.#warned.add('limit_ignored');
    reporter.log(
      'WARN',
      `Dataset "${datasetId}": a page has ${page.count} rows, more than the limit of ${limit}; it is used as it is.`,
    );
  }

  async #deliver(page: Page, keep: Uint8Array, kept: number, position: Position | undefined): Promise<void> {
    const { output, now, settings } = this.#options;
    if (kept > 0) {
      this.#becomeRunning();
      output.write(this.#lines.encode(page, kept === page.count ? undefined : keep, now()));
      this.counts.emitted += kept;
      this.#sinceState += kept;
      this.#noteHighest(page, keep);
    }
    if (position !== undefined) this.#moveTo(position);
    if (this.#sinceState > 0 && now() - this.#lastState >= settings.checkpointIntervalSeconds * 1000) this.checkpoint();
    await output.room();
  }

  /** A lookback reads below the position that the state already has: it never goes back. */
  #moveTo(position: Position): void {
    if (position.tick >= this.#position.tick) this.#position = position;
  }

  /** Without anchors the position stands still, but the end of the stream must know the latest time that came. */
  #noteHighest({ times }: Page, keep: Uint8Array): void {
    let highest: number | bigint | undefined;
    for (let row = 0; row < keep.length; row += 1) {
      if (keep[row] === 0 || (times.timed !== undefined && times.timed[row] === 0)) continue;
      const tick = times.ticks[row] as number | bigint;
      if (highest === undefined || tick > highest) highest = tick;
    }
    if (highest === undefined) return;
    const tick = BigInt(highest);
    if (this.#highest === undefined || tick > this.#highest.tick) this.#highest = { tick, keys: undefined };
  }

  #becomeRunning(): void {
    if (this.#running) return;
    this.#running = true;
    this.#options.reporter.status(this.#options.descriptor, 'RUNNING');
  }

  checkpoint(): void {
    const { settings, descriptor, fullRefresh, reporter, now } = this.#options;
    const state: StreamState = { position: this.#position, complete: this.#complete, fullRefresh };
    reporter.state({
      type: 'STREAM',
      stream: { stream_descriptor: descriptor, stream_state: encodeState(state, settings.endpoint.filterTimeFormat) },
      sourceStats: { recordCount: this.#sinceState },
    });
    this.#sinceState = 0;
    this.#stated = true;
    this.#lastState = now();
  }

  heartbeat(): void {
    if (this.#stated || this.#running) this.checkpoint();
  }

  heartbeatIfSilent(ms: number): void {
    if (this.#options.now() - this.#lastState >= ms) this.heartbeat();
  }

  #reconciliation(): string {
    const { requests, received, emitted, repeated, outside, untimed, retried, windows } = this.counts;
    return `Stream "${this.#options.descriptor.name}": ${requests} requests, ${received} rows received, ${emitted} emitted, ${repeated} skipped as repeats, ${outside} outside of the range, ${untimed} without a time, ${retried} requests retried, ${windows} windows.`;
  }
}
