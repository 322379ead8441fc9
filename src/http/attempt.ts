import type { Agent as HttpAgent, IncomingMessage } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosAdapter, AxiosHeaders, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
import { unlessAborted } from './abortable.ts';
import { isSuccess, type ProofOptions, provenAnswer, type RawAnswer } from './answer.ts';
import type { AttemptEnd, AttemptLog } from './attempt-log.ts';
import type { Authenticator, Authorized } from './auth.ts';
import { classifyTransportError } from './classify.ts';
import type { HttpRequest } from './client.ts';
import { type Deadline, type Limits, reasonOf } from './deadlines.ts';
import { FailedAttempt, type FailureDetails } from './failure.ts';
import { ForwardProxy } from './forward-proxy.ts';
import type { AnswerFacts, Limiter, Outcome } from './limiter.ts';
import { startMeter } from './meter.ts';
import { Renewals } from './renewals.ts';
import { isRateLimit, isRetried } from './retry.ts';
import { tunnelled } from './tunnel-agent.ts';
import { type Watch, watchRequest } from './watched-transport.ts';

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

/** There are no credentials for a request; `cause` says why, to whoever wanted it. */
export class NoCredentials extends Error {
  override readonly name = 'NoCredentials';
}

export interface AttemptOptions extends ProofOptions {
  readonly request: HttpRequest;
  readonly authenticator: Authenticator;
  readonly limiter: Limiter;
  readonly limits: Limits;
  readonly deadline: Deadline;
  /** Rejects where the address may not be asked at all. */
  readonly allow: (url: string) => Promise<void>;
  /** They keep no connections, so each request gets a new one. */
  readonly freshAgents: Agents;
  readonly log?: AttemptLog | undefined;
  readonly onAttempt: () => void;
}

/** The agents of axios. */
export interface Agents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

/**
 * An axios adapter whose one call is one whole attempt: a place at the limiter, the credentials as they are then, the
 * request, the body, its unpacking and its proof. So axios-retry, which repeats the adapter, repeats all of it, and
 * nothing unproven ever leaves it. Where credentials have ended, the attempt goes on with others.
 */
export function attemptAdapter(options: AttemptOptions): AxiosAdapter {
  const renewals = new Renewals(options.authenticator);
  let last: LastFailure | undefined;
  return async (config) => {
    let counted = false;
    const onAttempt = (): void => {
      if (!counted) options.onAttempt();
      counted = true;
    };
    for (;;) {
      const tried = await attempt(config, { ...options, onAttempt }, last);
      if ('response' in tried) return tried.response;
      const { details, authorized } = tried;
      last = { details, count: (last?.count ?? 0) + 1 };
      if (!renewals.helpAfter(details.status, authorized)) throw new AttemptFailure(config, details);
    }
  };
}

/** How the attempt before failed, and how many did. */
interface LastFailure {
  readonly details: FailureDetails;
  readonly count: number;
}

type Tried =
  | { readonly response: AxiosResponse }
  | { readonly details: FailureDetails; readonly authorized: Authorized };

/** One attempt with the credentials of its moment; `last` is how the one before failed, if there was one. Errors: NoCredentials. */
async function attempt(
  config: InternalAxiosRequestConfig,
  options: AttemptOptions,
  last: LastFailure | undefined,
): Promise<Tried> {
  const { limiter, clock, deadline, limits } = options;
  await limiter.acquire(config.signal as AbortSignal, last?.count);
  deadline.begin(clock.now());
  let outcome: Outcome = 'failed';
  let facts: AnswerFacts | undefined;
  let tell: ((end: AttemptEnd) => void) | undefined;
  try {
    const authorized = await authorizedOf(config, options);
    // It may have waited for long: what failed before is then what the user must know.
    if (clock.now() >= deadline.endsAt) {
      return { details: last?.details ?? { kind: 'timeout', reason: reasonOf('all', limits) }, authorized };
    }
    const elapsed = startMeter();
    try {
      tell = options.log?.begins(options.request);
      const answer = await exchange(withCredentials(config, authorized), options);
      facts = { durationMs: elapsed(), bytes: answer.body?.length ?? 0 };
      const data = await provenAnswer(answer, options);
      outcome = 'answered';
      tell?.({ ...facts, status: answer.status, data });
      return { response: { data, status: answer.status, statusText: '', headers: {}, config } };
    } catch (error) {
      const details = error instanceof FailedAttempt ? error.details : classifyTransportError(error);
      outcome = isThrottled(details) ? 'throttled' : 'failed';
      holdOthers(details, options);
      tell?.({ durationMs: elapsed(), ...facts, status: details.status, failure: details });
      return { details, authorized };
    }
  } finally {
    limiter.release(outcome, facts);
  }
}

