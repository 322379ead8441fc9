import type { IncomingMessage } from 'node:http';
import axios, { type AxiosAdapter, type InternalAxiosRequestConfig } from 'axios';
import { unlessAborted } from './abortable.ts';
import { isSuccess, type ProofOptions, provenAnswer, type RawAnswer } from './answer.ts';
import { classifyTransportError } from './classify.ts';
import { type Limits, reasonOf } from './deadlines.ts';
import { FailedAttempt, type FailureDetails } from './failure.ts';
import type { AnswerFacts, Limiter, Outcome } from './limiter.ts';
import { startMeter } from './meter.ts';
import { isRetried } from './retry.ts';
import { watchRequest } from './watched-transport.ts';

/** What an attempt throws: axios-retry needs the `config`, everything else is ours. */
export class AttemptFailure extends Error {
  readonly config: InternalAxiosRequestConfig;
  readonly details: FailureDetails;

  constructor(config: InternalAxiosRequestConfig, details: FailureDetails) {
    super(details.reason);
    this.config = config;
    this.details = details;
  }
}

export interface AttemptOptions extends ProofOptions {
  readonly limiter: Limiter;
  readonly limits: Limits;
  /** Epoch milliseconds from which on no attempt begins any more. */
  readonly endsAt: number;
  /** Rejects where the address may not be asked at all. */
  readonly allow: (url: string) => Promise<void>;
  readonly onAttempt: () => void;
}

/**
 * An axios adapter whose one call is one whole attempt: a place at the limiter, the request, the body, its unpacking and
 * its proof. So axios-retry, which repeats the adapter, repeats all of it, and nothing unproven ever leaves it.
 */
export function attemptAdapter(options: AttemptOptions): AxiosAdapter {
  const { limiter, clock, limits, endsAt } = options;
  let last: FailureDetails = { kind: 'timeout', reason: reasonOf('all', limits) };
  return async (config) => {
    await limiter.acquire(config.signal as AbortSignal);
    const elapsed = startMeter();
    let outcome: Outcome = 'failed';
    let facts: AnswerFacts | undefined;
    try {
      // It may have waited for long: what failed before is then what the user must know.
      if (clock.now() >= endsAt) throw new FailedAttempt(last);
      const answer = await exchange(config, options);
      facts = { durationMs: elapsed(), bytes: answer.body?.length ?? 0 };
      const data = await provenAnswer(answer, options);
      outcome = 'answered';
      return { data, status: answer.status, statusText: '', headers: {}, config };
    } catch (error) {
      last = error instanceof FailedAttempt ? error.details : classifyTransportError(error);
      outcome = isThrottled(last) ? 'throttled' : 'failed';
      // A pause that is not waited for here does not hold the others either: each learns of it by itself.
      const { retryAfterMs = 0 } = last;
      if (retryAfterMs > 0 && isRetried(last) && clock.now() + retryAfterMs < endsAt) limiter.pause(retryAfterMs);
      throw new AttemptFailure(config, last);
    } finally {
      limiter.release(outcome, facts);
    }
  };
}

/** A server that takes too long has too much to do, as one has that says so. */
function isThrottled({ kind, status }: FailureDetails): boolean {
  return kind === 'timeout' || status === 429 || status === 503;
}

/** Sends the request and takes the answer in, as far as the limits allow. Errors: FailedAttempt, those of axios. */
async function exchange(config: InternalAxiosRequestConfig, options: AttemptOptions): Promise<RawAnswer> {
  const { clock, endsAt, allow, maxBodyBytes } = options;
  options.onAttempt();
  const limits = { ...options.limits, total: Math.min(options.limits.total, endsAt - clock.now()) };
  const stopped = config.signal as AbortSignal;
  const ended = new AbortController();
  const end = (): void => ended.abort();
  stopped.addEventListener('abort', end, { once: true });
  if (stopped.aborted) end();
  const watch = watchRequest(limits, maxBodyBytes, end);
  try {
    await unlessAborted(allow(config.url ?? ''), ended.signal);
    const transport = axios.getAdapter('http');
    const { status, headers } = await transport({ ...config, transport: watch.transport, signal: ended.signal });
    return { status, headers: headers as RawAnswer['headers'], body: await watch.body };
  } catch (error) {
    const refused = refusedBy(watch.head);
    if (refused !== undefined && !stopped.aborted) return refused;
    if (watch.passed !== undefined) {
      throw new FailedAttempt({ kind: 'timeout', reason: reasonOf(watch.passed, limits) });
    }
    if (error instanceof FailedAttempt) throw error;
    throw new FailedAttempt(classifyTransportError(error));
  } finally {
    watch.stop();
    stopped.removeEventListener('abort', end);
  }
}

/** A refusal is one also where its body breaks off. */
function refusedBy(head: IncomingMessage | undefined): RawAnswer | undefined {
  if (head?.statusCode === undefined || isSuccess(head.statusCode)) return undefined;
  return { status: head.statusCode, headers: head.headers, body: undefined };
}
