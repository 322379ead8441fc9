import type { Settings } from '../config/settings.ts';
import type { PageSource } from '../dataset/dataset.ts';
import type { Page } from '../dataset/page.ts';
import type { Query } from '../dataset/query.ts';
import { createRecordLines } from '../dataset/record-lines.ts';
import { readableTick, tickOfMilliseconds } from '../dataset/time-format.ts';
import { ConnectorError } from '../errors/connector-error.ts';
import { parsePath } from '../json/paths.ts';
import type { StreamDescriptor } from '../protocol/airbyte.ts';
import type { Output } from '../protocol/output.ts';
import type { Reporter } from '../protocol/reporter.ts';
import { readHiddenBeginnings } from './beginnings.ts';
import { Checkpoints } from './checkpoints.ts';
import { type Counts, noCounts, textOf } from './counts.ts';
import { currentState } from './current-state.ts';
import { Delivery } from './delivery.ts';
import { readToEndTime } from './end-time.ts';
import { FilterBounds } from './filter-bounds.ts';
import { Ledger, mergeSpans } from './ledger.ts';
import { PagesAhead } from './pages-ahead.ts';
import { proveTimes } from './prove-times.ts';
import type { RangeContext, WarningKind } from './range-context.ts';
import { Readers } from './readers.ts';
import { RecentPages } from './recent-pages.ts';
import { needsCount, reconcile } from './reconcile.ts';
import { Segments } from './segments.ts';
import type { Span } from './span.ts';
import { settleStartTime } from './start-time.ts';
import type { StreamState } from './state.ts';
import { TotalProof } from './total-proof.ts';
import { expectedTraits } from './traits.ts';
import { UntimedRows } from './untimed-rows.ts';

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
  /** Repeats the last STATE, if none was written for that long: nothing else shows in a wait that the sync lives. */
  heartbeat(ageMs: number): void;
  readonly counts: Counts;
}

const DAY_MS = 86_400_000;

const countErrors: ReadonlySet<string> = new Set(['total_not_met', 'end_not_proven']);

/** What an earlier run read can be counted by whole parts: one that begins below `low` is read anew from its beginning. */
function lookBack(low: bigint, read: readonly Span[], mostRepeats: number): bigint {
  const part = read.find(({ from, to }) => from < low && low <= to);
  return part !== undefined && part.rows <= mostRepeats ? part.from : low;
}

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
          filterTimeFormat: format,
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
    this.#total = new TotalProof(settings.paginator.totalSelector, datasetId);
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

  /** Where counts do not agree, nothing of the range is proven: the state goes back to where it began. */
  #fail(error: unknown): never {
    if (error instanceof ConnectorError && countErrors.has(error.code)) this.#context.traits.disproved = true;
    throw error;
  }

  async #read(): Promise<void> {
    const context = this.#context;
    const isNew = context.low <= context.high;
    if (isNew) {
      await this.#readers.read(context);
      await readHiddenBeginnings(context);
      await settleStartTime(this.#delivery.highest?.tick, context);
    }
    // An earlier run may have read all rows, and ended before they were counted.
    if (needsCount(context)) await reconcile(context);
    if (isNew) {
      await readToEndTime(this.#delivery.highest?.tick ?? context.low - 1n, context);
      await this.#total.meet(context);
    }
    proveTimes(this.counts, this.#options);
    this.#complete = true;
  }

  #contextOf(recent: RecentPages): RangeContext {
    const { settings, datasetId, state, fullRefresh, now } = this.#options;
    const { endpoint, paginator } = settings;
    const { filterTimeFormat: format } = endpoint;
    const start = tickOfMilliseconds(settings.startTime, format);
    const high = tickOfMilliseconds(settings.endTime ?? now(), format);
    // A sync that goes on where another one broke off has looked back already.
    const isContinued = (state?.read ?? []).length > 0;
    const back = fullRefresh || isContinued ? 0n : -tickOfMilliseconds(-settings.lookbackMs, format);
    const position = state?.position ?? { tick: start, keys: undefined };
    const mostRepeats = paginator.limit * settings.requests.concurrency;
    const read = state?.read ?? [];
    const low = lookBack(position.tick - back > start ? position.tick - back : start, read, mostRepeats);
    const goesOn = low === position.tick;
    if (goesOn) recent.goOnFrom(position);
    // Rows that a lookback does not read anew are counted all the same.
    const earlier = read.filter(({ to }) => to < low);
    const readBefore = goesOn && earlier.length > 0 ? mergeSpans(earlier) : undefined;
    const segments = new Segments(low, high, goesOn ? position : undefined, state?.spans ?? []);
    const warn = (kind: WarningKind, text: string): void => this.#warn(kind, text);
    return {
      datasetId,
      primaryKey: endpoint.primaryKey.map(parsePath),
      limit: paginator.limit,
      mostRepeats,
      offsetParam: paginator.offsetParam,
      maxOffset: paginator.maxOffset,
      totalSelector: paginator.totalSelector,
      isContinued: state !== undefined,
      day: tickOfMilliseconds(DAY_MS, format),
      low,
      high,
      open: settings.endTime === undefined,
      fullRefresh,
      counts: this.counts,
      traits: expectedTraits(paginator.limit, state?.pageCap),
      bounds: new FilterBounds(high, state?.position.tick, warn),
      segments,
      readBefore,
      ledger: new Ledger([...earlier, ...segments.progress().spans]),
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
    const { source } = this.#options;
    this.counts.requests += 1;
    const page = await source.fetch(query, this.#signal);
    this.#ahead.note(page);
    this.#total.note(query, page);
    this.counts.received += page.count;
    this.counts.untimed += page.times.nulls + page.times.missing;
    this.counts.nullTimes += page.times.nulls;
    const { limit } = this.#context;
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
