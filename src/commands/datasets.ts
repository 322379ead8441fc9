import type { Settings } from '../config/settings.ts';
import { createDataset, type PageSource } from '../dataset/dataset.ts';
import { type BuildRequest, requestBuilder } from '../dataset/request.ts';
import { toldRequests } from '../dataset/told-request.ts';
import { type AddressGuard, proxyHosts, publicOnly } from '../http/address-guard.ts';
import { attemptLog } from '../http/attempt-log.ts';
import { type Authenticator, staticAuthenticator } from '../http/auth.ts';
import { createHttpClient, type HttpClient, type HttpOptions } from '../http/client.ts';
import { type Clock, systemClock } from '../http/clock.ts';
import type { FailureDetails } from '../http/failure.ts';
import { createLimiter } from '../http/limiter.ts';
import { oauth2Authenticator } from '../http/oauth2.ts';
import type { Redact } from '../http/preview.ts';
import { userAgent } from '../version.ts';
import type { Configured } from './context.ts';

export interface DatasetsOptions {
  readonly settings: Settings;
  /** Fewer than configured where a person waits for the answer. */
  readonly maxRetries?: number;
  /** The same for how long one request may take in all, in milliseconds. */
  readonly patienceMs?: number;
  readonly onRetry: (failure: FailureDetails, attempt: number, delayMs: number) => void;
  readonly onPause: (until: number) => void;
  readonly addSecret: (secret: string) => void;
  readonly redact: Redact;
  /** Takes two lines of each attempt; undefined: nobody wants them. */
  readonly onAttempt?: ((line: string) => void) | undefined;
  /** The environment of the process by default. */
  readonly env?: Environment;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The datasets of a configuration behind one HTTP client and one limiter; tokens have their own. */
export interface Datasets {
  source(datasetId: string): PageSource;
  close(): void;
}

export function openDatasets(options: DatasetsOptions): Datasets {
  const { settings } = options;
  const { requests, endpoint, paginator } = settings;
  const limiter = createLimiter({
    concurrency: requests.concurrency,
    requestsPerSecond: requests.requestsPerSecond,
    clock: systemClock,
    onPause: options.onPause,
  });
  const base: Omit<HttpOptions, 'authenticator'> = {
    limiter,
    clock: systemClock,
    concurrency: requests.concurrency,
    maxRetries: options.maxRetries ?? requests.maxRetries,
    backoffFactor: requests.backoffFactor,
    patienceMs: options.patienceMs,
    timeoutMs: requests.timeoutSeconds * 1000,
    userAgent,
    redact: options.redact,
    onRetry: options.onRetry,
    guard: guardOf(options.env ?? process.env),
    log: options.onAttempt === undefined ? undefined : attemptLog(options.onAttempt),
  };
  const { authenticator, close } = authenticatorOf(options, base, systemClock);
  const http = createHttpClient({ ...base, authenticator });
  return {
    source: (datasetId) =>
      createDataset({
        datasetId,
        http,
        request: requestsOf(options, datasetId),
        page: { ...endpoint, totalSelector: paginator.totalSelector },
      }),
    close() {
      http.close();
      close();
    },
  };
}

/** The same for a person who waits for a result: of pauses nothing is told, and no heartbeat needs to be kept alive. */
export function openForPerson(
  { settings, reporter, addSecret, redact, onAttempt }: Configured,
  limits: Pick<DatasetsOptions, 'maxRetries' | 'patienceMs'>,
): Datasets {
  return openDatasets({
    ...{ settings, addSecret, redact, onAttempt, ...limits },
    onRetry: ({ reason }, attempt) => reporter.log('INFO', `Attempt ${attempt} failed (${reason}); it is tried again.`),
    onPause: () => undefined,
  });
}

function requestsOf({ settings, onAttempt }: DatasetsOptions, datasetId: string): BuildRequest {
  const build = requestBuilder(settings, datasetId);
  if (onAttempt === undefined) return build;
  return toldRequests(build, settings.endpoint.filterTimeFormat, settings.paginator.limit);
}

/** On a cloud deployment strangers choose the addresses, so those of its own network are none. */
function guardOf(env: Environment): AddressGuard | undefined {
  if (env['DEPLOYMENT_MODE']?.trim().toUpperCase() !== 'CLOUD') return undefined;
  return publicOnly({ proxies: proxyHosts(env) });
}

function authenticatorOf(
  { settings: { auth }, addSecret, onPause }: DatasetsOptions,
  base: Omit<HttpOptions, 'authenticator'>,
  clock: Clock,
): { readonly authenticator: Authenticator; readonly close: () => void } {
  if (auth.type !== 'oauth2_client_credentials') return fixed(staticAuthenticator(auth));
  const tokens: HttpClient = createHttpClient({
    ...base,
    // Whoever waits for a token has a place at the other limiter.
    limiter: createLimiter({ concurrency: 1, clock, onPause }),
    authenticator: staticAuthenticator({ type: 'none' }),
  });
  const authenticator = oauth2Authenticator({
    accessTokenUrl: auth.accessTokenUrl,
    clientId: auth.clientId,
    clientSecret: auth.clientSecret,
    scopes: auth.scopes.join(' '),
    authMethod: auth.tokenEndpointAuthMethod,
    clock,
    http: tokens,
    onToken: addSecret,
  });
  return { authenticator, close: () => tokens.close() };
}

function fixed(authenticator: Authenticator): { readonly authenticator: Authenticator; readonly close: () => void } {
  return { authenticator, close: () => undefined };
}
