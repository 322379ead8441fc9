import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { Trickle } from '../questions/trickle.ts';
import { densityOf, dropRepeats, isAllAt, keptAt, keysAt, type PageView } from '../range/inspect.ts';
import type { KeyCounts } from '../range/keys.ts';
import { refuseOutside, warnOutside } from '../range/outside.ts';
import type { PageAhead, RangeContext } from '../range/range-context.ts';
import type { Segment } from '../range/segments.ts';
import { type Anchor, Standing } from '../range/standing.ts';
import { isFullPage, notePage } from '../range/traits.ts';
import { BarrenPages } from './barren-pages.ts';
import { closeRange } from './close-range.ts';
import { confirmedPage } from './confirmed-page.ts';
import { confirmEmpty, END, type Ending, explainGap, resolveDoubt, viewOf } from './endings.ts';
import { continueByOffsets, readWithoutFilter, readWithoutOrder } from './fallbacks.ts';
import { recoverFirstTick, settleFirstTick } from './first-tick.ts';
import { MissedRows } from './missed-rows.ts';
import { closePassed, closeUnpassed } from './no-news.ts';
import { askRest, restOf } from './one-page.ts';
import { recallRows } from './recall-rows.ts';
import { askBehind, needsRepair, proveWhole, repairShortPage } from './short-page.ts';
import { passTies } from './tie-reader.ts';

/** A reader keeps the page before where its body is not larger. */
const SMALL_BODY_BYTES = 1024 * 1024;

/**
 * Reads one segment upwards. Each page after the first is asked from the last row's time on, at offset 0: the rows of
 * that time come again, prove that nothing is missing between, and are dropped by their keys (design rule 5). It asks up
 * to the end of the whole stream: a page in ascending order that brings a row beyond the segment proves the segment's
 * end. Returns when the end is proven, or when the segment was given back; what stays unproven is a ConnectorError.
 */
export async function readSegment(segment: Segment, context: RangeContext): Promise<void> {
  await new RangeReader(new Standing(segment, context)).read();
}

class RangeReader {
  readonly #standing: Standing;
  readonly #context: RangeContext;
  #ahead: PageAhead | undefined;
  readonly #barren = new BarrenPages();
  readonly #missed = new MissedRows();
  readonly #trickle: Trickle;
  /** What stands behind the page before, if that was not full. */
  #behind: Promise<Page | undefined> | undefined;

  constructor(standing: Standing) {
    this.#standing = standing;
    this.#context = standing.context;
    this.#trickle = new Trickle(standing.context);
  }

