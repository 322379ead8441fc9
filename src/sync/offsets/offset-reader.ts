import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { dropRepeatsOf, fingerprintsOf, inspectPage, type PageView } from '../range/inspect.ts';
import { KeyCounts, type Keys, NO_KEYS, withoutKeys } from '../range/keys.ts';
import { warnLate } from '../range/late-rows.ts';
import { isOnlyOutside, refuseNothing, warnOutside } from '../range/outside.ts';
import type { RangeContext } from '../range/range-context.ts';
import { Halves } from './halves.ts';
import {
  bothOf,
  dropNeighbours,
  hasTwins,
  type Neighbours,
  NO_NEIGHBOURS,
  neighboursOf,
  warnMissing,
} from './neighbours.ts';
import { askUncapped, capped, isCapped } from './offset-end.ts';
import type { OffsetRead } from './offset-read.ts';
import { hasOrder, OffsetWalk, type Step } from './offset-walk.ts';
import { RepeatedPage } from './repeated-page.ts';
import { wholePage } from './whole-page.ts';
import type { WrittenRows } from './written-rows.ts';

/** So often a walk goes back from one place: an order that is another one at each offset would lead in a circle. */
const MOST_RETURNS = 3;

/**
 * Reads the rest of a query by plain offsets. The end is an answer without new rows that has none again. Errors:
 * page_repeated, offset_capped, rows_outside_range.
 */
export class OffsetReader {
  /** Rows were not where they had to be: they moved, or the order is not stable. */
  isDoubtful = false;
  /** Rows without a time that were out already. */
  untimedBefore = 0;
  /** It is not: other rows were passed over. */
  isUnstable = false;
  /** Rows that no primary key names came again in the next page: equal ones, or some that moved. */
  hasTwins = false;
  readonly #read: OffsetRead;
  readonly #context: RangeContext;
  readonly #written: WrittenRows;
  readonly #walk: OffsetWalk;
  readonly #repeated: RepeatedPage;
  readonly #halves: Halves;
  #neighbours: Neighbours;
  #out: Keys;
  /** Rows without a time that it met, of a query that has all of them. */
  readonly #untimed: KeyCounts | undefined;
  #different = 0;
  /** Times that it went back from the farthest offset where rows had moved. */
  #returns = 0;
  #farthest = 0;
  /** A page had nothing but rows from far outside of the range. */
  #isOutside = false;

  /** `written` notes what it writes: if all of it is known, the reading ends as soon as the order is seen not to be stable. */
  constructor(read: OffsetRead, context: RangeContext, written: WrittenRows) {
    this.#read = read;
    this.#written = written;
    this.#context = context;
    this.#walk = new OffsetWalk(read.query, read.before, (query) => this.#ask(query), context);
    this.#repeated = new RepeatedPage(read.before);
    this.#halves = new Halves(read.query);
    if (read.before !== undefined) this.#halves.noteBefore(read.before);
    this.#neighbours = read.before === undefined ? NO_NEIGHBOURS : neighboursOf(read.before, 0, context);
    this.#out = read.out;
    this.#untimed = read.filtered ? undefined : new KeyCounts();
  }

  async read(): Promise<number> {
    try {
      while (!this.#isOver && (await this.#step()));
    } finally {
      this.#walk.end();
    }
    if (this.#isOutside && !this.#isOver) refuseNothing(this.#read.query, this.#context);
    return this.#different;
  }

  /** Rows at offsets below are read. */
  get reached(): number {
    return this.#walk.offset;
  }

  /** Rows that were out before and did not come. */
  get missed(): number {
    return this.#out.rows;
  }

  get #isOver(): boolean {
    return this.#read.isOver?.() === true || (this.isUnstable && this.#canBeAnew);
  }

  /** Without all that is out, what is read anew would bring it again: parts of the time are worth that. */
  get #canBeAnew(): boolean {
    return this.#read.divisible === true || this.#written.keys !== undefined;
  }

