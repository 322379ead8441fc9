import { unlessAborted } from './abortable.ts';
import { type Authenticator, type Authorized, withHeader } from './auth.ts';
import { basicAuthorization } from './basic-auth.ts';
import type { HttpClient, HttpRequest } from './client.ts';
import type { Clock } from './clock.ts';
import { FailedAttempt, HttpFailure } from './failure.ts';
import { TokenRefused, tokenError } from './token-error.ts';

export interface OAuth2Options {
  readonly accessTokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: string;
  /** In the body, or in a header as HTTP Basic. */
  readonly authMethod: 'client_secret_post' | 'client_secret_basic';
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
  /** It is the n-th that was fetched, from 1. */
  readonly count: number;
}

/** The client credentials grant of OAuth 2.0 (RFC 6749, 4.4): one token for all, fetched once, renewed in time. */
export function oauth2Authenticator(options: OAuth2Options): Authenticator {
  return new OAuth2Authenticator(options);
}

/** A fetch under way, which all wait for who need a token. */
interface Fetch {
  readonly token: Promise<Token>;
  /** Ends the fetch when nobody waits for it any more. */
  readonly stop: AbortController;
  waiting: number;
}

class OAuth2Authenticator implements Authenticator {
  readonly #options: OAuth2Options;
  #token: Token | undefined;
  #fetch: Fetch | undefined;
  #count = 0;

  constructor(options: OAuth2Options) {
    this.#options = options;
  }

  async authorize(request: HttpRequest, signal: AbortSignal): Promise<Authorized> {
    const valid = this.#token !== undefined && this.#token.expiresAt > this.#options.clock.now();
    const { text, count } = valid && this.#token !== undefined ? this.#token : await this.#fetched(signal);
    return { request: withHeader(request, 'Authorization', `Bearer ${text}`), fetched: count };
  }

  renew({ fetched }: Authorized): number {
    // Another request may have brought a new token since this one was sent.
    if (fetched === this.#token?.count) this.#token = undefined;
    return this.#count;
  }

  /** Waits for the fetch that is under way, or begins one. A caller that is stopped leaves it to the others. */
  async #fetched(signal: AbortSignal): Promise<Token> {
    this.#fetch ??= this.#begin();
    const fetch = this.#fetch;
    fetch.waiting += 1;
    try {
      return await unlessAborted(fetch.token, signal);
    } catch (error) {
      if (error instanceof FailedAttempt) throw new HttpFailure(error.details, 0);
      throw error instanceof HttpFailure ? tokenError(error, this.#options.accessTokenUrl) : error;
    } finally {
      fetch.waiting -= 1;
      if (fetch.waiting === 0) fetch.stop.abort();
    }
  }

  #begin(): Fetch {
    const stop = new AbortController();
    const token = fetchToken(this.#options, stop.signal).then((fresh) => {
      this.#count += 1;
      return { ...fresh, count: this.#count };
    });
    const fetch: Fetch = { token, stop, waiting: 0 };
    const ended = (): void => {
      if (this.#fetch === fetch) this.#fetch = undefined;
    };
    token.then((fresh) => {
      this.#token = fresh;
      ended();
    }, ended);
    stop.signal.addEventListener('abort', ended);
    return fetch;
  }
}

function fetchToken(options: OAuth2Options, signal: AbortSignal): Promise<Omit<Token, 'count'>> {
  const { clientId, clientSecret, authMethod } = options;
  const isBasic = authMethod === 'client_secret_basic';
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  if (!isBasic) {
    form.set('client_id', clientId);
    form.set('client_secret', clientSecret);
  }
  if (options.scopes !== '') form.set('scope', options.scopes);
  const request: HttpRequest = {
    method: 'POST',
    url: options.accessTokenUrl,
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      ...(isBasic ? { Authorization: basicAuthorization(formPair(clientId, clientSecret)) } : {}),
    },
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

/** Both are encoded like a form before they are joined (RFC 6749, 2.3.1), so that neither brings a colon. */
function formPair(clientId: string, clientSecret: string): string {
  return [clientId, clientSecret].map(formEncoded).join(':');
}

function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}

/** What an error code looks like, and no token. */
const errorCode = /^[a-z_]{1,60}$/;

/** Its errors quote nothing else of the answer, which may hold a token that is not known yet. */
function decodeToken(body: Uint8Array, now: number): Omit<Token, 'count'> {
  const fields = objectOf(body);
  const text = fields['access_token'];
  if (typeof text !== 'string' || text === '') {
    const error = fields['error'];
    if (typeof error === 'string' && errorCode.test(error)) throw new TokenRefused(error);
    throw new Error('its answer has no access_token');
  }
  if (!/^[\x21-\x7e]+$/.test(text)) throw new Error('its access_token has characters that no header can carry');
  const seconds = Number(fields['expires_in']);
  const lifetime = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : DEFAULT_LIFETIME_MS;
  return { text, expiresAt: now + Math.max(lifetime - EXPIRY_MARGIN_MS, lifetime / 2) };
}

function objectOf(body: Uint8Array): Readonly<Record<string, unknown>> {
  let answer: unknown;
  try {
    answer = JSON.parse(Buffer.from(body).toString());
  } catch {
    throw new Error('its answer is no JSON');
  }
  return typeof answer === 'object' && answer !== null ? (answer as Readonly<Record<string, unknown>>) : {};
}
