import type { RequestFacts } from '../recorded-request.ts';

/** What goes wrong with one answer. */
export type FaultKind =
  | { readonly kind: 'status'; readonly code: number; readonly headers?: Headers; readonly body?: string }
  /** 200 with a login page. */
  | { readonly kind: 'html' }
  /** 200 with `{"error": text}`, by default "quota". */
  | { readonly kind: 'errorObject'; readonly error?: unknown }
  | { readonly kind: 'emptyBody' }
  /** `{"data":[]}`. */
  | { readonly kind: 'emptyData' }
  /** Some rows (default 1) are missing: the last ones, or those in the middle of the page. */
  | { readonly kind: 'shortPage'; readonly rows?: number; readonly where?: 'end' | 'middle' }
  /** The answer of the request before, whatever was asked for. */
  | { readonly kind: 'previousPage' }
  /** Bytes that are not UTF-8 inside of the first text value. */
  | { readonly kind: 'garbageUtf8' }
  /** A row with arrays in arrays, by default 10,000 levels. */
  | { readonly kind: 'deepNesting'; readonly levels?: number }
  /** By default 302 to /login. */
  | { readonly kind: 'redirect'; readonly location?: string; readonly code?: number }
  /** Half of the body, properly ended. */
  | { readonly kind: 'cutJson' }
  /** A gzip body of which half comes, properly ended. */
  | { readonly kind: 'cutGzip' }
  /** Content-Encoding gzip over a plain body. */
  | { readonly kind: 'wrongContentEncoding' }
  /** A small gzip body that unpacks to many blanks inside of valid JSON, by default 1 GiB. */
  | { readonly kind: 'bomb'; readonly bytes?: number }
  /** Half of the promised body, then the connection is lost. */
  | { readonly kind: 'cutConnection' }
  /** Half of the promised body, then silence. */
  | { readonly kind: 'stall' }
  /** Silence. */
  | { readonly kind: 'noAnswer' }
  /** The connection is reset without an answer. */
  | { readonly kind: 'reset' }
  /** The body in pieces of some bytes (default 1), one each some milliseconds (default 50). */
  | { readonly kind: 'slowDrip'; readonly bytes?: number; readonly everyMs?: number };

type Headers = Readonly<Record<string, string>>;

export type Fault = FaultKind & {
  /** The place of a request among all (`RecordedRequest.index`), or whether a request is meant. */
  readonly match: number | ((request: RequestFacts) => boolean);
  /** How many of the requests that match meet it; default 1. */
  readonly times?: number | 'always';
};

/** The faults that wait for their requests. The list may be changed at any time. */
export class Faults {
  readonly list: Fault[];
  readonly #met = new Map<Fault, number>();

  constructor(list: readonly Fault[] = []) {
    this.list = [...list];
  }

  /** The first fault that is due at a request; it counts as met. */
  take(request: RequestFacts): Fault | undefined {
    const due = this.list.find((fault) => this.#isLeft(fault) && matches(fault, request));
    if (due !== undefined) this.#met.set(due, (this.#met.get(due) ?? 0) + 1);
    return due;
  }

  #isLeft(fault: Fault): boolean {
    const { times = 1 } = fault;
    return times === 'always' || (this.#met.get(fault) ?? 0) < times;
  }
}

function matches({ match }: Fault, request: RequestFacts): boolean {
  return typeof match === 'number' ? match === request.index : match(request);
}
