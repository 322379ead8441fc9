import type { Page } from '../dataset/page.ts';
import type { RecordLines } from '../dataset/record-lines.ts';
import { rowFingerprint } from '../dataset/row-key.ts';
import { giveBackBytes, takeBytes } from '../memory/bytes.ts';
import type { Output } from '../protocol/output.ts';
import type { Counts } from './range/counts.ts';
import { rowsAt, tickOf } from './range/inspect.ts';
import { type Position, withRows } from './range/position.ts';
import type { Move } from './range/range-context.ts';
import type { RecentPages } from './range/recent-pages.ts';
import type { Checkpoints } from './state/checkpoints.ts';

/** Lines are made in pieces of about this size. */
const PIECE_BYTES = 512 * 1024;

export interface DeliveryOptions {
  readonly output: Output;
  readonly lines: (allocate: (size: number) => Buffer<ArrayBuffer>) => RecordLines;
  readonly checkpoints: Checkpoints;
  readonly counts: Counts;
  readonly recent: RecentPages;
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Called before the first record. */
  readonly onRecords: () => void;
}

/** Brings pages to stdout, one whole page after the other, whichever reader they come from. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #lines: RecordLines;
  #turn: Promise<void> = Promise.resolve();
  #highest: Position | undefined;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#lines = options.lines(takeBytes);
  }

  /** The latest time that was written or noted, with the rows at it where they are known. */
  get highest(): Position | undefined {
    return this.#highest;
  }

  noteHighest(position: Position): void {
    if (this.#highest === undefined || position.tick >= this.#highest.tick) this.#highest = position;
  }

  deliver(page: Page, keep: Uint8Array, kept: number, move: Move | undefined): Promise<void> {
    const delivered = this.#turn.then(() => this.#write(page, keep, kept, move));
    // Who comes next waits for the turn, not for the success.
    this.#turn = delivered.catch(() => undefined);
    return delivered;
  }

  /** Resolves when all that was delivered is written or queued, or has failed. */
  written(): Promise<void> {
    return this.#turn;
  }

  async #write(page: Page, keep: Uint8Array, kept: number, move: Move | undefined): Promise<void> {
    const { checkpoints, recent, signal } = this.#options;
    signal.throwIfAborted();
    if (kept > 0) {
      await this.#writeLines(page, keep, kept);
      recent.add(page, keep);
      // A position may be that of the page before, until the next page shows that this one was whole.
      if (move === undefined || (tickOf(page, page.count - 1) ?? 0n) > move.position.tick) this.#noteTimes(page, keep);
    }
    page.memory.release();
    if (move === undefined) return;
    move.segment.position = move.position;
    move.segment.rowsBelow = move.rowsBelow;
    this.noteHighest(move.position);
    // Only here: a STATE covers what stands before it.
    checkpoints.ifDue();
  }

  async #writeLines(page: Page, keep: Uint8Array, kept: number): Promise<void> {
    const { output, checkpoints, counts, now, signal, onRecords } = this.#options;
    const lines = this.#lines;
    onRecords();
    const wanted = kept === page.count ? undefined : keep;
    const size = page.scanned.body.length + page.count * lines.overhead;
    const step = Math.max(1, Math.floor((PIECE_BYTES * page.count) / size));
    for (let first = 0; first < page.count; first += step) {
      const last = Math.min(page.count, first + step);
      const written = wanted === undefined ? last - first : countOf(wanted, first, last);
      if (written === 0) continue;
      const encoded = lines.encode(page, wanted, now(), first, last);
      output.write(encoded, () => giveBackBytes(encoded));
      counts.emitted += written;
      checkpoints.count(written);
      await output.room();
      if (last < page.count) signal.throwIfAborted();
    }
  }

  /** Without an anchor the position stands still, but the end of the stream must know the latest time that came. */
  #noteTimes(page: Page, keep: Uint8Array): void {
    const { times } = page;
    let highest: number | bigint | undefined;
    for (let row = 0; row < keep.length; row += 1) {
      if (keep[row] === 0 || (times.timed !== undefined && times.timed[row] === 0)) continue;
      const tick = times.ticks[row] as number | bigint;
      if (highest === undefined || tick > highest) highest = tick;
    }
    if (highest !== undefined) this.#noteRowsAt(page, keep, BigInt(highest));
  }

  /** These rows of a tick are out as well; where others of it are unknown, all of it stays so. */
  #noteRowsAt(page: Page, keep: Uint8Array, tick: bigint): void {
    const keys = this.#options.recent.keysBefore(tick);
    const before = this.#highest?.tick === tick ? this.#highest : { tick, keys };
    const rows = rowsAt(page, tick).filter((row) => keep[row] === 1);
    this.noteHighest(
      withRows(
        before,
        rows.map((row) => rowFingerprint(page, row)),
      ),
    );
  }
}

function countOf(keep: Uint8Array, first: number, last: number): number {
  let count = 0;
  for (let row = first; row < last; row += 1) count += keep[row] ?? 0;
  return count;
}
