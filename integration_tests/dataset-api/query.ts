import type { DecodedFilter } from './filter.ts';
import { type Selection, sortedRows, storedRows, type TimeRange } from './selection.ts';
import type { Table } from './table.ts';

export type Order = 'stored' | 'ascending' | 'descending';

/** What one request asks of a dataset. */
export interface Query extends TimeRange {
  readonly order: Order;
  readonly offset: number;
  /** Infinity: the request names none. */
  readonly limit: number;
  /** The request has a time filter, fitting or not. */
  readonly filtered: boolean;
  /** The server finds nothing, whatever there is. */
  readonly findsNothing: boolean;
}

export interface Paging {
  readonly offset: number;
  readonly limit: number;
}

export function queryOf(filter: DecodedFilter, paging: Paging): Query {
  return { ...filter.range, order: filter.order, ...paging, filtered: filter.lower !== undefined, findsNothing: false };
}

/** All rows that match the query, before its offset and limit. */
export function matchingRows(table: Table, query: Query): Selection {
  if (query.findsNothing) return { table, first: 0, last: 0 };
  return query.order === 'stored' ? storedRows(table, query) : sortedRows(table, query, query.order);
}
