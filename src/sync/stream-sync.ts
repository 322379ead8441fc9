import type { Settings } from '../config/settings.ts';
import type { PageSource } from '../dataset/dataset.ts';
import type { Page } from '../dataset/page.ts';
import type { Query } from '../dataset/query.ts';
import { createRecordLines } from '../dataset/record-lines.ts';
import { readableTick, tickOfMilliseconds } from '../dataset/time-format.ts';
import { placesOf } from '../json/paths.ts';
import type { StreamDescriptor } from '../protocol/airbyte.ts';
import type { Output } from '../protocol/output.ts';
import type { Reporter } from '../protocol/reporter.ts';
import { Delivery } from './delivery.ts';
import { readHiddenBeginnings } from './ends/beginnings.ts';
import { warnOfLaterBeginning } from './ends/begins-later.ts';
import { disproves } from './ends/disproves.ts';
import { readToEndTime } from './ends/end-time.ts';
import { proveTimes } from './ends/prove-times.ts';
import { needsCount, reconcile } from './ends/reconcile.ts';
import { settleStartTime } from './ends/start-time.ts';
import { TotalProof } from './ends/total-proof.ts';
import { readUntimedRows } from './ends/untimed-end.ts';
import { PagesAhead } from './pages-ahead.ts';
import { farOffset } from './questions/far-offset.ts';
import { withoutLastAgain } from './questions/last-again.ts';
import { type Counts, noCounts, textOf } from './range/counts.ts';
import { FilterBounds } from './range/filter-bounds.ts';
import type { RangeContext, WarningKind } from './range/range-context.ts';
import { RecentPages } from './range/recent-pages.ts';
import { expectedTraits } from './range/traits.ts';
import { UntimedRows } from './range/untimed-rows.ts';
import { Readers } from './readers.ts';
import { Checkpoints } from './state/checkpoints.ts';
import { currentState } from './state/current-state.ts';
import type { StreamState } from './state/state.ts';
import { rangeOf } from './state/stream-range.ts';

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
  /** Repeats the last STATE, if nothing was written for that long: nothing else shows in a wait that the sync lives. */
  heartbeat(ageMs: number): void;
  readonly counts: Counts;
}

const DAY_MS = 86_400_000;

export function createStreamSync(options: StreamSyncOptions): StreamSync {
  return new OneStream(options);
}

class OneStream implements StreamSync {
  readonly counts: Counts = noCounts();
  readonly #options: StreamSyncOptions;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #warned = new Set<WarningKind>();
  readonly #checkpoints: Checkpoints;
  readonly #delivery: Delivery;
  readonly #ahead = new PagesAhead((query) => this.#ask(query));
  readonly #readers: Readers;
  readonly #total: TotalProof;
  readonly #context: RangeContext;
  #complete: boolean;
  #running = false;