  async read(): Promise<void> {
    try {
      this.#ahead = await recallRows(this.#standing);
      do {
        while (!(await this.#isThrough())) await this.#step();
        await settleFirstTick(this.#standing);
        // While that was asked, the reader above may have given its segment back to this one.
      } while (!this.#standing.isOver);
    } finally {
      this.#ahead?.drop();
      this.#standing.forgetPage();
    }
    this.#standing.finish();
  }

  async #isThrough(): Promise<boolean> {
    if (this.#standing.isOver) await this.#proveWhole();
    return this.#standing.isOver;
  }

  async #proveWhole(): Promise<void> {
    const asked = this.#behind;
    this.#behind = undefined;
    const behind = await asked;
    if (behind !== undefined) await proveWhole(this.#standing, behind);
  }

  /** Rows that come in behind all others as fast as they are read are the next sync's. */
  async #isTrickling(): Promise<boolean> {
    const { anchor, segment, below, atLow, context } = this.#standing;
    if (anchor === undefined || segment.to < context.high) return false;
    const all = context.bounds.closing(segment.from, below + atLow);
    return await this.#trickle.isOverFrom(context.bounds.closing(anchor.tick, anchor.keys.rows), all);
  }

  async #step(): Promise<void> {
    if (await this.#isTrickling()) return this.#follow(END);
    const [standing, ahead] = [this.#standing, this.#ahead];
    const { segment, anchor } = standing;
    this.#ahead = undefined;
    const query = ahead?.query ?? standing.nextQuery();
    const asked = ahead?.take() ?? this.#context.ask(query);
    const isRest = anchor !== undefined && standing.rest !== undefined;
    standing.rest = undefined;
    const page = isRest ? await askRest(asked, anchor, this.#context) : await asked;
    await this.#proveWhole();
    if (segment.state === 'removed' || page === 'full') return;
    if (page === 'short') return repairShortPage(standing);
    await (page.count > 0 ? this.#take(query, page) : this.#takeNothing(query));
  }

  async #takeNothing(query: Query): Promise<void> {
    const standing = this.#standing;
    const { segment, anchor, low, context } = standing;
    if (anchor === undefined) {
      if (standing.isUntouched && context.segments.giveBack(segment)) return;
      return this.#follow(await confirmEmpty(segment, low, query, context));
    }
    const ending = await resolveDoubt(query, anchor, standing.previous, context);
    standing.anchorsGone ||= standing.isBegun && ending.kind === 'end';
    await this.#follow(ending);
  }

  async #follow(ending: Ending): Promise<void> {
    const standing = this.#standing;
    switch (ending.kind) {
      case 'end':
        standing.provenTo = this.#context.high;
        return;
      case 'passed':
        standing.provenTo = ending.to;
        return;
      case 'ties':
        this.#barren.end();
        return standing.anchor === undefined ? undefined : passTies(standing, standing.anchor);
      case 'page':
        return this.#take(ending.query, ending.page);
      case 'unordered':
        return readWithoutOrder(standing, { untimed: 0, ascending: false });
      case 'offsets':
        return continueByOffsets(standing, ending.after, ending.why);
    }
  }

  /** A page with rows. */
  async #take(query: Query, page: Page): Promise<void> {
    const ending = this.#barren.add(this.#context);
    if (ending !== undefined) return this.#follow(ending);
    const confirmed = await confirmedPage(this.#standing, query, page);
    await (confirmed.count > 0 ? this.#use(query, confirmed) : this.#takeNothing(query));
  }

  async #use(query: Query, page: Page): Promise<void> {
    const context = this.#context;
    await recoverFirstTick(this.#standing);
    const { segment, low, anchor } = this.#standing;
    if (segment.state === 'removed') return;
    context.bounds.note(query, page);
    if (this.#missed.areOpen(this.#standing, query, page, context)) {
      const areHidden = await this.#missed.areHidden(this.#standing, context);
      return areHidden ? page.memory.release() : this.#use(query, page);
    }
    const view = viewOf(segment, low, query, page);
    const isOrdered = view.ascending && view.untimed === 0;
    // Where rows that are out are missed in order, that is explained at once.
    if (this.#standing.isUntouched || !isOrdered) context.bounds.noteBeginning(low, query, page);
    if (this.#standing.isUntouched && segment.from === context.low) refuseOutside(page, view, query, context);
    if (view.below > 0) return readWithoutFilter(this.#standing, query, page, view);
    if (needsRepair(this.#standing, page, view)) {
      await repairShortPage(this.#standing);
      // Meanwhile the segment may have become another one.
      return this.#take(query, page);
    }
    if (view.above > 0) warnOutside(view.above, context);
    context.counts.beyond += view.beyond;
    const { atTick, dropped } = anchor === undefined ? { atTick: 0, dropped: 0 } : this.#drop(page, view, anchor);
    if (!isOrdered) return readWithoutOrder(this.#standing, view);
    if (anchor !== undefined && atTick === 0) return this.#gap(query, page, anchor);
    if (view.kept > 0) return this.#advance(query, page, view, dropped);
    const ending = await (view.passed ? closePassed : closeUnpassed)(this.#standing, { query, page, dropped });
    page.memory.release();
    if (ending !== undefined) await this.#follow(ending);
  }

  #drop(page: Page, view: PageView, anchor: Anchor): { readonly atTick: number; readonly dropped: number } {
    const result = dropRepeats(page, view, anchor.tick, anchor.keys);
    this.#context.counts.repeated += result.dropped;
    // Rows that an earlier run wrote are rows of this range all the same.
    if (!this.#standing.isBegun) this.#standing.atLow = result.dropped;
    return result;
  }

  /** The kept rows go out, and the last time becomes the next anchor. What is decided here is decided between two awaits. */
  async #advance(query: Query, page: Page, view: PageView, dropped: number): Promise<void> {
    const standing = this.#standing;
    const context = this.#context;
    const { segment, anchor } = standing;
    const tick = view.lastTick ?? standing.low;
    const changing = anchor?.tick === tick && dropped < anchor.keys.rows;
    // Other rows of one time in each answer: only offsets lead through them.
    if (changing && page.count >= context.limit) return this.#follow({ kind: 'ties' });
    this.#barren.note({ changing, later: tick > standing.low, full: isFullPage(page.count, context) });
    if (tick > standing.low && !changing) this.#trickle.note(query, page);
    const position = { tick, keys: this.#keysAt(page, tick) };
    standing.noteFirstTick(query, page);
    standing.advance(view, tick, keptAt(page, view, tick), !isFullPage(page.count, context));
    this.#note(query, page);
    standing.rest = restOf(standing, query, page, view, tick);
    if (standing.rest === undefined) this.#behind = askBehind(query, page, context);
    standing.anchor = position;
    // Its anchor would bring the same rows again, and show nothing but how its bound is taken.
    const isTie = !changing && isFullPage(page.count, context) && isAllAt(page, tick) && !context.bounds.isLowerOpen;
    if (view.passed) standing.provenTo = segment.to;
    else if (!isTie) this.#ahead = context.askAhead(standing.nextQuery());
    context.progressed();
    const move = standing.hold({ segment, position, rowsBelow: standing.below }, page.count);
    await context.deliver(page, view.keep, view.kept, move);
    if (!isTie || segment.state === 'removed') return;
    await this.#follow(await closeRange(segment, position, { query, page, dropped: page.count }, context));
  }

  /** The rows at a tick that are out as soon as the page is. */
  #keysAt(page: Page, tick: bigint): KeyCounts {
    const { anchor } = this.#standing;
    const keys = keysAt(page, tick);
    if (anchor?.tick === tick) keys.include(anchor.keys);
    return keys;
  }

  /** What the page tells of the server, and of what is left in the segment. */
  #note(query: Query, page: Page): void {
    const standing = this.#standing;
    const context = this.#context;
    const { traits, limit } = context;
    const { segment, previous, anchor } = standing;
    notePage(traits, page);
    // A page that was not the last one and had less than the limit shows that the server caps pages.
    if (previous !== undefined && previous.count < limit) traits.fullPage = Math.min(limit, traits.largestAnswer);
    const isKept = !isFullPage(page.count, context) || page.scanned.body.length <= SMALL_BODY_BYTES;
    if (isKept) page.memory.hold();
    previous?.page?.memory.release();
    standing.previous = { query, count: page.count, page: isKept ? page : undefined, anchor };
    standing.isBegun = true;
    segment.reading = standing.low;
    segment.density = page.count >= traits.fullPage ? densityOf(page) : 0;
  }

  /** The anchor's rows are not in an answer that has others. */
  async #gap(query: Query, page: Page, anchor: Anchor): Promise<void> {
    const shown = await explainGap(query, anchor, this.#context);
    if (shown !== undefined) return this.#follow(shown);
    // They are gone: nothing can be compared with them. The page is looked at anew, for the segment may have changed.
    const standing = this.#standing;
    standing.anchor = undefined;
    standing.anchorsGone ||= standing.isBegun;
    await this.#take(query, page);
  }
}
