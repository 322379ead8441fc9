import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { askTwice } from '../questions/ask-twice.ts';
import { askBehindAll } from '../questions/far-offset.ts';
import { askTwiceUnlessRefused } from '../questions/offset-proof.ts';
import { settleLower } from '../questions/settle-bounds.ts';
import { floorTo, unitsOfDay } from '../range/filter-bounds.ts';
import {
  dropRepeatsOf,
  hasTimedRows,
  inspectPage,
  keptKeysOf,
  type PageView,
  tickOf,
  timedRows,
} from '../range/inspect.ts';
import { KeyCounts } from '../range/keys.ts';
import { warnOutside } from '../range/outside.ts';
import type { RangeContext } from '../range/range-context.ts';
import { byTick } from '../range/span.ts';
import { isFullPage } from '../range/traits.ts';
import { readTies } from './read-ties.ts';

/** Questions that bring no rows of a part: more than these, and so many for each page, show that parts do not get smaller. */
const MOST_QUESTIONS = 200;
const QUESTIONS_OF_PAGE = 32;

/** A closed span of ticks. */
interface Part {
  readonly from: bigint;
  readonly to: bigint;
}

interface Shown {
  readonly page: Page;
  readonly view: PageView;
  /** The page has all rows of its query. */
  readonly isWhole: boolean;
}

export interface PartsRead {
  readonly low: bigint;
  readonly high: bigint;
  /** The API ends a query behind so many rows, as far as that is known. */
  readonly cap: number | undefined;
  /** The rows that are out, as far as they are known. Those that are written come in. */
  readonly known: KeyCounts;
  /** The rows are another reader's now: nothing more of them is written. */
  readonly isOver?: (() => boolean) | undefined;
}

/**
 * Reads a span in parts of its time that each fit one answer: whatever the order is, and however it changes from answer to
 * answer, one that is whole has all rows of its part. Gives the number of rows of the span; undefined where the filter does
 * not take parts. Errors: ties_not_provable.
 */
export async function readTimeParts(read: PartsRead, context: RangeContext): Promise<number | undefined> {
  return await new PartsReader(read, context).read();
}

class PartsReader {
  readonly #read: PartsRead;
  readonly #context: RangeContext;
  #questions = 0;
  /** Rows that have a time. */
  #rows = 0;
  /** Those without one: they come with each part. */
  #untimed = 0;

  constructor(read: PartsRead, context: RangeContext) {
    this.#read = read;
    this.#context = context;
  }

  async read(): Promise<number | undefined> {
    const { low: from, high: to, isOver } = this.#read;
    const open: Part[] = [{ from, to }];
    for (let part = open.pop(); part !== undefined && isOver?.() !== true; part = open.pop()) {
      const rest = await this.#take(part);
      if (rest === undefined) return undefined;
      open.push(...rest);
    }
    return this.#rows + this.#untimed;
  }

