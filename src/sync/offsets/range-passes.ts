import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { dropRepeatsOf, inspectPage, keptKeysOf, keysOf } from '../range/inspect.ts';
import { areSameKeys, KeyCounts, type Keys, NO_KEYS } from '../range/keys.ts';
import { warnLate } from '../range/late-rows.ts';
import { isOnlyOutside, refuseNothing } from '../range/outside.ts';
import type { RangeContext } from '../range/range-context.ts';
import { askUncapped, capped, hasLastRow, isSuspectEnd } from './offset-end.ts';
import type { OffsetRead } from './offset-read.ts';
import { OffsetWalk, type Step } from './offset-walk.ts';
import { certainCount, isEnough, limitOfPass, MAX_PASSES } from './passes.ts';
import { RepeatedPage } from './repeated-page.ts';

/** 36 MB at most, for each of four tables: of more different rows, all that are not known to be out go out. */
const MOST_ROWS = 1_000_000;

export interface RangePasses {
  readonly read: Pick<OffsetRead, 'query' | 'low' | 'high' | 'why' | 'isOver'>;
  /** The rows that are out. Those that are written come in. */
  readonly written: KeyCounts;
  /** Rows that the query has, within the range or not. Those that come in a pass come in. */
  readonly certain: KeyCounts;
  /** The times that it was read just now, with full pages. */
  readonly before: number;
}

export interface PassesRead {
  /** Rows that were written. */
  readonly fresh: number;
  /**
   * 'whole': as many different rows came as the query has; 'shrunk': more came, and the last pass had nothing new, so that
   * some were deleted or changed meanwhile.
   */
  readonly outcome: 'whole' | 'shrunk' | 'unproven';
}

/**
 * Where neither an order that is stable nor a filter leads, only offsets count: N of them have N rows, in whichever order. So
 * the query is read again until as many rows have come as one pass has, equal ones as often as one page has them, or as
 * passes that agree have them. Errors: page_repeated, offset_capped, rows_outside_range.
 */
export async function readInPasses(passes: RangePasses, context: RangeContext): Promise<PassesRead> {
  const { read, certain } = passes;
  let agreedKeys = NO_KEYS;
  let before: RangePass | undefined;
  let [agreed, fresh] = [0, 0];
  for (let count = 1; count <= MAX_PASSES && read.isOver?.() !== true; count += 1) {
    const limit = limitOfPass(count + passes.before, context.traits.largestAnswer, context.limit);
    const pass = new RangePass(passes, limit, agreedKeys, context);
    await pass.read();
    fresh += pass.fresh;
    if (certain.different > MOST_ROWS) break;
    if (pass.keys.rows === certain.rows) return { fresh, outcome: 'whole' };
    if (pass.keys.rows < certain.rows && !pass.isNew) return { fresh, outcome: 'shrunk' };
    agreed = before !== undefined && areSameKeys(before.keys, pass.keys) ? agreed + 1 : 1;
    if (isEnough(agreed, pass.keys.rows)) agreedKeys = pass.keys;
    before = pass;
  }
  return { fresh, outcome: 'unproven' };
}

class RangePass {
  /** The rows that came, equal ones as often as they came. */
  readonly keys = new KeyCounts();
  /** Rows that it wrote. */
  fresh = 0;
  /** Rows came that no pass before had. */
  isNew = false;
  readonly #passes: RangePasses;
  readonly #agreed: Keys;
  readonly #context: RangeContext;
  readonly #query: Query;
  readonly #walk: OffsetWalk;
  readonly #repeated = new RepeatedPage(undefined);
  /** A page had nothing but rows from far outside of the range. */
  #isOutside = false;

  constructor(passes: RangePasses, limit: number, agreed: Keys, context: RangeContext) {
    this.#passes = passes;
    this.#agreed = agreed;
    this.#context = context;
    this.#query = { ...passes.read.query, offset: 0 };
    this.#walk = new OffsetWalk({ ...this.#query, limit }, undefined, (query) => this.#ask(query), context);
    this.#walk.stopOverlapping();
  }

  async read(): Promise<void> {
    try {
      while (this.#passes.read.isOver?.() !== true && (await this.#step()));
    } finally {
      this.#walk.end();
    }
    if (this.#isOutside) refuseNothing(this.#query, this.#context);
  }

  /** False where nothing is left. */
  async #step(): Promise<boolean> {
    const { low, high } = this.#passes.read;
    if (await this.#walk.isTrickling()) {
      warnLate(this.#context, low, high);
      return false;
    }
    const step = await this.#walk.next();
    const { page, query } = step;
    if (page.count <= step.overlap) return !(await this.#isEnd(step));
    if (await this.#repeated.isEnd(page, query, this.#context)) return false;
    this.#walk.take(step);
    await this.#write(page);
    return true;
  }

  async #isEnd({ lastShown }: Step): Promise<boolean> {
    const { offset, lastCount } = this.#walk;
    const query = this.#query;
    const isSuspect = await isSuspectEnd(query, offset, this.#context);
    if (!isSuspect && (await hasLastRow({ query, offset, lastCount, lastShown }, this.#context))) return true;
    // Rows may have come in meanwhile.
    if ((await this.#ask({ ...query, offset })).count > 0) return false;
    throw capped(this.#passes.read.why, offset, this.#context);
  }

  #ask(query: Query): Promise<Page> {
    return askUncapped(query, this.#passes.read.why, this.#context);
  }

  async #write(page: Page): Promise<void> {
    const { low, high } = this.#passes.read;
    const { lower: askedLow, upper: askedHigh } = this.#query;
    const { counts, untimed } = this.#context;
    const view = inspectPage(page, { low, high, askedLow, askedHigh });
    this.#isOutside ||= isOnlyOutside(page, view, this.#query, this.#context);
    const received = view.kept;
    const { out, met } = this.#note(page, view.keep);
    dropRepeatsOf(page, view, out);
    untimed.dropKnown(page, view, met);
    this.fresh += view.kept;
    counts.repeated += received - view.kept;
    await this.#context.deliver(page, view.keep, view.kept, undefined);
  }

  /** Gives those of the kept rows of a page that are out, or may be, and all that are equal to them and were out before. */
  #note(page: Page, keep: Uint8Array): { readonly out: KeyCounts; readonly met: KeyCounts } {
    const { written, certain } = this.#passes;
    if (certain.different <= MOST_ROWS) this.#noteCertain(page);
    const isKnown = certain.different <= MOST_ROWS;
    const [out, met] = [new KeyCounts(), new KeyCounts()];
    for (const [key, count] of keptKeysOf(page, keep)) {
      const sure = isKnown ? certain.get(key) : count;
      const before = written.get(key);
      const more = Math.max(0, sure - before);
      out.set(key, count - more);
      met.set(key, before);
      if (more > 0 && isKnown) written.set(key, sure);
    }
    return { out, met };
  }

  #noteCertain(page: Page): void {
    const { certain } = this.#passes;
    for (const [key, count] of keysOf(page)) {
      this.keys.add(key, count);
      const sure = certainCount(count, this.keys.get(key), this.#agreed.get(key));
      if (sure <= certain.get(key)) continue;
      certain.set(key, sure);
      this.isNew = true;
    }
  }
}
