import type { Page } from '../dataset/page.ts';
import type { Query } from '../dataset/query.ts';
import type { PageAhead } from './range/range-context.ts';

/** What all pages that wait behind one that is being written may take, in bytes. One may always. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Asks for pages before they are needed, as far as there is memory for them: a reader then never waits for both ends. */
export class PagesAhead {
  readonly #ask: (query: Query) => Promise<Page>;
  #count = 0;
  #largestBody = 1;

  constructor(ask: (query: Query) => Promise<Page>) {
    this.#ask = ask;
  }

  note({ scanned }: Page): void {
    this.#largestBody = Math.max(this.#largestBody, scanned.body.length);
  }

  ask(query: Query): PageAhead | undefined {
    if (this.#count > 0 && (this.#count + 1) * this.#largestBody > MOST_BYTES) return undefined;
    this.#count += 1;
    const page = this.#ask(query);
    // Its failure is met where the page is taken.
    page.catch(() => undefined);
    const leave = (): void => {
      this.#count -= 1;
    };
    const drop = (): void => {
      leave();
      page.then(
        ({ memory }) => memory.release(),
        () => undefined,
      );
    };
    return { query, take: () => page.finally(leave), drop };
  }
}
