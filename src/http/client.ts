import { setMaxListeners } from 'node:events';
import type https from 'node:https';
import axios, { type AxiosInstance } from 'axios';
import axiosRetry, { type IAxiosRetryConfig } from 'axios-retry';
import type { AddressGuard } from './address-guard.ts';
import type { HttpAnswer } from './answer.ts';
import { type Agents, AttemptFailure, type AttemptOptions, attemptAdapter, NoCredentials } from './attempt.ts';
import type { AttemptLog } from './attempt-log.ts';
import type { Authenticator } from './auth.ts';
import { ACCEPTED_ENCODINGS, MAX_BODY_BYTES } from './body.ts';
import { classifyTransportError } from './classify.ts';
import type { Clock } from './clock.ts';
import { Deadline, type Limits, limitsOf, reasonOf } from './deadlines.ts';
import { type FailureDetails, HttpFailure } from './failure.ts';
import type { Limiter } from './limiter.ts';
import type { Redact } from './preview.ts';
import { HttpAgent } from './reading.ts';
import { isRateLimit, isRetried, retryDelayMs } from './retry.ts';
import { TunnelAgent } from './tunnel-agent.ts';

export interface HttpRequest {
  readonly method: string;
  /** Absolute, with its query, without credentials. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined: no body is sent. */
  readonly body?: string | undefined;
  /** What a log says of it, and of what was proven, where there is one. */
  readonly told?: { readonly asked: string; readonly brought: (data: unknown) => string };
}

export interface HttpOptions {
  readonly authenticator: Authenticator;
  readonly limiter: Limiter;
  readonly clock: Clock;
  /** The most sockets to the host. */
  readonly concurrency: number;
  readonly maxRetries: number;
  readonly backoffFactor: number;
  /** How long the server may keep silent, in milliseconds; the other limits follow from it (deadlines.ts). */
  readonly timeoutMs: number;
  /** How long all attempts of a request may take, where somebody waits for it; by default what deadlines.ts says. */
  readonly patienceMs?: number | undefined;
  /** The largest body, on the wire and unpacked; `MAX_BODY_BYTES` by default. */
  readonly maxBodyBytes?: number;
  readonly userAgent: string;
  /** Takes secrets out of what the server said. */
  readonly redact: Redact;
  /** Called before each pause for a retry; `attempt` counts from 1. */
  readonly onRetry: (failure: FailureDetails, attempt: number, delayMs: number) => void;
  /** Undefined: every address may be asked. */
  readonly guard?: AddressGuard | undefined;
  /** Undefined: nobody wants to see each attempt. */
  readonly log?: AttemptLog | undefined;
}

export interface HttpClient {
  /**
   * One proven answer. An attempt covers connect, headers, the whole body, unpacking and `prove`; whatever of that
   * fails is retried as one (retry.ts). `prove` throws what it misses. May run concurrently.
   * Errors: HttpFailure, and what the authenticator throws.
   */
  send<T>(request: HttpRequest, prove: (answer: HttpAnswer) => T, signal: AbortSignal): Promise<T>;
  /** Closes the connections, so that the process can end. */
  close(): void;
}

export function createHttpClient(options: HttpOptions): HttpClient {
  const { guard } = options;
  const sockets = {
    maxSockets: options.concurrency,
    ...(guard === undefined ? {} : { lookup: guard.lookup }),
  };
  const agents = agentsOf({ ...sockets, keepAlive: true });
  const freshAgents = agentsOf(sockets);
  const instance = axios.create({
    // A redirect is an error: credentials go to the configured host only.
    maxRedirects: 0,
    // The watch over each request takes the body in (watched-transport.ts).
    responseType: 'stream',
    // axios unpacks in small pieces; body.ts does it in one and within a limit.
    decompress: false,
    validateStatus: () => true,
    transformResponse: [(data: unknown) => data],
    ...agents,
  });
  axiosRetry(instance);
  return {
    send(request, prove, signal) {
      // As many listen to a stop as requests are under way, which is no leak.
      setMaxListeners(0, signal);
      return send(instance, { ...options, freshAgents }, request, prove, signal);
    },
    close() {
      for (const agent of [...Object.values(agents), ...Object.values(freshAgents)]) agent.destroy();
    },
  };
}

function agentsOf(options: https.AgentOptions): Agents {
  return { httpAgent: new HttpAgent(options), httpsAgent: new TunnelAgent(options) };
}

async function send<T>(
  instance: AxiosInstance,
  options: HttpOptions & Pick<AttemptOptions, 'freshAgents'>,
  request: HttpRequest,
  prove: (answer: HttpAnswer) => T,
  signal: AbortSignal,
): Promise<T> {
  const limits = limitsOf(options.timeoutMs, options.patienceMs);
  const deadline = new Deadline(limits);
  let attempts = 0;
  const adapter = attemptAdapter({
    ...options,
    request,
    limits,
    deadline,
    prove,
    maxBodyBytes: options.maxBodyBytes ?? MAX_BODY_BYTES,
    allow: async (url) => options.guard?.allow(url),
    onAttempt() {
      attempts += 1;
    },
  });
  try {
    const response = await instance.request<T>({
      method: request.method,
      url: request.url,
      headers: { ...headersOf(options), ...request.headers },
      data: request.body,
      signal,
      adapter,
      'axios-retry': retryPolicy(options, deadline, signal),
    });
    return response.data;
  } catch (error) {
    if (error instanceof NoCredentials) throw error.cause;
    const late = attempts <= options.maxRetries && options.clock.now() >= deadline.endsAt;
    throw new HttpFailure(detailsOf(error, late ? limits : undefined), attempts);
  }
}

/** `passed` are the limits where the last of them was passed. */
function detailsOf(error: unknown, passed: Limits | undefined): FailureDetails {
  const details = error instanceof AttemptFailure ? error.details : classifyTransportError(error);
  return passed === undefined ? details : overdue(details, passed);
}

function headersOf({ userAgent }: HttpOptions): Readonly<Record<string, string>> {
  return { Accept: 'application/json', 'Accept-Encoding': ACCEPTED_ENCODINGS, 'User-Agent': userAgent };
}

/** An answer says more than that the time is up, and so does a pause that the server asked for. */
function overdue(details: FailureDetails, limits: Limits): FailureDetails {
  if (!isRetried(details) || details.status !== undefined) return details;
  const all = reasonOf('all', limits);
  return { kind: 'timeout', reason: details.reason === all ? all : `${all}; at last: ${details.reason}` };
}

/** The retry table on top of axios-retry. The pause is ours, so that a stop of the sync and the tests reach it. */
function retryPolicy(options: HttpOptions, deadline: Deadline, signal: AbortSignal): IAxiosRetryConfig {
  const { clock } = options;
  return {
    retries: options.maxRetries,
    retryCondition: (error: unknown) => {
      if (!(error instanceof AttemptFailure) || signal.aborted || !isRetried(error.details)) return false;
      return clock.now() + (error.details.retryAfterMs ?? 0) < deadline.endsAt;
    },
    retryDelay: () => 0,
    onRetry: async (attempt, error: unknown) => {
      if (!(error instanceof AttemptFailure)) return;
      const delayMs = retryDelayMs(attempt, error.details, options.backoffFactor, clock.random);
      options.onRetry(error.details, attempt, delayMs);
      // A pause that the server asked for already holds everyone at the limiter.
      if (error.details.retryAfterMs !== undefined) return;
      // Where the server refuses for the rate, the others would only be refused as well.
      if (isRateLimit(error.details)) options.limiter.pause(delayMs);
      else await clock.sleep(delayMs, signal);
    },
  };
}
