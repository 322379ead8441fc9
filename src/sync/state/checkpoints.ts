import type { TimeFormat } from '../../config/settings.ts';
import type { StreamDescriptor } from '../../protocol/airbyte.ts';
import type { Reporter } from '../../protocol/reporter.ts';
import { encodeState, type StreamState } from './state.ts';

export interface CheckpointOptions {
  readonly descriptor: StreamDescriptor;
  readonly format: TimeFormat;
  /** How often there is one while rows come, in ms; 0: after each page. */
  readonly intervalMs: number;
  readonly reporter: Reporter;
  readonly now: () => number;
  /** What is on stdout at this moment; undefined: the range has not begun. */
  readonly current: () => StreamState | undefined;
}

/** The STATE messages of a stream: each covers what was written before it, and counts it. */
export class Checkpoints {
  readonly #options: CheckpointOptions;
  #records = 0;
  #last: number;
  /** When a RECORD or a STATE came last. */
  #lastSign: number;

  constructor(options: CheckpointOptions) {
    this.#options = options;
    this.#last = options.now();
    this.#lastSign = this.#last;
  }

  /** So many records were written. */
  count(records: number): void {
    this.#records += records;
    if (records > 0) this.#lastSign = this.#options.now();
  }

  /** A STATE, if records came and the last one is old enough. */
  ifDue(): void {
    const { now, intervalMs } = this.#options;
    if (this.#records > 0 && now() - this.#last >= intervalMs) this.write();
  }

  write(): void {
    const { descriptor, format, reporter, now, current } = this.#options;
    reporter.state({
      type: 'STREAM',
      stream: { stream_descriptor: descriptor, stream_state: encodeState(current(), format) },
      sourceStats: { recordCount: this.#records },
    });
    this.#records = 0;
    this.#last = now();
    this.#lastSign = this.#last;
  }

  /** Only RECORD and STATE show the platform that a sync lives: a STATE, if the last of both is so old. */
  heartbeat(ageMs: number): void {
    if (this.#options.now() - this.#lastSign >= ageMs) this.write();
  }
}
