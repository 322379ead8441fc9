import type { TotalValue } from './behaviour.ts';

export interface RowCounts {
  readonly matches: number;
  readonly page: number;
  readonly collection: number;
  readonly offset: number;
}

/** The total that the answer gives; undefined: none. */
export function totalOf(value: TotalValue, counts: RowCounts): number | undefined {
  switch (value) {
    case 'exact':
      return counts.matches;
    case 'page':
      return counts.page;
    case 'collection':
      return counts.collection;
    case 'firstPageOnly':
      return counts.offset === 0 ? counts.matches : undefined;
    default:
      return 'wrong' in value ? value.wrong : Math.min(value.capped, counts.matches);
  }
}
