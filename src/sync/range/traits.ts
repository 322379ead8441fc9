import type { Page } from '../../dataset/page.ts';

/** The size of pages that may be cut by their bytes: not below the first, and from the second on in any case. */
const FEW_BYTES = 4 * 1024;
const MANY_BYTES = 128 * 1024;
/** Caps on the rows of a query are multiples of it. */
const ROUND_COUNT = 100;
/** A row of this part of a page is no wonder behind it. */
const FEW_ROWS = 16;

/** What is known of the server, for all readers of a stream. */
export interface Traits {
  /** The most rows that a page had. */
  largestPage: number;
  /** The most rows that an answer had, also one that brought nothing new. */
  largestAnswer: number;
  /** The most bytes that a page had. */
  largestBody: number;
  /** The most bytes that a row had, of pages of less than MANY_BYTES. */
  largestRow: number;
  /** The rows of a page that need not be the last one: the limit, or the server's own cap below it. */
  fullPage: number;
  /** The rows of a page behind which others were, though it was not full; undefined: there was none. */
  cutAt: number | undefined;
  pagesWithRows: number;
  /** False once a filter was not honoured: a part of the range cannot be asked for by itself. */
  splittable: boolean;
  /** The rest of the stream was read by the offsets of one query: a count of a part says nothing. */
  unfiltered: boolean;
  /** All that was not filtered was of the day of its bound: that may be rounded, and hide rows elsewhere. */
  mayRound: boolean;
  /** What seemed to be all was one page or the rows of one time, and no question has shown that no other rows are there. */
  uncounted: boolean;
  /** Rows came that stand behind later ones. */
  unsorted: boolean;
  /** Rows that were read are gone: as many may have been passed over, which no count shows. */
  vanished: boolean;
  /** Rows may have been passed over, wherever the readers stand: until the end shows them all, none of it is proven. */
  disproved: boolean;
  /**
   * So far behind known rows it is asked instead of at an offset that no dataset reaches, which is refused, or has nothing
   * although nearer ones have the last rows again; undefined: that is not known.
   */
  nearFar: number | undefined;
  /** Pages that were the same had only equal rows, and those of other rows were not: the offset is not ignored. */
  offsetsCount: boolean;
  /** For an offset behind the last row of a query, the last ones come again. */
  lastAgain: boolean;
  /** The rows of a query that the API gives at most, where it refuses to be asked beyond; undefined: it has not. */
  window: number | undefined;
  /** From so many rows of a query on, the API cannot be asked behind them. */
  refusedFrom: number;
  /** Answers without a row, or refusals, to offsets that no dataset reaches. */
  endedOffsets: number;
  /** Pages that were asked again because they were short, without finding more: some servers vary the size. */
  fruitlessRepairs: number;
}

/**
 * A page that need not be the last one of its query: it has the rows that were asked for, or as many as the server gives at
 * most. One that has more shows that the limit is ignored, so that all of the query should be in it.
 */
export function isFullPage(
  rows: number,
  { traits, limit }: { readonly traits: Traits; readonly limit: number },
): boolean {
  return rows >= traits.fullPage && rows <= limit;
}

/** Pages show that the server caps them: where it does so by their bytes, the last row of one may be all that fits. */
export function capsPages({ traits, limit }: { readonly traits: Traits; readonly limit: number }): boolean {
  return traits.fullPage < limit;
}

/** Pages of one row, or of as many as fit their bytes, may have no other although one is there. */
export function mayBeCut(context: { readonly traits: Traits; readonly limit: number }): boolean {
  const { largestAnswer, cutAt } = context.traits;
  return largestAnswer < 2 || cutAt !== undefined || capsPages(context);
}

/** Else what the one page of a stream may have missed at its end comes with the next sync. */
export function isManyPages({ traits, limit }: { readonly traits: Traits; readonly limit: number }): boolean {
  return traits.pagesWithRows > 1 || traits.largestPage >= limit;
}

/** A page brought rows. */
export function notePage(traits: Traits, { count, scanned }: Page): void {
  const size = scanned.body.length;
  traits.pagesWithRows += 1;
  traits.largestPage = Math.max(traits.largestPage, count);
  traits.largestBody = Math.max(traits.largestBody, size);
  // Of larger pages nobody asks.
  if (size >= MANY_BYTES) return;
  for (let row = 0; row < count; row += 1) {
    traits.largestRow = Math.max(traits.largestRow, (scanned.end[row] as number) - (scanned.start[row] as number));
  }
}

/**
 * A server that caps pages by their bytes ends one before a row that does not fit. That row is larger than all of a page
 * less its last rows, which nobody expects where a page has few bytes, or is many times as large as any row.
 */
export function isCutByBytes(traits: Traits): boolean {
  const { largestBody } = traits;
  return largestBody >= MANY_BYTES || (largestBody >= FEW_BYTES && hasFewRows(traits));
}

/** Another row may be as large as all of a page. */
export function hasFewRows({ largestBody, largestRow }: Traits): boolean {
  return largestBody < FEW_ROWS * largestRow;
}

/** Servers and saved queries that give only so many rows have round numbers of them. */
export function isCutByCount({ largestPage }: Traits): boolean {
  return largestPage > 0 && isRoundCount(largestPage);
}

/** May it be a cap on the rows of a query? */
export function isRoundCount(rows: number): boolean {
  return rows % ROUND_COUNT === 0;
}

/**
 * Before the first answer: pages are expected to be as large as the limit, or as the cap that is known, and the filter to be
 * honoured.
 */
export function expectedTraits(limit: number, pageCap: number | undefined): Traits {
  return {
    largestPage: 0,
    largestAnswer: pageCap ?? 0,
    largestBody: 0,
    largestRow: 0,
    fullPage: Math.min(limit, pageCap ?? limit),
    cutAt: undefined,
    pagesWithRows: 0,
    splittable: true,
    unfiltered: false,
    mayRound: true,
    uncounted: false,
    unsorted: false,
    vanished: false,
    disproved: false,
    nearFar: undefined,
    offsetsCount: false,
    lastAgain: false,
    window: undefined,
    refusedFrom: Number.POSITIVE_INFINITY,
    endedOffsets: 0,
    fruitlessRepairs: 0,
  };
}