async function authorizedOf(
  { signal }: InternalAxiosRequestConfig,
  { authenticator, request }: AttemptOptions,
): Promise<Authorized> {
  try {
    return await authenticator.authorize(request, signal as AbortSignal);
  } catch (cause) {
    throw new NoCredentials('no credentials', { cause });
  }
}

function withCredentials(config: InternalAxiosRequestConfig, { request }: Authorized): InternalAxiosRequestConfig {
  return { ...config, url: request.url, headers: AxiosHeaders.concat(config.headers, request.headers) };
}

/** A pause that is not waited for here does not hold the others either: each learns of it by itself. */
function holdOthers(details: FailureDetails, { limiter, clock, deadline }: AttemptOptions): void {
  const { retryAfterMs = 0 } = details;
  if (retryAfterMs > 0 && isRetried(details) && clock.now() + retryAfterMs < deadline.endsAt)
    limiter.pause(retryAfterMs);
}

/** A server that takes too long has too much to do, as one has that says so. */
function isThrottled(details: FailureDetails): boolean {
  return details.kind === 'timeout' || details.status === 503 || isRateLimit(details);
}

/** The server had closed a connection that was kept, which says nothing about the request. */
class ClosedWhileIdle extends FailedAttempt {}

/** Sends the request and takes the answer in, as far as the limits allow. Errors: FailedAttempt, those of axios. */
async function exchange(config: InternalAxiosRequestConfig, options: AttemptOptions): Promise<RawAnswer> {
  try {
    return await exchangeOnce(config, options);
  } catch (error) {
    if (!(error instanceof ClosedWhileIdle)) throw error;
    return await exchangeOnce({ ...config, ...options.freshAgents }, options);
  }
}

async function exchangeOnce(config: InternalAxiosRequestConfig, options: AttemptOptions): Promise<RawAnswer> {
  const { clock, deadline, allow, maxBodyBytes } = options;
  options.onAttempt();
  const limits = { ...options.limits, total: Math.min(options.limits.total, deadline.endsAt - clock.now()) };
  const stopped = config.signal as AbortSignal;
  const ended = new AbortController();
  const end = (): void => ended.abort();
  stopped.addEventListener('abort', end, { once: true });
  if (stopped.aborted) end();
  const watch = watchRequest(limits, maxBodyBytes, end);
  const proxy = new ForwardProxy(config.headers);
  try {
    await unlessAborted(allow(config.url ?? ''), ended.signal);
    const send = axios.getAdapter('http');
    const transport = proxy.before(tunnelled(watch.transport, config.httpsAgent as HttpsAgent));
    const { status, headers } = await send({ ...config, transport, signal: ended.signal });
    return { status, headers: headers as RawAnswer['headers'], body: await watch.body };
  } catch (error) {
    const refused = refusedBy(watch.head);
    if (refused !== undefined && !stopped.aborted) return refused;
    if (watch.passed !== undefined) {
      throw new FailedAttempt({ kind: 'timeout', reason: reasonOf(watch.passed, limits) });
    }
    if (error instanceof FailedAttempt) throw error;
    const details = proxy.blamed(withScheme(classifyTransportError(error), watch));
    throw details.kind === 'connection' && watch.brokeUnused
      ? new ClosedWhileIdle(details)
      : new FailedAttempt(details);
  } finally {
    watch.stop();
    stopped.removeEventListener('abort', end);
  }
}

/** A server that does not know TLS ends the connection in its handshake. */
function withScheme(details: FailureDetails, { inHandshake }: Watch): FailureDetails {
  return details.reason === 'ECONNRESET' && inHandshake ? { ...details, speaks: 'http' } : details;
}

/** A refusal is one also where its body breaks off. */
function refusedBy(head: IncomingMessage | undefined): RawAnswer | undefined {
  if (head?.statusCode === undefined || isSuccess(head.statusCode)) return undefined;
  return { status: head.statusCode, headers: head.headers, body: undefined };
}
