import type { EditableRows } from '../dataset.ts';
import type { RequestFacts } from '../recorded-request.ts';

/**
 * What a server does otherwise than the API describes it. Everything is off by default, and all of it combines;
 * where a switch of a dataset is set, it wins over the same switch of the server.
 */
export interface Behaviour {
  /** The most rows that one answer brings, whatever limit was asked for. */
  readonly pageCap?: number;
  /** The most bytes that the rows of one answer have together, but for a single row, which comes whatever its size. */
  readonly pageBytes?: number;
  /** The limit is not read: an answer brings all rows there are (or `pageCap`). */
  readonly limitIgnored?: boolean;
  /** The offset is not read: every page is the first one. */
  readonly offsetIgnored?: boolean;
  /** The offset counts pages: `rounded` down to the first row of a page, or `counted`, so that 1 is the second page. */
  readonly offsetInPages?: 'rounded' | 'counted';
  /** The filter is not read: every row matches. */
  readonly filterIgnored?: boolean;
  /** Only this bound of the filter is not read. */
  readonly boundIgnored?: 'lower' | 'upper';
  /** A filter matches no row. */
  readonly filterAnswersNothing?: boolean;
  readonly lowerExclusive?: boolean;
  readonly upperExclusive?: boolean;
  /** Bounds are rounded down to a multiple of so many units of theirs: 86,400,000 makes days of milliseconds. */
  readonly boundStep?: number;
  /** To where bounds are rounded instead; `end` is the last unit of the step. */
  readonly boundRounding?: { readonly lower: Rounding; readonly upper: Rounding };
  /** Rows without a time match every filter, before all others or behind them. */
  readonly untimedMatch?: 'first' | 'last';
  /** Times stand in the rows rounded down to a multiple of so many units, while the filter knows them exactly. */
  readonly timesShownIn?: number;
  /** An offset behind the last row of a query is refused with this status, or with an error inside of a 200. */
  readonly pastEnd?: 400 | 404 | 200;
  /** An offset behind the last row gives the last `page` again, as many of the last `rows` as fit one, or the last `row`. */
  readonly lastAgain?: 'page' | 'rows' | 'row';
  /** An answer without rows has status 204 and no body. */
  readonly emptyIsNoContent?: boolean;
  /** A bound of the wrong type finds nothing (200) instead of being refused (422). */
  readonly boundTypeStrict?: boolean;
  /** Rows of the same time stand in another order in each answer; a number is the seed. */
  readonly tiesShuffled?: boolean | number;
  /** `orderBy` is not read: rows come in stored order. */
  readonly orderIgnored?: boolean;
  /** Rows come with the newest first, whatever `orderBy` says. */
  readonly descending?: boolean;
  /** An offset above `max` is refused (400), or finds no rows. */
  readonly offsetCap?: { readonly max: number; readonly how: 'refuse' | 'empty' };
  /** Rows of a query behind the first `max`: a page that reaches so far is refused (400), or ends there. */
  readonly rowCap?: { readonly max: number; readonly how: 'refuse' | 'empty' };
  /** A number of rows beside the rows. `path` is dotted, from the root of the answer. */
  readonly total?: { readonly path: string; readonly value: TotalValue };
  /** The answer is the array itself. */
  readonly bareArray?: boolean;
  /** An answer without rows is `{}`. */
  readonly emptyWithoutData?: boolean;
  /** The time of each row is written as a float: `1700000001000.0`. */
  readonly timesAsFloats?: boolean;
  /** `Content-Type: text/plain`. */
  readonly textPlain?: boolean;
  readonly prettyPrinted?: boolean;
  /** Each row has a member more, with another value in each answer. */
  readonly stamped?: boolean;
  /** Answers have no content coding, whatever the request accepts. */
  readonly uncompressed?: boolean;
  /** Milliseconds before each answer. */
  readonly latency?: number | ((request: RequestFacts) => number);
  /** More requests within one second are answered 429, with a Retry-After in seconds (default 1) or as a date. */
  readonly rateLimit?: { readonly requestsPerSecond: number; readonly retryAfter?: number | 'date' };
  /** Called before each answer: inserts and deletes rows while they are being read. */
  readonly mutate?: (rows: EditableRows, request: RequestFacts) => void;
}

export type Rounding = 'down' | 'up' | 'nearest' | 'end';

/**
 * exact: the rows that match · page: the rows of this answer · collection: all rows of the dataset ·
 * firstPageOnly: exact, at offset 0 only · capped: exact, up to a number · wrong: a number.
 */
export type TotalValue =
  | 'exact'
  | 'page'
  | 'collection'
  | 'firstPageOnly'
  | { readonly capped: number }
  | { readonly wrong: number };
