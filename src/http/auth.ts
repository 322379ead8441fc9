import type { HttpClient, HttpRequest } from './client.ts';
import type { Clock } from './clock.ts';

/** Puts credentials on requests. They go to the configured host only, because redirects are never followed. */
export interface Authenticator {
  /** The request with its credentials; may fetch a token first. Errors: HttpFailure. May run concurrently. */
  authorize(request: HttpRequest, signal: AbortSignal): Promise<HttpRequest>;
  /** Called after a 401: true if the next `authorize` will use other credentials than that request had. */
  renew(rejected: HttpRequest): boolean;
}

export type Credentials =
  | { readonly type: 'none' }
  | { readonly type: 'bearer'; readonly token: string }
  | { readonly type: 'api_key'; readonly name: string; readonly apiKey: string; readonly location: 'header' | 'query' }
  | { readonly type: 'http_basic'; readonly username: string; readonly password: string };

/** Credentials that never change. */
export function staticAuthenticator(credentials: Credentials): Authenticator {
  return {
    authorize: (request) => Promise.resolve(withCredentials(request, credentials)),
    renew: () => false,
  };
}

function withCredentials(request: HttpRequest, credentials: Credentials): HttpRequest {
  switch (credentials.type) {
    case 'none':
      return request;
    case 'bearer':
      return withHeader(request, 'Authorization', `Bearer ${credentials.token}`);
    case 'http_basic': {
      const pair = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
      return withHeader(request, 'Authorization', `Basic ${pair}`);
    }
    case 'api_key': {
      if (credentials.location === 'header') return withHeader(request, credentials.name, credentials.apiKey);
      const url = new URL(request.url);
      url.searchParams.append(credentials.name, credentials.apiKey);
      return { ...request, url: url.href };
    }
  }
}

function withHeader(request: HttpRequest, name: string, value: string): HttpRequest {
  return { ...request, headers: { ...request.headers, [name]: value } };
}

export interface OAuth2Options {
  readonly accessTokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: string;
  readonly clock: Clock;
  /** A client without credentials for the token endpoint. */
  readonly http: HttpClient;
  /** Told each token, so that it can be redacted from then on. */
  readonly onToken: (token: string) => void;
}

/** A token is renewed this long before it ends, so that none ends on its way. */
const EXPIRY_MARGIN_MS = 60_000;
/** Where the endpoint does not say how long a token lives (RFC 6749 only recommends it). */
const DEFAULT_LIFETIME_MS = 3_600_000;

interface Token {
  readonly text: string;
  readonly expiresAt: number;
}

/** The client credentials grant of OAuth 2.0 (RFC 6749, 4.4): one token for all, fetched once, renewed in time. */
export function oauth2Authenticator(options: OAuth2Options): Authenticator {
  let current: Promise<Token> | undefined;

  const fresh = async (signal: AbortSignal): Promise<Token> => {
    const token = await current;
    if (token !== undefined && token.expiresAt > options.clock.now()) return token;
    // Whoever comes first fetches; the others wait for the same promise.
    current = fetchToken(options, signal);
    current.catch(() => {
      current = undefined;
    });
    return current;
  };

  return {
    async authorize(request, signal) {
      const { text } = await fresh(signal);
      return withHeader(request, 'Authorization', `Bearer ${text}`);
    },
    renew() {
      current = undefined;
      return true;
    },
  };
}

function fetchToken(options: OAuth2Options, signal: AbortSignal): Promise<Token> {
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  form.set('client_id', options.clientId);
  form.set('client_secret', options.clientSecret);
  if (options.scopes !== '') form.set('scope', options.scopes);
  const request: HttpRequest = {
    method: 'POST',
    url: options.accessTokenUrl,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  };
  return options.http.send(
    request,
    ({ body }) => {
      const token = decodeToken(body, options.clock.now());
      options.onToken(token.text);
      return token;
    },
    signal,
  );
}

function decodeToken(body: Uint8Array, now: number): Token {
  const answer: unknown = JSON.parse(Buffer.from(body).toString());
  const fields = (typeof answer === 'object' && answer !== null ? answer : {}) as Readonly<Record<string, unknown>>;
  const text = fields['access_token'];
  if (typeof text !== 'string' || text === '') throw new Error('the token endpoint gave no access_token');
  const seconds = Number(fields['expires_in']);
  const lifetime = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : DEFAULT_LIFETIME_MS;
  return { text, expiresAt: now + Math.max(lifetime - EXPIRY_MARGIN_MS, lifetime / 2) };
}
