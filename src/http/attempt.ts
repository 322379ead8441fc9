import axios, { type AxiosAdapter, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
import { BodyTooLarge, BodyUndecodable, unpackBody } from './body.ts';
import { classifyTransportError } from './classify.ts';
import type { Clock } from './clock.ts';
import type { FailureDetails } from './failure.ts';
import type { Limiter } from './limiter.ts';
import { previewOf } from './preview.ts';
import { isRetried, parseRetryAfter } from './retry.ts';

/** An attempt may take this many times the idle timeout in all, so that a body that drips for ever ends as well. */
const ATTEMPT_TIMEOUTS = 10;

export interface HttpAnswer {
  readonly status: number;
  /** Unpacked, whole. */
  readonly body: Uint8Array;
}

/** Turns an answer into what was asked for, or throws what it misses. */
export type Prove = (answer: HttpAnswer) => unknown;

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

export interface AttemptOptions {
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly prove: Prove;
  /** Takes secrets out of a text. */
  readonly redact: (text: string) => string;
  readonly onAttempt: () => void;
}

/**
 * An axios adapter whose one call is one whole attempt: a place at the limiter, the request, the body, its unpacking and
 * its proof. So axios-retry, which repeats the adapter, repeats all of it, and nothing unproven ever leaves it.
 */
export function attemptAdapter(options: AttemptOptions): AxiosAdapter {
  const transport = axios.getAdapter('http');
  return async (config) => {
    const signal = config.signal as AbortSignal;
    await options.limiter.acquire(signal);
    let outcome: 'answered' | 'throttled' | 'failed' = 'failed';
    try {
      const response = await attempt(transport, config, options);
      outcome = 'answered';
      return response;
    } catch (error) {
      const failure = asAttemptFailure(config, error);
      const { status, retryAfterMs } = failure.details;
      if (status === 429 || status === 503) outcome = 'throttled';
      if (retryAfterMs !== undefined && isRetried(failure.details)) options.limiter.pause(retryAfterMs);
      throw failure;
    } finally {
      options.limiter.release(outcome);
    }
  };
}

function asAttemptFailure(config: InternalAxiosRequestConfig, error: unknown): AttemptFailure {
  return error instanceof AttemptFailure ? error : new AttemptFailure(config, classifyTransportError(error));
}

async function attempt(
  transport: AxiosAdapter,
  config: InternalAxiosRequestConfig,
  options: AttemptOptions,
): Promise<AxiosResponse> {
  options.onAttempt();
  const stopped = config.signal as AbortSignal;
  const deadline = AbortSignal.timeout(options.timeoutMs * ATTEMPT_TIMEOUTS);
  let response: AxiosResponse;
  try {
    response = await transport({ ...config, signal: AbortSignal.any([stopped, deadline]) });
  } catch (error) {
    const late = deadline.aborted && !stopped.aborted;
    throw new AttemptFailure(
      config,
      late ? { kind: 'timeout', reason: 'the whole attempt took too long' } : classifyTransportError(error),
    );
  }
  const { status } = response;
  const body = await unpack(config, response, options.redact);
  if (status < 200 || status >= 300) throw new AttemptFailure(config, refusal(response, body, options));
  try {
    return { ...response, data: options.prove({ status, body }) };
  } catch (problem) {
    const reason = problem instanceof Error ? problem.message : String(problem);
    throw new AttemptFailure(config, {
      kind: 'unproven',
      reason,
      status,
      preview: previewOf(body, options.redact),
      problem,
    });
  }
}

async function unpack(
  config: InternalAxiosRequestConfig,
  response: AxiosResponse,
  redact: AttemptOptions['redact'],
): Promise<Uint8Array> {
  const { status } = response;
  const packed: unknown = response.data;
  const body = packed instanceof Uint8Array ? packed : Buffer.alloc(0);
  try {
    return await unpackBody(body, headerOf(response, 'content-encoding'));
  } catch (error) {
    if (error instanceof BodyTooLarge) {
      throw new AttemptFailure(config, { kind: 'too_large', reason: error.message, status });
    }
    if (!(error instanceof BodyUndecodable)) throw error;
    // The status of a refusal says more than its unreadable body.
    if (status < 200 || status >= 300) return Buffer.alloc(0);
    throw new AttemptFailure(config, {
      kind: 'undecodable',
      reason: error.message,
      status,
      preview: previewOf(body, redact),
    });
  }
}

function refusal(response: AxiosResponse, body: Uint8Array, { clock, redact }: AttemptOptions): FailureDetails {
  const { status } = response;
  const preview = previewOf(body, redact);
  if (status >= 300 && status < 400) {
    const location = headerOf(response, 'location')?.split(/[?#]/)[0] ?? '(no address)';
    return { kind: 'redirect', reason: `HTTP ${status}`, status, preview, location };
  }
  const retryAfterMs = parseRetryAfter(headerOf(response, 'retry-after'), clock.now());
  return {
    kind: 'status',
    reason: `HTTP ${status}`,
    status,
    preview,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

function headerOf(response: AxiosResponse, name: string): string | undefined {
  const value: unknown = (response.headers as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
}
