import { readSegment } from './anchors/range-reader.ts';
import type { RangeContext } from './range/range-context.ts';

/**
 * Reads all segments of a stream, several at once. One reader begins; with each page that shows that more is left,
 * further ones take parts away, three more for each, so that a small stream costs no request more.
 */
export class Readers {
  readonly #concurrency: number;
  readonly #running = new Set<Promise<void>>();
  #context: RangeContext | undefined;
  #failure: { readonly error: unknown } | undefined;
  readonly #stop: () => void;

  /** `stop` ends the requests under way, once a reader failed. */
  constructor(concurrency: number, stop: () => void) {
    this.#concurrency = concurrency;
    this.#stop = stop;
  }

  /** Returns when every row of every segment is out. Throws what the first reader that failed threw. */
  async read(context: RangeContext): Promise<void> {
    this.#context = context;
    this.fill();
    while (this.#running.size > 0) await Promise.race(this.#running);
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  /** Lets further readers begin, where there is something for them to read. */
  fill(): void {
    const context = this.#context;
    if (context === undefined) return;
    const { traits, segments } = context;
    while (this.#failure === undefined && this.#running.size < this.#most()) {
      const segment = segments.take(traits.splittable, Math.max(traits.fullPage, traits.largestPage));
      if (segment === undefined) return;
      context.counts.windows += 1;
      const running: Promise<void> = readSegment(segment, context)
        .catch((error: unknown) => this.#fail(error))
        .finally(() => {
          this.#running.delete(running);
          this.fill();
        });
      this.#running.add(running);
    }
  }

  #most(): number {
    const pages = this.#context?.traits.pagesWithRows ?? 0;
    return Math.min(this.#concurrency, 1 + 3 * pages);
  }

  #fail(error: unknown): void {
    if (this.#failure !== undefined) return;
    this.#failure = { error };
    this.#stop();
  }
}