  /** False where nothing is left. */
  async #step(): Promise<boolean> {
    if (await this.#walk.isTrickling()) {
      warnLate(this.#context, this.#read.low, this.#read.high);
      return false;
    }
    const step = await this.#walk.next();
    // Behind the first page, offsets lead to other rows than those that follow it.
    if (this.#walk.inPages === 'counted') throw capped(this.#read.why, this.#walk.offset, this.#context);
    return step.moved ? this.#takeMoved(step) : this.#takeUnlessEnd(step);
  }

  async #isEnd({ lastShown }: Step): Promise<boolean> {
    const { query } = this.#read;
    const { offset, lastCount } = this.#walk;
    const end = { query, offset, lastCount, lastShown, slack: this.#slack, halves: this.#halves };
    if (!(await isCapped(end, this.#context))) return true;
    // Rows may have come in meanwhile.
    if ((await this.#ask({ ...query, offset })).count > 0) return false;
    // Where the order is not stable, others are missing than those behind the end.
    if (this.#canBeAnew && !(await this.#walk.isOrdered())) {
      this.#noteUnstable();
      return true;
    }
    throw capped(this.#read.why, offset, this.#context);
  }

  /** Once rows have moved, two counts need not agree: then only what is more than a page is more than these. */
  get #slack(): number | undefined {
    const { query, filtered, before, divisible } = this.#read;
    if (!filtered || query.offset > 0 || before !== undefined) return undefined;
    if (!this.isDoubtful) return 0;
    return divisible === true ? this.#context.traits.largestAnswer : undefined;
  }

  /**
   * Where the order is stable, rows that are known stand somewhere before, and what is among them and behind is read: rows
   * were deleted or came in, or the page before left some out.
   */
  async #takeMoved(step: Step): Promise<boolean> {
    const context = this.#context;
    const { offset } = this.#walk;
    if (await this.#repeated.isEnd(step.page, step.query, context)) return false;
    this.isDoubtful = true;
    this.#returns = offset > this.#farthest ? 1 : this.#returns + 1;
    this.#farthest = Math.max(offset, this.#farthest);
    const before = this.#walk.keysBefore();
    const known = before.copy();
    // Those that were out before are counted where this walk meets them.
    known.include(withoutKeys(context.recent.keysOf({ from: this.#read.low, to: this.#read.high }), this.#out));
    if (this.#returns > MOST_RETURNS || !(await hasOrder(step, context))) return this.#takeUnstable(step, known);
    const found = await this.#walk.goBack((page, back) => {
      const rows = fingerprintsOf(page);
      // Others that are out may be those of earlier syncs, behind rows that are not read yet.
      const hasBefore = rows.some((fingerprint) => before.get(fingerprint) > 0);
      // What came in right before those that it has may begin farther ahead, unless that is not known any more.
      return hasBefore && (back > 2 * this.#walk.lastCount || known.get(rows[0] as string) > 0);
    });
    this.#neighbours = NO_NEIGHBOURS;
    return found.page.count > 0 && this.#take(found, known);
  }

  /** From here on only offsets count. What was seen at another one goes out as well, for it may not come again. */
  async #takeUnstable(step: Step, known: Keys): Promise<boolean> {
    const context = this.#context;
    this.#noteUnstable();
    if (this.#isOver) return false;
    this.#walk.stopOverlapping();
    if (step.overlap === 0) return this.#takeUnlessEnd(step);
    const { page } = step;
    const view = viewOf(page, step.overlap, this.#read, context);
    dropRepeatsOf(page, view, known);
    this.untimedBefore += context.untimed.dropKnown(page, view, this.#untimed);
    this.#different += view.kept;
    this.#neighbours = bothOf(this.#neighbours, neighboursOf(page, 0, context));
    await context.deliver(page, view.keep, view.kept, undefined);
    return this.#takeUnlessEnd(await this.#walk.next());
  }

  async #takeUnlessEnd(step: Step): Promise<boolean> {
    return step.page.count > step.overlap ? this.#take(step, NO_KEYS) : !(await this.#isEnd(step));
  }

  /** `known`: rows of pages before that may stand in this one. */
  async #take(step: Step, known: Keys): Promise<boolean> {
    const { overlap, query } = step;
    const context = this.#context;
    const page = await wholePage(step, context);
    const repeated = this.#repeated;
    if ((await repeated.isEnd(page, query, context)) || this.#isOver) return false;
    this.#halves.add(page, overlap);
    const view = viewOf(page, overlap, this.#read, context);
    this.#isOutside ||= isOnlyOutside(page, view, this.#read.query, context);
    const received = view.kept;
    unkeepFirst(view, overlap);
    if (known.rows > 0) dropRepeatsOf(page, view, known);
    this.untimedBefore += context.untimed.dropKnown(page, view, this.#untimed);
    const inRange = view.kept;
    this.#read.displaced?.count(page, view);
    if (this.#out.rows > 0) this.#out = dropRepeatsOf(page, view, this.#out);
    this.#read.displaced?.keepOnly(page, view);
    const own = neighboursOf(page, overlap, context);
    const repeats = dropNeighbours(page, view, own, this.#neighbours, context);
    if (repeats > 0) this.#noteUnstable();
    this.hasTwins ||= hasTwins(own, this.#neighbours);
    this.#different += inRange - repeats;
    this.#neighbours = own;
    context.counts.repeated += received - view.kept;
    this.#walk.take({ ...step, page });
    this.#written.add(page, view.keep);
    await context.deliver(page, view.keep, view.kept, undefined);
    return true;
  }

  #noteUnstable(): void {
    this.isUnstable = true;
    if (!this.#canBeAnew) warnMissing(this.#context);
  }

  /** Errors: offset_capped. */
  #ask(query: Query): Promise<Page> {
    return askUncapped(query, this.#read.why, this.#context);
  }
}

/** The row that was asked for again is out. */
function unkeepFirst(view: PageView, overlap: number): void {
  if (overlap === 0 || view.keep[0] === 0) return;
  view.keep[0] = 0;
  view.kept -= 1;
}

function viewOf(page: Page, overlap: number, read: OffsetRead, context: RangeContext): PageView {
  const { low, high } = read;
  const bounds = { low, high, askedLow: read.query.lower, askedHigh: read.query.upper };
  const view = inspectPage(page, bounds);
  const outside = view.below + view.above;
  // The row that was asked for again is counted already.
  const counted = overlap > 0 && view.keep[0] === 0 ? outside - 1 : outside;
  if (counted > 0) warnOutside(counted, context);
  return view;
}
