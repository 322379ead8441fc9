import type { IncomingHttpHeaders } from 'node:http';
import type { BoundValue } from './filter.ts';

/** One request as the server saw it. It stands in the list from its arrival; what is not known yet is undefined. */
export interface RecordedRequest {
  /** Place in the list of all requests, from 0. */
  readonly index: number;
  /** Milliseconds since 1970. */
  readonly arrivedAt: number;
  /** Requests that were being answered when it came, with itself. */
  readonly concurrent: number;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly dataset: string | undefined;
  /** Undefined: the query does not name it. */
  readonly offset: number | undefined;
  readonly limit: number | undefined;
  /** The bounds of the filter, as the body has them. */
  readonly lower: BoundValue | undefined;
  readonly upper: BoundValue | undefined;
  /** Place among the requests to datasets that exist, from 0; undefined for others. */
  readonly dataRequest: number | undefined;
  readonly status: number | undefined;
  /** Rows of an answer that was sent whole and unspoilt, else 0. */
  readonly rows: number;
  /** The fault that it met. */
  readonly fault: string | undefined;
}

/** What a fault, a latency or a mutation can go by. */
export type RequestFacts = Pick<
  RecordedRequest,
  'index' | 'dataRequest' | 'dataset' | 'offset' | 'limit' | 'lower' | 'upper' | 'method' | 'url' | 'headers' | 'body'
>;

export type RequestDraft = { -readonly [Key in keyof RecordedRequest]: RecordedRequest[Key] };

export function draftOf(
  arrival: Pick<RecordedRequest, 'index' | 'arrivedAt' | 'concurrent' | 'method' | 'url' | 'headers'>,
): RequestDraft {
  return {
    ...arrival,
    body: '',
    dataset: undefined,
    offset: undefined,
    limit: undefined,
    lower: undefined,
    upper: undefined,
    dataRequest: undefined,
    status: undefined,
    rows: 0,
    fault: undefined,
  };
}
