import type { FailureDetails, FailureKind } from './failure.ts';

/** Statuses after which the same request may succeed. The first five are the API's own; 408 and 425 say so themselves, 52x are a proxy's. */
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([429, 500, 502, 503, 504, 408, 425, 520, 521, 522, 523, 524]);

/** A server that asks for a longer pause than this is not waited for: the sync ends as transient and resumes later. */
const MAX_RETRY_AFTER_MS = 10 * 60 * 1000;
/** The longest pause that the connector chooses itself. */
const MAX_BACKOFF_MS = 60 * 1000;

/** What is retried and why. Reading a dataset changes nothing on the server, so POST is repeated like GET. */
const retried: Readonly<Record<FailureKind, boolean>> = {
  status: true, // if isTransientStatus says so
  unproven: true, // proxies and overloaded servers answer 200 with a page of their own or half of the body
  undecodable: true, // a cut gzip body
  unfinished: true, // it may be ready the next time
  timeout: true,
  connection: true,
  redirect: false, // the address is wrong, or the credentials are
  too_large: false, // the same page is as large next time
  proxy: false, // it would say the same again
  unresolved: false, // the platform tries the whole sync again
  tls: false, // a certificate does not become valid in a minute
  forbidden_address: false,
  cancelled: false,
  unknown: false,
};

/** A limit: 429, and a 403 that says when to come back, as some gateways answer beyond a quota. */
export function isRateLimit({ status, retryAfterMs }: FailureDetails): boolean {
  return status === 429 || (status === 403 && retryAfterMs !== undefined);
}

/** Whether the same request may succeed later, whatever pause the server asks for. */
export function isTransientStatus(failure: FailureDetails): boolean {
  return TRANSIENT_STATUSES.has(failure.status ?? 0) || isRateLimit(failure);
}

export function isRetried(failure: FailureDetails): boolean {
  if (failure.kind === 'status' && !isTransientStatus(failure)) return false;
  if ((failure.retryAfterMs ?? 0) > MAX_RETRY_AFTER_MS) return false;
  return retried[failure.kind];
}

/**
 * The pause before attempt `attempt` (1 = first retry), in milliseconds: what the server asked for, exactly, else full
 * jitter below `backoffFactor` seconds, doubled with each attempt, so that many readers do not come back at the same moment.
 */
export function retryDelayMs(
  attempt: number,
  failure: FailureDetails,
  backoffFactor: number,
  random: () => number,
): number {
  if (failure.retryAfterMs !== undefined) return failure.retryAfterMs;
  return Math.round(random() * Math.min(MAX_BACKOFF_MS, 1000 * backoffFactor * 2 ** (attempt - 1)));
}

const httpDate =
  /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT|[A-Z][a-z]+, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4})$/;

/**
 * `Retry-After` (RFC 9110, 10.2.3): seconds or one of the three HTTP dates; anything else is no answer. Seconds with a
 * fraction, which some servers send, are rounded up to milliseconds.
 */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim();
  if (!text) return undefined;
  // A product such as 1.001 * 1000 is a little off; a millionth of a millisecond is far above that error.
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number((Number(text) * 1000).toFixed(6)));
  if (!httpDate.test(text)) return undefined;
  const time = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}