  constructor(options: StreamSyncOptions) {
    this.#options = options;
    const { settings, state, descriptor, reporter, output, now, datasetId } = options;
    const { filterTimeFormat: format } = settings.endpoint;
    this.#complete = state?.complete ?? false;
    this.#signal = AbortSignal.any([options.signal, this.#stop.signal]);
    this.#checkpoints = new Checkpoints({
      descriptor,
      format,
      intervalMs: settings.checkpointIntervalSeconds * 1000,
      reporter,
      now,
      current: () =>
        currentState({
          begun: state,
          fullRefresh: options.fullRefresh,
          context: this.#context,
          highest: this.#delivery.highest,
          complete: this.#complete,
        }),
    });
    const recent = new RecentPages();
    this.#delivery = new Delivery({
      output,
      lines: (allocate) =>
        createRecordLines({
          stream: descriptor.name,
          namespace: descriptor.namespace,
          allocate,
        }),
      checkpoints: this.#checkpoints,
      counts: this.counts,
      recent,
      now,
      signal: this.#signal,
      onRecords: () => this.#becomeRunning(),
    });
    this.#readers = new Readers(settings.requests.concurrency, () => this.#stop.abort());
    this.#total = new TotalProof(
      settings.paginator.totalSelector,
      datasetId,
      settings.endpoint.missingData === 'empty',
    );
    this.#context = this.#contextOf(recent);
  }

  async run(): Promise<void> {
    const { reporter, descriptor, state, fullRefresh } = this.#options;
    reporter.status(descriptor, 'STARTED');
    if (!(fullRefresh && state?.complete)) await this.#read().catch((error: unknown) => this.#fail(error));
    this.#becomeRunning();
    this.checkpoint();
    reporter.status(descriptor, 'COMPLETE');
    reporter.log('INFO', `Stream "${descriptor.name}": ${textOf(this.counts)}.`);
  }

  /** Where nothing of the range is proven, the state goes back to where it began. */
  #fail(error: unknown): never {
    if (disproves(error)) this.#context.traits.disproved = true;
    throw error;
  }

  async #read(): Promise<void> {
    const context = this.#context;
    const isNew = context.low <= context.high;
    if (isNew) {
      await this.#readers.read(context);
      await settleStartTime(this.#delivery.highest?.tick, context);
      await readHiddenBeginnings(context);
    }
    // An earlier run may have read all rows, and ended before they were counted.
    if (needsCount(context)) await reconcile(context);
    if (isNew) {
      await readToEndTime(() => this.#delivery.highest?.tick, context);
      await readUntimedRows(context);
      await this.#total.meet(context);
    }
    if (isNew || context.isContinued) proveTimes(this.counts, { ...this.#options, isContinued: context.isContinued });
    if (!isNew) warnOfLaterBeginning(context);
    this.#complete = true;
  }

  #contextOf(recent: RecentPages): RangeContext {
    const { settings, datasetId, state, fullRefresh } = this.#options;
    const { endpoint, paginator } = settings;
    const { filterTimeFormat: format } = endpoint;
    const { begun, ...range } = rangeOf(this.#options);
    if (begun !== undefined) recent.goOnFrom(begun);
    const warn = (kind: WarningKind, text: string): void => this.#warn(kind, text);
    const day = tickOfMilliseconds(DAY_MS, format);
    return {
      ...range,
      datasetId,
      primaryKey: endpoint.primaryKey.map(placesOf),
      limit: paginator.limit,
      offsetParam: paginator.offsetParam,
      maxOffset: paginator.maxOffset,
      totalSelector: paginator.totalSelector,
      isContinued: state !== undefined,
      day,
      open: settings.endTime === undefined,
      fullRefresh,
      counts: this.counts,
      traits: expectedTraits(paginator.limit, state?.pageCap),
      bounds: new FilterBounds(range.high, day, state?.position.tick, warn),
      recent,
      untimed: new UntimedRows(),
      ask: (query) => this.#ask(query),
      askAhead: (query) => this.#ahead.ask(query),
      deliver: (page, keep, kept, move) => this.#delivery.deliver(page, keep, kept, move),
      written: () => this.#delivery.written(),
      noteHighest: (highest) => this.#delivery.noteHighest(highest),
      progressed: () => this.#readers.fill(),
      warn,
      readable: (tick) => readableTick(tick, format),
    };
  }

  async #ask(query: Query): Promise<Page> {
    const page = await this.#askOnce(query);
    if (!this.#context.traits.lastAgain) return page;
    return await withoutLastAgain(query, page, farOffset(query.offset, this.#context), (other) => this.#askOnce(other));
  }

  async #askOnce(query: Query): Promise<Page> {
    const { source } = this.#options;
    const { limit, traits } = this.#context;
    this.counts.requests += 1;
    const page = await source.fetch(query, this.#signal);
    this.#ahead.note(page);
    this.#total.note(query, page);
    this.counts.received += page.count;
    traits.largestAnswer = Math.max(traits.largestAnswer, page.count);
    this.counts.untimed += page.times.nulls + page.times.missing;
    this.counts.nullTimes += page.times.nulls;
    if (page.count > limit) {
      this.#warn(
        'limit_ignored',
        `A page has ${page.count} rows, more than the limit of ${limit}; it is used as it is.`,
      );
    }
    return page;
  }

  #warn(kind: WarningKind, text: string): void {
    if (this.#warned.has(kind)) return;
    this.#warned.add(kind);
    this.#options.reporter.log('WARN', `Dataset "${this.#options.datasetId}": ${text}`);
  }

  #becomeRunning(): void {
    if (!this.#running) this.#options.reporter.status(this.#options.descriptor, 'RUNNING');
    this.#running = true;
  }

  checkpoint(): void {
    this.#checkpoints.write();
  }

  heartbeat(ageMs: number): void {
    this.#checkpoints.heartbeat(ageMs);
  }
}
