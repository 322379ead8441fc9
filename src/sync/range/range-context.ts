import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import type { ColumnPlaces } from '../../json/paths.ts';
import type { Counts } from './counts.ts';
import type { FilterBounds } from './filter-bounds.ts';
import type { Ledger } from './ledger.ts';
import type { Position } from './position.ts';
import type { RecentPages } from './recent-pages.ts';
import type { Segment, Segments } from './segments.ts';
import type { Span } from './span.ts';
import type { Traits } from './traits.ts';
import type { UntimedRows } from './untimed-rows.ts';

/** Things that a user should know once for each stream, not with each page. */
export type WarningKind =
  | 'limit_ignored'
  | 'outside'
  | 'filter_ignored'
  | 'order'
  | 'unstable'
  | 'missing'
  | 'round_total'
  | 'capped'
  | 'lower_exclusive'
  | 'upper_exclusive'
  | 'lower_rounded'
  | 'upper_rounded'
  | 'vanished'
  | 'late'
  | 'found'
  | 'unasked'
  | 'sampled'
  | 'repeated'
  | 'short_pages'
  | 'offset_fallback'
  | 'begins_later';

/** A page that is asked for before the one before it is written. */
export interface PageAhead {
  readonly query: Query;
  /** Waits for it. Called once, unless `drop` is. */
  take(): Promise<Page>;
  drop(): void;
}

/** How far a segment is out with the rows that are delivered. */
export interface Move {
  readonly segment: Segment;
  readonly position: Position;
  readonly rowsBelow: number;
}

/** What the readers of a stream need from it. They run at once; whatever changes shared data does so between two awaits. */
export interface RangeContext {
  readonly datasetId: string;
  /** Its columns. */
  readonly primaryKey: readonly ColumnPlaces[];
  /** Rows asked for with one request. */
  readonly limit: number;
  /** Rows that a resume may give again: a page for each reader. */
  readonly mostRepeats: number;
  readonly offsetParam: string;
  readonly maxOffset: number | undefined;
  readonly totalSelector: string | undefined;
  /** The sync goes on from a state. */
  readonly isContinued: boolean;
  /** Ticks of a day. */
  readonly day: bigint;
  /** The whole range of the stream, closed. */
  readonly low: bigint;
  readonly high: bigint;
  /** Earlier syncs have come beyond start_time. */
  readonly isAhead: boolean;
  /** What an earlier run of this sync read right below the range. */
  readonly readBefore: Span | undefined;
  /** True where nothing is lost if rows at `high` come with the next sync: then the end needs less proof. */
  readonly open: boolean;
  /** No later sync goes on from here: what is missed stays missed. */
  readonly fullRefresh: boolean;
  readonly counts: Counts;
  readonly traits: Traits;
  readonly bounds: FilterBounds;
  readonly segments: Segments;
  readonly ledger: Ledger;
  readonly recent: RecentPages;
  readonly untimed: UntimedRows;
  /** One proven page, counted. */
  ask(query: Query): Promise<Page>;
  /** The same without waiting, where there is memory for one more page; else undefined. */
  askAhead(query: Query): PageAhead | undefined;
  /**
   * Writes the kept rows and then moves the position of their segment (undefined: it stays where it is). The pages of
   * several readers are written one after the other. A STATE never stands before a row that it covers. Resolves when
   * all is written or queued and there is room for more.
   */
  deliver(page: Page, keep: Uint8Array, kept: number, move: Move | undefined): Promise<void>;
  /** Resolves when all that was delivered so far is written, or has failed. */
  written(): Promise<void>;
  /** All rows at a tick are out, these: perhaps it is the highest one of the stream. */
  noteHighest(position: Position): void;
  /** A reader knows more of its segment: perhaps a part of it can be taken away. */
  progressed(): void;
  /** Warns the first time for each kind. */
  warn(kind: WarningKind, text: string): void;
  /** A person's text for a tick. */
  readable(tick: bigint): string;
}
