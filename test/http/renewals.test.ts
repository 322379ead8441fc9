import { describe, expect, test } from '@jest/globals';
import type { HttpOptions } from '../../src/http/client.ts';
import { createLimiter } from '../../src/http/limiter.ts';
import { oauth2Authenticator } from '../../src/http/oauth2.ts';
import { type TestClient, testClient } from '../support/client.ts';
import { startHttp, withServer } from '../support/loopback.ts';
import { jumpClock } from '../support/test-clocks.ts';

interface Setting {
  readonly client: TestClient;
  readonly url: string;
  /** The number of the token of each request. */
  readonly asked: readonly number[];
  readonly fetched: () => number;
  readonly pauses: readonly number[];
}

/** An API that answers its n-th request with the n-th status (401, 429 with a pause, or 200), and its token endpoint. */
function withApi(
  statuses: (count: number) => number,
  lifetime: number,
  use: (setting: Setting) => Promise<void>,
  options: Partial<HttpOptions> = {},
): Promise<void> {
  const asked: number[] = [];
  let fetched = 0;
  const api = startHttp(({ headers }, response) => {
    asked.push(Number(headers.authorization?.replace('Bearer token-', '')));
    const status = statuses(asked.length);
    response.writeHead(status, status === 429 ? { 'Retry-After': '120' } : {}).end('page');
  });
  const endpoint = startHttp((_asked, response) => {
    fetched += 1;
    response.end(JSON.stringify({ access_token: `token-${fetched}`, expires_in: lifetime }));
  });
  return withServer(api, ({ url }) =>
    withServer(endpoint, (tokens) => {
      const clock = jumpClock();
      const authenticator = oauth2Authenticator({
        accessTokenUrl: tokens.url,
        clientId: 'me',
        clientSecret: 's3cret',
        scopes: '',
        authMethod: 'client_secret_post',
        clock,
        http: testClient().http,
        onToken: () => undefined,
      });
      const limiter = createLimiter({ concurrency: 1, clock });
      const client = testClient({ authenticator, clock, limiter, maxRetries: 3, ...options });
      return use({ client, url, asked, fetched: () => fetched, pauses: clock.pauses });
    }),
  );
}

describe('a token that ends while the API makes a request wait', () => {
  test('is renewed before the next attempt, which is never refused', () =>
    withApi(
      (count) => (count <= 2 ? 429 : 200),
      150,
      async ({ client, url, asked, pauses }) => {
        expect(await client.text(url)).toBe('page');
        expect({ asked, pauses }).toEqual({ asked: [1, 2, 3], pauses: [120_000, 120_000] });
      },
    ));

  test('without a word of its end is renewed after each pause in which it ended', () =>
    withApi(
      (count) => [429, 401, 429, 401, 429, 401][count - 1] ?? 200,
      36_000,
      async ({ client, url, asked }) => {
        expect(await client.text(url)).toBe('page');
        expect(asked).toEqual([1, 1, 2, 2, 3, 3, 4]);
      },
    ));
});

describe('the API is believed', () => {
  test('when it refuses a token that was just fetched', () =>
    withApi(
      () => 401,
      36_000,
      async ({ client, url, asked, fetched }) => {
        expect(await client.failure(url)).toMatchObject({ kind: 'status', status: 401, attempts: 1 });
        expect({ asked, fetched: fetched() }).toEqual({ asked: [1, 2], fetched: 2 });
      },
    ));

  test('when its refusals and its pauses take turns, after as many attempts as are allowed', () =>
    withApi(
      (count) => (count % 2 === 1 ? 429 : 401),
      36_000,
      async ({ client, url, asked }) => {
        expect(await client.failure(url)).toMatchObject({ status: 429, attempts: 4 });
        expect(asked).toEqual([1, 1, 2, 2, 3, 3, 4]);
      },
    ));
});
