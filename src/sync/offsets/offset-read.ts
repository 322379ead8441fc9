import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import type { KeyCounts, Keys } from '../range/keys.ts';
import type { RangeContext } from '../range/range-context.ts';
import type { Span } from '../range/span.ts';
import type { Displaced } from './displaced.ts';

/** What is read by offsets. */
export interface OffsetRead {
  /** The query whose pages are read; `offset` is where to go on. */
  readonly query: Query;
  readonly low: bigint;
  readonly high: bigint;
  /** The page before `offset`, whose rows are already out. */
  readonly before: Page | undefined;
  /** Rows that were out before; they may come again. */
  readonly out: Keys;
  /** False where the filter is not honoured: then no part of the query can be counted by itself. */
  readonly filtered: boolean;
  /** May it be read anew in parts of its time? */
  readonly divisible?: boolean;
  /** Why anchors cannot be used, for messages. */
  readonly why: string;
  /** Only the rows that stand behind later ones are written. */
  readonly displaced?: Displaced;
  /** The rows are another reader's now: nothing more of them is written. */
  readonly isOver?: () => boolean;
}

/** Of a span that is read again, by an API that may not sort. One tick wider above: the bound may be exclusive. */
export function readOf({ from, to }: Span, out: KeyCounts, { bounds }: RangeContext): OffsetRead {
  return {
    query: { lower: bounds.lower(from), upper: to + 1n, offset: 0 },
    low: from,
    high: to,
    before: undefined,
    out,
    filtered: true,
    divisible: true,
    why: 'its rows are not in ascending order',
  };
}
