import type { HttpRequest } from './client.ts';
import type { FailureDetails } from './failure.ts';

/** How an attempt ended. */
export interface AttemptEnd {
  readonly durationMs: number;
  readonly status?: number | undefined;
  /** Of the body on the wire, where it came whole. */
  readonly bytes?: number | undefined;
  readonly failure?: FailureDetails | undefined;
  /** What was proven. */
  readonly data?: unknown;
}

/** Tells of each attempt, of its request and of its answer, for whoever looks for a fault. */
export interface AttemptLog {
  /** Gives what is to be called with its end. */
  begins(request: HttpRequest): (end: AttemptEnd) => void;
}

/** Writes two lines for each attempt, with one number before both, since several run at once. */
export function attemptLog(write: (line: string) => void): AttemptLog {
  let count = 0;
  return {
    begins(request) {
      count += 1;
      const number = count;
      const { method, url, body, told } = request;
      const { origin, pathname } = new URL(url);
      const size = body === undefined ? [] : [`a body of ${Buffer.byteLength(body)} bytes`];
      write(`#${number} ${[`${method} ${origin}${pathname}`, ...(told ? [told.asked] : []), ...size].join(', ')}`);
      return (end) => write(`#${number} ${textOf(end, told?.brought)}`);
    },
  };
}

function textOf({ durationMs, status, bytes, failure, data }: AttemptEnd, brought?: (data: unknown) => string): string {
  const answer = status === undefined ? 'no answer' : `HTTP ${status}`;
  const size = bytes === undefined ? [] : [`${bytes} bytes`];
  const result = failure === undefined ? brought?.(data) : reasonOf(failure);
  return [`${answer} after ${Math.round(durationMs)} ms`, ...size, ...(result ? [result] : [])].join(', ');
}

/** A status says it already. */
function reasonOf({ kind, reason }: FailureDetails): string | undefined {
  return kind === 'status' || kind === 'redirect' ? undefined : reason;
}
