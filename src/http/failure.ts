/** Why an attempt did not bring a proven answer. The retry table (retry.ts) has a row for each. */
export type FailureKind =
  | 'status' // an answer with a status that is no success
  | 'redirect' // a 3xx: never followed, credentials stay with the configured host
  | 'unproven' // a success whose body is not what was asked for
  | 'undecodable' // a content-encoding that is unknown or broken
  | 'unfinished' // a success that says itself that its body is not all of the answer
  | 'too_large' // the body passes the limit, on the wire or unpacked
  | 'timeout' // one of the limits of deadlines.ts was passed
  | 'connection' // refused, reset, cut
  | 'proxy' // the proxy of the environment says no, or its address is none
  | 'unresolved' // the host name does not resolve
  | 'tls' // certificate or handshake
  | 'forbidden_address' // not allowed on a cloud deployment
  | 'cancelled' // the sync itself was stopped
  | 'unknown'; // none of these: a fault of ours

export interface FailureDetails {
  readonly kind: FailureKind;
  /** A short text of what happened, free of headers and of the request's URL query. */
  readonly reason: string;
  /** HTTP status, where there was an answer. */
  readonly status?: number;
  /** Beginning of the body, for the user, without secrets. */
  readonly preview?: string;
  /** What the server asked to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Where a redirect points to, without its query. */
  readonly location?: string;
  /** The size in bytes that the body passed, for `too_large`. */
  readonly limit?: number;
  /** What the server seems to speak instead of what it was asked in. */
  readonly speaks?: 'http' | 'https';
  /** What `prove` threw, for `unproven`. */
  readonly problem?: unknown;
}

/** What to try where the server seems to speak something else; `setting` holds the address. */
export function otherScheme({ speaks }: FailureDetails, setting: string): string {
  return speaks === undefined ? '' : `; ${setting} may have to begin with ${speaks}://`;
}

/** Why a proxy does not help, with its own words where there are some. */
export function proxySaid({ reason, preview }: FailureDetails): string {
  return preview === undefined ? reason : `${reason}, it said: ${preview}`;
}

const YEAR_MS = 365 * 86_400_000;

/** What the server asked to wait. Longer than a year it means nothing, and is no number that a person reads. */
export function pauseText({ retryAfterMs }: FailureDetails): string | undefined {
  if (retryAfterMs === undefined) return undefined;
  return retryAfterMs > YEAR_MS ? 'more than a year' : `${Math.ceil(retryAfterMs / 1000)} s`;
}

/** How an attempt ends that brought no proven answer. */
export class FailedAttempt extends Error {
  override readonly name = 'FailedAttempt';
  readonly details: FailureDetails;

  constructor(details: FailureDetails) {
    super(details.reason);
    this.details = details;
  }
}

/** What `send` (client.ts) throws. It holds no request, no header and no error of the HTTP library. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly details: FailureDetails;
  /** How many attempts were made in all. */
  readonly attempts: number;

  constructor(details: FailureDetails, attempts: number) {
    super(details.reason);
    this.details = details;
    this.attempts = attempts;
  }

  /** The same for a person. */
  get tries(): string {
    return this.attempts === 1 ? '1 attempt' : `${this.attempts} attempts`;
  }
}
