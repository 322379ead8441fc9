import { basicAuthorization } from './basic-auth.ts';
import type { HttpRequest } from './client.ts';

/** A request with its credentials. */
export interface Authorized {
  readonly request: HttpRequest;
  /** How many credentials had been fetched, with these: later ones have a higher number. */
  readonly fetched: number;
}

/** Puts credentials on requests. They go to the configured host only, because redirects are never followed. */
export interface Authenticator {
  /** May fetch a token first. Errors: ConnectorError, HttpFailure. May run concurrently. */
  authorize(request: HttpRequest, signal: AbortSignal): Promise<Authorized>;
  /**
   * Called after a 401. If the next `authorize` will use other credentials than that request had: how many were fetched so
   * far; else undefined.
   */
  renew(rejected: Authorized): number | undefined;
}

export type Credentials =
  | { readonly type: 'none' }
  | { readonly type: 'bearer'; readonly token: string }
  | { readonly type: 'api_key'; readonly name: string; readonly apiKey: string; readonly location: 'header' | 'query' }
  | { readonly type: 'http_basic'; readonly username: string; readonly password: string };

/** Credentials that never change. */
export function staticAuthenticator(credentials: Credentials): Authenticator {
  return {
    authorize: (request) => Promise.resolve({ request: withCredentials(request, credentials), fetched: 0 }),
    renew: () => undefined,
  };
}

function withCredentials(request: HttpRequest, credentials: Credentials): HttpRequest {
  switch (credentials.type) {
    case 'none':
      return request;
    case 'bearer':
      return withHeader(request, 'Authorization', `Bearer ${credentials.token}`);
    case 'http_basic': {
      const { username, password } = credentials;
      return withHeader(request, 'Authorization', basicAuthorization(`${username}:${password}`));
    }
    case 'api_key': {
      if (credentials.location === 'header') return withHeader(request, credentials.name, credentials.apiKey);
      const url = new URL(request.url);
      url.searchParams.append(credentials.name, credentials.apiKey);
      return { ...request, url: url.href };
    }
  }
}

export function withHeader(request: HttpRequest, name: string, value: string): HttpRequest {
  return { ...request, headers: { ...request.headers, [name]: value } };
}
