import { ConnectorError, connectorError } from '../errors/connector-error.ts';

/** Pieces of this size fit the buffer of a pipe; small ones are put together. */
const PIECE_BYTES = 64 * 1024;
/** Above this many waiting bytes, `room` makes its callers wait. */
const HIGH_WATER_BYTES = 1024 * 1024;

/**
 * The one way to stdout. What is queued first is written first; a queued piece is whole lines, so that the output ends
 * with a whole line whenever the process lets the queue run empty.
 */
export interface Output {
  /**
   * Queues whole lines. The bytes must not change until `onWritten` is called, which is not if the output fails. Ignored
   * once the output has failed.
   */
  write(lines: Uint8Array, onWritten?: () => void): void;
  /** Resolves when less than about 1 MiB waits; rejects with `output_closed` or `output_failed`, also later callers. */
  room(): Promise<void>;
  /** Resolves when everything queued is written; rejects like `room`. */
  drained(): Promise<void>;
}

/** What bytes are written to: a stream, of which nothing else is needed. */
export interface Sink {
  /** `done` is called once, when the bytes are written or cannot be, maybe before this returns. */
  write(bytes: Uint8Array, done: (error?: Error | null) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

interface Queued {
  readonly bytes: Uint8Array;
  readonly onWritten: (() => void) | undefined;
}

interface Waiter {
  readonly below: number;
  readonly resolve: () => void;
  readonly reject: (failure: ConnectorError) => void;
}

class StreamOutput implements Output {
  readonly #stream: Sink;
  readonly #onFailed: () => void;
  #queue: Queued[] = [];
  #waiting = 0;
  #pumping = false;
  #failure: ConnectorError | undefined;
  #waiters: Waiter[] = [];

  constructor(stream: Sink, onFailed: () => void) {
    this.#stream = stream;
    this.#onFailed = onFailed;
    stream.on('error', (error) => this.#fail(error));
  }

  write(bytes: Uint8Array, onWritten?: () => void): void {
    if (this.#failure !== undefined || bytes.length === 0) return;
    this.#queue.push({ bytes, onWritten });
    this.#waiting += bytes.length;
    if (!this.#pumping) {
      this.#pumping = true;
      queueMicrotask(() => this.#pump());
    }
  }

  room(): Promise<void> {
    return this.#below(HIGH_WATER_BYTES);
  }

  drained(): Promise<void> {
    return this.#below(1);
  }

  #below(below: number): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (this.#waiting < below) return Promise.resolve();
    return new Promise((resolve, reject) => this.#waiters.push({ below, resolve, reject }));
  }

  #pump(): void {
    const piece = this.#nextPiece();
    if (piece === undefined) {
      this.#pumping = false;
      return;
    }
    // The next piece goes out in the callback: `write` returning true does not mean that the bytes are gone.
    const { bytes, onWritten } = piece;
    const { length } = bytes;
    this.#stream.write(bytes, (error) => {
      if (error) {
        this.#fail(error);
        return;
      }
      onWritten?.();
      this.#written(length);
    });
  }

  #nextPiece(): Queued | undefined {
    const first = this.#queue[0];
    if (first === undefined) return undefined;
    if (first.bytes.length > PIECE_BYTES) {
      this.#queue[0] = { ...first, bytes: first.bytes.subarray(PIECE_BYTES) };
      return { bytes: first.bytes.subarray(0, PIECE_BYTES), onWritten: undefined };
    }
    let count = 0;
    let total = 0;
    for (const { bytes } of this.#queue) {
      if (total + bytes.length > PIECE_BYTES) break;
      total += bytes.length;
      count += 1;
    }
    const batch = this.#queue.splice(0, count);
    if (batch.length === 1) return first;
    const onWritten = (): void => {
      for (const piece of batch) piece.onWritten?.();
    };
    return { bytes: Buffer.concat(batch.map(({ bytes }) => bytes)), onWritten };
  }

  #written(bytes: number): void {
    this.#waiting -= bytes;
    this.#waiters = this.#waiters.filter((waiter) => {
      if (this.#waiting >= waiter.below) return true;
      waiter.resolve();
      return false;
    });
    this.#pump();
  }

  #fail(error: Error): void {
    if (this.#failure !== undefined) return;
    const { code } = error as NodeJS.ErrnoException;
    const closed = code === 'EPIPE' || code === 'ECONNRESET' || code === 'ERR_STREAM_DESTROYED';
    this.#failure = closed
      ? connectorError('output_closed', {}, { cause: error })
      : connectorError('output_failed', { reason: error.message }, { cause: error });
    this.#queue = [];
    this.#waiting = 0;
    for (const waiter of this.#waiters) waiter.reject(this.#failure);
    this.#waiters = [];
    this.#onFailed();
  }
}

/**
 * Takes over a stream (stdout): nobody else may write to it from now on. `onFailed` is called once, when nothing can be
 * written any more.
 */
export function createOutput(stream: Sink, onFailed: () => void = () => undefined): Output {
  return new StreamOutput(stream, onFailed);
}

/** True for the two errors after which nothing can be reported any more. */
export function isOutputFailure(error: unknown): boolean {
  return error instanceof ConnectorError && (error.code === 'output_closed' || error.code === 'output_failed');
}
