/** What is known of the server, for all readers of a stream. */
export interface Traits {
  /** The most rows that a page had. */
  largestPage: number;
  /** The rows of a page that need not be the last one: the limit, or the server's own cap below it. */
  fullPage: number;
  pagesWithRows: number;
  /** False once a filter was not honoured: a part of the range cannot be asked for by itself. */
  splittable: boolean;
  /** The rest of the stream was read by the offsets of one query: a count of a part says nothing. */
  unfiltered: boolean;
  /** What seemed to be all was one page or the rows of one time, and no question has shown that no other rows are there. */
  uncounted: boolean;
  /** Rows came that stand behind later ones. */
  unsorted: boolean;
  /** Rows may have been passed over, wherever the readers stand: until the end shows them all, none of it is proven. */
  disproved: boolean;
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

/** Before the first answer: pages are expected to be as large as the limit, and the filter to be honoured. */
export function expectedTraits(limit: number): Traits {
  return {
    largestPage: 0,
    fullPage: limit,
    pagesWithRows: 0,
    splittable: true,
    unfiltered: false,
    uncounted: false,
    unsorted: false,
    disproved: false,
    fruitlessRepairs: 0,
  };
}
