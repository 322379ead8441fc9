import type { Page } from '../dataset/page.ts';
import type { Query } from '../dataset/query.ts';
import { pageFingerprint, rowFingerprint } from '../dataset/row-key.ts';
import { connectorError } from '../errors/connector-error.ts';
import { FilterBounds } from './filter-bounds.ts';
import { dropRepeats, inspectPage, type PageView, rowsAt } from './inspect.ts';
import { outsideError, readByOffsets, warnOutside } from './offset-reader.ts';
import { hasRowsBehind, isAscending } from './order-proof.ts';
import { countKeys, type Keys, type Position } from './position.ts';
import type { RangeContext } from './range-context.ts';
import { readTies } from './tie-reader.ts';

/** A closed range of ticks to read. */
export interface Range {
  readonly low: bigint;
  readonly high: bigint;
  /** True where nothing is lost if rows at `high` come with the next sync: then its end needs less proof. */
  readonly open: boolean;
  /** How far an earlier run came; its tick is `low`. */
  readonly begun: Position | undefined;
}

interface Anchor {
  readonly tick: bigint;
  readonly keys: Keys;
}

/**
 * Reads one range upwards. Each page after the first is asked from the last row's time on, at offset 0: the rows of
 * that time come again, prove that nothing is missing between, and are dropped by their keys (design rule 5). Returns
 * when the end is proven; whatever stays unproven is a ConnectorError.
 */
export async function readRange(range: Range, context: RangeContext): Promise<void> {
  await new RangeReader(range, context).read();
}

class RangeReader {
  readonly #range: Range;
  readonly #context: RangeContext;
  /** Rows below are out. */
  #low: bigint;
  #anchor: Anchor | undefined;
  /** The query and size of the last page that brought rows. */
  #previous: { readonly query: Query; readonly count: number } | undefined;
  readonly #bounds: FilterBounds;
  /** The same for the first one of them. */
  #first: { readonly query: Query; readonly count: number } | undefined;
  #largestPage = 0;
  #pagesWithRows = 0;
  /** Different rows of the range seen in this run, for the total. */
  #different = 0;
  #total: number | undefined;
  #done = false;
  /** The rows were read by offsets: nothing depends on their order. */
  #byOffsets = false;

  constructor(range: Range, context: RangeContext) {
    this.#range = range;
    this.#context = context;
    this.#bounds = new FilterBounds(range.high, context);
    this.#low = range.low;
    if (range.begun?.keys !== undefined) this.#anchor = { tick: range.begun.tick, keys: range.begun.keys };
  }