  /** The parts that it must be taken in, the next one last: none where its rows are out. Undefined: that leads nowhere. */
  async #take(part: Part): Promise<readonly Part[] | undefined> {
    const { from, to } = part;
    const { page, view, isWhole } = await this.#askNarrower(part);
    if (isWhole) {
      await this.#write(page, view);
      return [];
    }
    if (from === to) return (await this.#readTick(from)) ? [] : undefined;
    if (!hasTimedRows(view) || this.#isLost) return undefined;
    const parts = split(part, page, view, this.#context.day);
    page.memory.release();
    return parts;
  }

  /** Where rows beside the part stand in the page, ever less wide, until the page is whole or has none of them. */
  async #askNarrower(part: Part): Promise<Shown> {
    const { bounds } = this.#context;
    const wide = bounds.wide(part.from, part.to);
    let best = await this.#ask(part, wide);
    if (isNarrow(best)) return best;
    // A bound that is exclusive would hide rows of the part, which no count would show behind a cap.
    const first = sortedTicks(best.page, best.view.keep)[0];
    if (first !== undefined) await settleLower(first, this.#context);
    const exact = bounds.query(part.from, part.to);
    for (const query of [{ ...wide, lower: exact.lower }, exact]) {
      const shown = await this.#ask(part, query);
      if (shown.isWhole || shown.view.kept > best.view.kept) best = shown;
      if (isNarrow(best)) break;
    }
    return best;
  }

  async #ask({ from: low, to: high }: Part, query: Query): Promise<Shown> {
    this.#questions += 1;
    const page = await askTwice(query, this.#context);
    const view = inspectPage(page, { low, high, askedLow: query.lower, askedHigh: query.upper });
    if (view.below + view.above > 0) warnOutside(view.below + view.above, this.#context);
    return { page, view, isWhole: await this.#isWhole(query, page) };
  }

  get #isLost(): boolean {
    const pages = this.#rows / this.#context.traits.fullPage;
    return this.#questions > MOST_QUESTIONS + QUESTIONS_OF_PAGE * pages;
  }

  /** Behind a page that is not full must be nothing: it may be cut, or short. */
  async #isWhole(query: Query, page: Page): Promise<boolean> {
    const { cap } = this.#read;
    const { traits } = this.#context;
    if (page.count === 0) return true;
    // No page was larger than this one: it may be all that a query gives.
    if (page.count >= Math.min(cap ?? traits.largestAnswer, traits.largestAnswer)) return false;
    if (isFullPage(page.count, this.#context)) return false;
    const next = { ...query, offset: page.count, limit: 1 };
    const behind = await askBehindAll(next, this.#context, askTwiceUnlessRefused);
    return behind === undefined || behind.count === 0;
  }

  /** Truly equal rows have one time, and come in one page as often as they are there. */
  async #write(page: Page, view: PageView): Promise<void> {
    const { known } = this.#read;
    const { counts } = this.#context;
    this.#rows += timedRows(view);
    this.#untimed = Math.max(view.untimed, this.#untimed);
    const before = view.kept;
    this.#context.untimed.dropKnown(page, view);
    const rows = keptKeysOf(
      page,
      view.keep.map((kept, row) => (tickOf(page, row) === undefined ? 0 : kept)),
    );
    const out = new KeyCounts();
    for (const [key] of rows) out.set(key, known.get(key));
    dropRepeatsOf(page, view, out);
    counts.repeated += before - view.kept;
    known.include(rows);
    await this.#context.deliver(page, view.keep, view.kept, undefined);
  }

  /** False where its rows may be more than the API gives of a query. */
  async #readTick(tick: bigint): Promise<boolean> {
    const { known, cap } = this.#read;
    const { lower: askedLow, upper: askedHigh } = this.#context.bounds.wide(tick, tick);
    const { at } = await readTies({ tick, askedLow, askedHigh, out: known }, this.#context, undefined, known);
    this.#rows += at;
    return cap === undefined || at < cap;
  }
}

/** The page is whole, or has no rows beside the part. */
function isNarrow({ page, view, isWhole }: Shown): boolean {
  return isWhole || view.kept === page.count;
}

/** Cuts where the rows of the page say that one of the two parts is likely to fit: that is the next one. */
function split({ from, to }: Part, page: Page, { keep, ascending }: PageView, day: bigint): readonly Part[] {
  const ticks = sortedTicks(page, keep);
  const [least, most] = [ticks[0] ?? from, ticks.at(-1) ?? to];
  const below = (cut: bigint): Part => ({ from, to: cut - 1n });
  const above = (cut: bigint): Part => ({ from: cut, to });
  if (least === most) return least > from ? [above(least), below(least)] : [above(from + 1n), below(from + 1n)];
  const middle = ticks[ticks.length >> 1] ?? most;
  const half = middle > least ? middle : least + 1n;
  if (ascending) return splitAt(wholeUnitDown(half, most, day));
  if (isDescending(page)) {
    const cut = wholeUnitUp(least + 1n, half, day);
    return [below(cut), above(cut)];
  }
  const quarter = ticks[ticks.length >> 2] ?? least;
  return splitAt(wholeUnitDown(quarter > least ? quarter : least + 1n, half, day));

  function splitAt(cut: bigint): readonly Part[] {
    return [above(cut), below(cut)];
  }
}

function sortedTicks(page: Page, keep: Uint8Array): bigint[] {
  const ticks: bigint[] = [];
  for (let row = 0; row < page.count; row += 1) {
    const tick = keep[row] === 1 ? tickOf(page, row) : undefined;
    if (tick !== undefined) ticks.push(tick);
  }
  return ticks.sort(byTick);
}

function isDescending(page: Page): boolean {
  for (let row = 1; row < page.count; row += 1) {
    if ((tickOf(page, row) ?? 0n) > (tickOf(page, row - 1) ?? 0n)) return false;
  }
  return true;
}

/** An API that rounds bounds rounds none that is a whole unit: the latest one of the largest unit, or else the latest tick. */
function wholeUnitDown(earliest: bigint, latest: bigint, day: bigint): bigint {
  const units = unitsOfDay(day).toReversed();
  return units.map((unit) => floorTo(latest, unit)).find((tick) => tick >= earliest) ?? latest;
}

/** The same, and the earliest ones. */
function wholeUnitUp(earliest: bigint, latest: bigint, day: bigint): bigint {
  const units = unitsOfDay(day).toReversed();
  return units.map((unit) => floorTo(earliest + unit - 1n, unit)).find((tick) => tick <= latest) ?? earliest;
}
