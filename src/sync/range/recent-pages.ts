import type { Page } from '../../dataset/page.ts';
import { rowFingerprint } from '../../dataset/row-key.ts';
import { tickOf } from './inspect.ts';
import { KeyCounts, type Keys, NO_KEYS } from './keys.ts';
import type { Position } from './position.ts';
import type { Span } from './span.ts';

/** Bodies that are kept to compare with, in bytes. */
const MOST_BYTES = 4 * 1024 * 1024;

interface Kept {
  readonly page: Page;
  /** A copy costs less than a second meaning of `keep`: 1 for each row that was written. */
  readonly keep: Uint8Array;
}

/** The last pages that were written, as far as they fit: what is in them can be told from what is new. */
export class RecentPages {
  #pages: Kept[] = [];
  #bytes = 0;
  #begun: Position | undefined;

  /** Earlier runs wrote these rows of the tick that the stream begins at. */
  goOnFrom(begun: Position): void {
    this.#begun = begun;
  }

  /** The rows of a tick that earlier runs wrote and this one does not write again. */
  keysBefore(tick: bigint): Keys {
    return (this.#begun?.tick === tick ? this.#begun.keys : undefined) ?? NO_KEYS;
  }

  add(page: Page, keep: Uint8Array): void {
    const size = page.scanned.body.length;
    if (size > MOST_BYTES) return;
    page.memory.hold();
    this.#pages.push({ page, keep });
    this.#bytes += size;
    while (this.#bytes > MOST_BYTES) {
      const oldest = this.#pages.shift();
      this.#bytes -= oldest?.page.scanned.body.length ?? 0;
      oldest?.page.memory.release();
    }
  }

  /** The fingerprints of the rows of a span that are out, as far as they are kept. */
  keysOf(span: Pick<Span, 'from' | 'to'>): KeyCounts {
    const keys = KeyCounts.of(this.#fingerprints(span));
    const { tick, keys: before } = this.#begun ?? {};
    if (tick === undefined || before === undefined || tick < span.from || tick > span.to) return keys;
    keys.addAll(before);
    return keys;
  }

  *#fingerprints({ from, to }: Pick<Span, 'from' | 'to'>): Generator<string> {
    for (const { page, keep } of this.#pages) {
      for (let row = 0; row < page.count; row += 1) {
        if (keep[row] === 0) continue;
        const tick = tickOf(page, row);
        if (tick !== undefined && tick >= from && tick <= to) yield rowFingerprint(page, row);
      }
    }
  }
}
