import type { Page } from '../dataset/page.ts';
import type { Query } from '../dataset/query.ts';
import type { Position } from './position.ts';

/** What is counted while a stream is read; the reconciliation line shows it (design rule 14). */
export interface Counts {
  requests: number;
  /** Rows in all proven pages. */
  received: number;
  /** Rows written to stdout. */
  emitted: number;
  /** Rows dropped because they were already out. */
  repeated: number;
  /** Rows dropped because they lie outside of the range. */
  outside: number;
  /** Rows without a time. */
  untimed: number;
  /** Rows whose time is there but null. */
  nullTimes: number;
  retried: number;
  windows: number;
}

/** Things that a user should know once for each stream, not with each page. */
export type WarningKind =
  | 'limit_ignored'
  | 'outside'
  | 'filter_ignored'
  | 'order'
  | 'unstable'
  | 'lower_exclusive'
  | 'upper_exclusive'
  | 'vanished'
  | 'offset_fallback'
  | 'page_cap';

/** What the readers of a range need from the stream that they belong to. */
export interface RangeContext {
  readonly datasetId: string;
  readonly primaryKey: readonly (readonly string[])[];
  /** Rows asked for with one request. */
  readonly limit: number;
  readonly offsetParam: string;
  readonly maxOffset: number | undefined;
  readonly totalSelector: string | undefined;
  readonly counts: Counts;
  /** One proven page, counted. */
  ask(query: Query): Promise<Page>;
  /**
   * Writes the kept rows and then moves the position (undefined: it stays where it is). Both happen at once, so that a
   * STATE never stands before a row that it covers. Resolves when there is room for more.
   */
  deliver(page: Page, keep: Uint8Array, kept: number, position: Position | undefined): Promise<void>;
  /** Moves the position without rows. */
  moveTo(position: Position): void;
  /** Warns the first time for each kind. */
  warn(kind: WarningKind, text: string): void;
  /** A person's text for a tick. */
  readable(tick: bigint): string;
}