  async read(): Promise<void> {
    const first = this.#bounds.query(this.#low);
    while (!this.#done && this.#low <= this.#range.high) await this.#step(this.#bounds.query(this.#low));
    // Offsets see every row whatever the order is; one page that is not full holds them all.
    const many = this.#pagesWithRows > 1 || this.#largestPage >= this.#context.limit;
    if (many && !this.#byOffsets) await this.#proveOrder(first);
    await this.#meetTotal(first);
  }

  /**
   * Anchors find every row only if the API sorts by the time, which a page alone cannot show. Behind as many rows as
   * were read must be nothing in the first query; else rows came in meanwhile, or the order is another one.
   */
  async #proveOrder(first: Query): Promise<void> {
    const query = { ...first, lower: this.#bounds.lower(this.#range.low) };
    const context = this.#context;
    if (!(await hasRowsBehind(query, this.#different, context)) || (await isAscending(query, context))) return;
    context.warn(
      'order',
      'The API does not sort by the time: the dataset is read again by offsets, so rows may repeat.',
    );
    this.#low = this.#range.low;
    this.#anchor = undefined;
    this.#different = 0;
    await this.#offsets(query, undefined, 'its rows are not in ascending order');
  }

  async #ask(query: Query): Promise<Page> {
    const page = await this.#context.ask(query);
    this.#largestPage = Math.max(this.#largestPage, page.count);
    this.#bounds.noticeTimes(page);
    return page;
  }

  async #step(query: Query): Promise<void> {
    const page = await this.#ask(query);
    if (this.#context.counts.requests === 1) this.#total = this.#firstTotal(page);
    if (page.count > 0) await this.#take(query, page);
    else if (this.#anchor === undefined) await this.#confirmEmpty();
    else await this.#doubt(query, this.#anchor);
  }

  /** Later answers may leave the total out; the first one of a stream must have it where it is configured. */
  #firstTotal({ total }: Page): number | undefined {
    const { datasetId: dataset, totalSelector: selector } = this.#context;
    if (selector !== undefined && total === undefined) throw connectorError('total_missing', { dataset, selector });
    return total;
  }

  /** An empty range is asked again one tick wider on both sides: a slip, or bounds that are exclusive. */
  async #confirmEmpty(): Promise<void> {
    const low = this.#low;
    const wide: Query = { lower: low - 1n, upper: this.#range.high + 1n, offset: 0 };
    const page = await this.#ask(wide);
    if (this.#view(wide, page).kept > 0) return this.#takeHidden(wide, page, low);
    // Rows one tick below may fill the page: then only the range itself can show that it is empty.
    const exact = this.#bounds.closing(low);
    const again = page.count > 0 ? await this.#ask(exact) : page;
    if (this.#view(exact, again).kept > 0) return this.#takeHidden(exact, again, low);
    this.#done = true;
  }

  #takeHidden(query: Query, page: Page, low: bigint): Promise<void> {
    if (query.lower < low) this.#bounds.noticeHidden(page, low);
    return this.#take(query, page);
  }

  #view(query: Query, page: Page): PageView {
    return inspectPage(page, { low: this.#low, high: this.#range.high, askedLow: query.lower, askedHigh: query.upper });
  }

  /** A page with rows. */
  async #take(query: Query, page: Page): Promise<void> {
    const view = this.#view(query, page);
    const outside = view.below + view.above;
    if (outside > 0 && outside === page.count && this.#anchor === undefined) throw outsideError(query, this.#context);
    if (view.below > 0) return this.#withoutFilter(query, page, view);
    if (outside > 0) warnOutside(outside, this.#context);
    const anchor = this.#anchor;
    const { atTick, dropped } = anchor === undefined ? { atTick: 0, dropped: 0 } : this.#drop(page, view, anchor);
    if (!view.ascending || view.untimed > 0) return this.#withoutOrder(query, page, view);
    if (anchor !== undefined && atTick === 0) return this.#gap(query, page, view, anchor);
    if (view.kept > 0) return this.#advance(query, page, view);
    if (anchor === undefined) {
      this.#done = true;
      return;
    }
    await this.#close(anchor, page, dropped);
  }

  #drop(page: Page, view: PageView, anchor: Anchor): { readonly atTick: number; readonly dropped: number } {
    const result = dropRepeats(page, view, anchor.tick, anchor.keys);
    this.#context.counts.repeated += result.dropped;
    // Rows that an earlier run wrote are rows of this range all the same.
    if (this.#pagesWithRows === 0 && this.#range.begun !== undefined) this.#different += result.dropped;
    return result;
  }

  /** The kept rows go out, and the last time becomes the next anchor. */
  async #advance(query: Query, page: Page, view: PageView): Promise<void> {
    const tick = view.lastTick ?? this.#low;
    const keys = countKeys(rowsAt(page, tick).map((row) => rowFingerprint(page, row)));
    const held = this.#anchor;
    if (held?.tick === tick) for (const [key, count] of held.keys) keys.set(key, Math.max(count, keys.get(key) ?? 0));
    this.#anchor = { tick, keys };
    this.#low = tick;
    this.#previous = { query, count: page.count };
    this.#first ??= this.#previous;
    this.#pagesWithRows += 1;
    this.#different += view.kept;
    await this.#context.deliver(page, view.keep, view.kept, { tick, keys });
  }

  /** The anchor's rows are not in the answer: the bound is exclusive, or they were deleted meanwhile. */
  async #gap(query: Query, page: Page, view: PageView, anchor: Anchor): Promise<void> {
    if (!this.#bounds.lowerExclusive) {
      const lower: Query = { ...query, lower: anchor.tick - 1n };
      const probe = await this.#ask(lower);
      if (probe.count > 0 && rowsAt(probe, anchor.tick).length > 0) {
        this.#bounds.noticeLowerExclusive();
        return this.#take(lower, probe);
      }
    }
    this.#vanished();
    if (view.kept > 0) return this.#advance(query, page, view);
    this.#done = true;
  }

  #vanished(): void {
    this.#context.warn('vanished', 'Rows that were read before are gone: the dataset changed while it was read.');
  }

  /**
   * The answer brought nothing new: the end, unless the anchor's rows alone fill a page, or the answer was cut. After
   * more than one page, and where a row at the upper bound would be lost, the range above the anchor must be empty.
   */
  async #close(anchor: Anchor, page: Page, dropped: number): Promise<void> {
    if (dropped < page.count) return this.#ties(anchor);
    if (page.count >= this.#largestPage) return this.#closeFull(anchor, page);
    const many = this.#pagesWithRows > 1 || this.#largestPage >= this.#context.limit;
    if (many || !this.#range.open) return this.#closeAbove(anchor);
    this.#done = true;
  }

  /** No page was larger than this one, so it may be cut: behind it must be nothing, neither at its tick nor above. */
  async #closeFull(anchor: Anchor, page: Page): Promise<void> {
    const query = this.#bounds.closing(anchor.tick, page.count);
    let behind = await this.#ask(query);
    // After rows of this run an empty answer must be so twice; before, a slip would only put rows off to the next sync.
    if (behind.count === 0 && this.#pagesWithRows > 0) behind = await this.#ask(query);
    if (behind.count === 0) {
      this.#done = true;
      return;
    }
    const view = this.#view(query, behind);
    if (view.below > 0) return this.#withoutFilter(query, behind, view);
    // A single row that comes again: the API knows no offset. No API has pages of one row.
    const noOffset = page.count === 1 && pageFingerprint(behind) === pageFingerprint(page);
    return noOffset ? this.#closeAbove(anchor) : this.#ties(anchor);
  }

  async #closeAbove(anchor: Anchor): Promise<void> {
    const { high } = this.#range;
    if (anchor.tick >= high) {
      this.#done = true;
      return;
    }
    const query = this.#bounds.closing(anchor.tick + 1n);
    const above = await this.#ask(query);
    const view = inspectPage(above, { low: anchor.tick + 1n, high, askedLow: query.lower, askedHigh: query.upper });
    if (view.below > 0) return this.#withoutFilter(query, above, view);
    if (view.kept === 0) {
      this.#done = true;
      return;
    }
    this.#bounds.noticeHidden(above, anchor.tick);
    await this.#ties(anchor);
  }

  /** One tick wider above: an upper bound that is exclusive would hide the tick itself, and times may lie between. */
  #tieBounds(tick: bigint): { readonly lower: bigint; readonly upper: bigint } {
    return { lower: this.#bounds.lower(tick), upper: tick + 1n };
  }

  async #ties({ tick, keys }: Anchor): Promise<void> {
    const { lower, upper } = this.#tieBounds(tick);
    const before = this.#context.counts.emitted;
    const out = await readTies({ tick, askedLow: lower, askedHigh: upper, out: keys }, this.#context);
    this.#different += this.#context.counts.emitted - before;
    this.#anchor = undefined;
    this.#low = tick + 1n;
    this.#context.moveTo({ tick, keys: out });
  }

  /** An empty answer where the anchor's rows must be: ask again, then one tick lower, then by offsets (rule 2). */
  async #doubt(query: Query, anchor: Anchor): Promise<void> {
    const again = await this.#ask(query);
    if (again.count > 0) return this.#take(query, again);
    const lower: Query = { ...query, lower: anchor.tick - 1n };
    const probe = await this.#ask(lower);
    if (probe.count > 0) {
      if (rowsAt(probe, anchor.tick).length === 0) return this.#gone();
      this.#bounds.noticeLowerExclusive();
      return this.#take(lower, probe);
    }
    const previous = this.#previous;
    // An earlier run wrote the anchor's rows; meanwhile they may have been deleted. Nothing after them is nothing new.
    if (previous === undefined) return this.#gone();
    const next: Query = { ...previous.query, offset: previous.count };
    const after = await this.#ask(next);
    if (after.count > 0) {
      this.#context.warn(
        'offset_fallback',
        'The API answers a later lower bound with nothing; plain offsets are used.',
      );
      return this.#offsets(next, undefined, 'the API does not honour a later lower bound');
    }
    const alive = await this.#ask(previous.query);
    if (alive.count > 0) return this.#gone();
    const reason = 'the API gave rows before and gives none for the same query now';
    throw connectorError('end_not_proven', { dataset: this.#context.datasetId, reason });
  }

  #gone(): void {
    this.#vanished();
    this.#done = true;
  }

  async #withoutFilter(query: Query, page: Page, view: PageView): Promise<void> {
    const why = 'the API does not honour the filter';
    this.#context.warn('filter_ignored', `Rows below the lower bound came: ${why}, so the dataset is read by offsets.`);
    const previous = this.#previous;
    if (previous !== undefined) {
      return this.#offsets({ ...previous.query, offset: previous.count }, undefined, why);
    }
    warnOutside(view.below + view.above, this.#context);
    if (this.#anchor !== undefined) this.#drop(page, view, this.#anchor);
    this.#different += view.kept;
    await this.#context.deliver(page, view.keep, view.kept, undefined);
    await this.#offsets({ ...query, offset: query.offset + page.count }, page, why);
  }

  async #withoutOrder(query: Query, page: Page, view: PageView): Promise<void> {
    const why = view.untimed > 0 ? 'rows have no time' : 'its rows are not in ascending order';
    this.#context.warn('order', `The dataset is read by offsets, without checkpoints inside: ${why}.`);
    const first = this.#first;
    if (first !== undefined && !view.ascending) {
      // Rows below the anchor may be unread: only the first query has them, behind its first page.
      return this.#offsets({ ...first.query, offset: first.count }, undefined, why);
    }
    this.#different += view.kept;
    await this.#context.deliver(page, view.keep, view.kept, undefined);
    await this.#offsets({ ...query, offset: query.offset + page.count }, page, why);
  }

  async #offsets(query: Query, before: Page | undefined, why: string): Promise<void> {
    this.#byOffsets = true;
    const anchor = this.#anchor;
    const begun = anchor === undefined ? undefined : { tick: anchor.tick, keys: anchor.keys };
    const { high } = this.#range;
    // Without an order or a filter, rows below the anchor may still come.
    let { low } = this.#range;
    if (query.lower > low) low = query.lower;
    this.#different += await readByOffsets({ query, low, high, before, begun, why }, this.#context);
    this.#done = true;
  }

  /** A configured total proves that rows are missing. Rows may have been deleted meanwhile, so it is asked again. */
  async #meetTotal(first: Query): Promise<void> {
    const total = this.#total;
    if (total === undefined || this.#different >= total) return;
    const now = (await this.#ask(first)).total ?? total;
    if (this.#different >= now) return;
    throw connectorError('total_not_met', {
      dataset: this.#context.datasetId,
      total: now,
      from: this.#context.readable(first.lower),
      to: this.#context.readable(first.upper),
      received: this.#different,
    });
  }
}
