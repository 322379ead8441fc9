import type { ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import type { HttpRequest } from '../../src/http/client.ts';
import { type OAuth2Options, oauth2Authenticator } from '../../src/http/oauth2.ts';
import { testClient } from '../support/client.ts';
import { type Loopback, startHttp, withServer } from '../support/loopback.ts';
import { settled } from '../support/test-clocks.ts';

const never = new AbortController().signal;
const request: HttpRequest = { method: 'POST', url: 'https://api.example.com/', headers: {} };

interface TokenEndpoint {
  readonly authorizations: (string | undefined)[];
  readonly answers: ((response: ServerResponse, count: number) => void)[];
  readonly bodies: string[];
}

/** Answers the n-th request with the n-th answer; the last one stays. */
function endpoint({ answers, bodies, authorizations }: TokenEndpoint): Promise<Loopback> {
  return startHttp(async (asked, response) => {
    let body = '';
    for await (const piece of asked) body += String(piece);
    bodies.push(body);
    authorizations.push(asked.headers.authorization);
    answers[Math.min(bodies.length, answers.length) - 1]?.(response, bodies.length);
  });
}

const give =
  (more: object = {}) =>
  (response: ServerResponse, count: number): void => {
    response.end(JSON.stringify({ access_token: `token-${count}`, token_type: 'Bearer', expires_in: 3600, ...more }));
  };
const refuse =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(status, headers).end(body);
  };

interface Setting {
  readonly authorize: (signal?: AbortSignal) => Promise<string | undefined>;
  /** Rejects the n-th token that was fetched. */
  readonly renew: (fetched: number) => number | undefined;
  readonly client: ReturnType<typeof testClient>;
  readonly tokens: readonly string[];
  readonly bodies: readonly string[];
  readonly authorizations: readonly (string | undefined)[];
  readonly server: Loopback;
}

/** An authenticator in front of a real token endpoint. */
function withEndpoint(
  answers: TokenEndpoint['answers'],
  use: (setting: Setting) => Promise<void>,
  authMethod: OAuth2Options['authMethod'] = 'client_secret_post',
): Promise<void> {
  const bodies: string[] = [];
  const authorizations: (string | undefined)[] = [];
  return withServer(endpoint({ answers, bodies, authorizations }), async (server) => {
    const client = testClient({ maxRetries: 2, timeoutMs: 1000 });
    const tokens: string[] = [];
    const authenticator = oauth2Authenticator({
      accessTokenUrl: `${server.url}/token?tenant=7`,
      clientId: 'the client',
      clientSecret: 's3cret&more',
      scopes: 'read all',
      authMethod,
      clock: client.clock,
      http: client.http,
      onToken: (token) => tokens.push(token),
    });
    await use({
      client,
      tokens,
      bodies,
      authorizations,
      server,
      authorize: async (signal = never) =>
        (await authenticator.authorize(request, signal)).request.headers['Authorization'],
      renew: (fetched) => authenticator.renew({ request, fetched }),
    });
  });
}

describe('one token for all', () => {
  test('requests that come together share one fetch', () =>
    withEndpoint([give()], async ({ authorize, bodies, tokens }) => {
      const found = await Promise.all([authorize(), authorize(), authorize()]);
      expect(found).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-1']);
      expect(await authorize()).toBe('Bearer token-1');
      expect({ bodies, tokens }).toEqual({
        bodies: ['grant_type=client_credentials&client_id=the+client&client_secret=s3cret%26more&scope=read+all'],
        tokens: ['token-1'],
      });
    }));

  test('it is renewed a minute before it ends, by one fetch as well', () =>
    withEndpoint([give({ expires_in: 300 })], async ({ authorize, client, bodies }) => {
      await authorize();
      await client.clock.sleep(239_000, never);
      expect(await authorize()).toBe('Bearer token-1');
      await client.clock.sleep(1000, never);
      expect(await Promise.all([authorize(), authorize()])).toEqual(['Bearer token-2', 'Bearer token-2']);
      expect(bodies.length).toBe(2);
    }));

  test('a token that was rejected is renewed once, however many requests had it', () =>
    withEndpoint([give()], async ({ authorize, renew, bodies }) => {
      await authorize();
      expect(renew(1)).toBe(1);
      expect(await authorize()).toBe('Bearer token-2');
      // This one was sent with the first token, too, and learns of it later.
      expect(renew(1)).toBe(2);
      expect(await authorize()).toBe('Bearer token-2');
      expect(bodies.length).toBe(2);
    }));
});

test('the client is sent as HTTP Basic where that is configured, each part encoded like a form', () =>
  withEndpoint(
    [give()],
    async ({ authorize, bodies, authorizations }) => {
      expect(await authorize()).toBe('Bearer token-1');
      expect({ bodies, authorizations }).toEqual({
        bodies: ['grant_type=client_credentials&scope=read+all'],
        authorizations: [`Basic ${Buffer.from('the+client:s3cret%26more').toString('base64')}`],
      });
    },
    'client_secret_basic',
  ));

describe('who is stopped', () => {
  test('leaves the fetch to the others', () =>
    withEndpoint([(response) => setTimeout(() => give()(response, 1), 50)], async ({ authorize, bodies }) => {
      const stop = new AbortController();
      const stopped = authorize(stop.signal).catch((error: Error) => error.message);
      const other = authorize();
      stop.abort();
      expect(await stopped).toBe('stopped');
      expect(await other).toBe('Bearer token-1');
      expect(bodies.length).toBe(1);
    }));

  test('ends it if there are no others, and the next one begins anew', () =>
    withEndpoint([() => undefined, give()], async ({ authorize, bodies }) => {
      const stop = new AbortController();
      const stopped = authorize(stop.signal).catch((error: Error) => error.name);
      while (bodies.length === 0) await settled();
      stop.abort();
      expect(await stopped).toBe('HttpFailure');
      expect(await authorize()).toBe('Bearer token-2');
    }));
});

describe('a token endpoint that fails', () => {
  async function failureOf({ authorize }: Setting): Promise<{ code: string; message: string }> {
    const error = await authorize().catch((thrown: unknown) => thrown);
    return error as { code: string; message: string };
  }

  test('is tried again like every other request', () =>
    withEndpoint(
      [refuse(503, '', { 'Retry-After': '5', Connection: 'close' }), (response) => response.destroy(), give()],
      async ({ authorize, client }) => {
        expect(await authorize()).toBe('Bearer token-3');
        expect(client.clock.pauses).toEqual([5000, 2000]);
      },
    ));

  test('and is named with its host when the retries are over; the next request asks anew', () =>
    withEndpoint([refuse(500, 'a'), refuse(500, 'b'), refuse(502, 'gone for lunch'), give()], async (setting) => {
      const { code, message } = await failureOf(setting);
      expect(code).toBe('token_endpoint_failed');
      expect(message).toContain(
        `The token endpoint at 127.0.0.1:${setting.server.port} failed (HTTP 502, the server said: gone for lunch) after 3 attempts`,
      );
      expect(await setting.authorize()).toBe('Bearer token-4');
    }));

  test('tells of a pause that is too long to wait for', () =>
    withEndpoint([refuse(429, 'slow down', { 'Retry-After': '1200' })], async (setting) => {
      const { code, message } = await failureOf(setting);
      expect(code).toBe('token_endpoint_failed');
      expect(message).toContain(
        '(HTTP 429, the server said: slow down; it asked for a pause of 1200 s) after 1 attempt,',
      );
    }));

  test.each<[string, number, string]>([
    ['a wrong secret', 401, '{"error":"invalid_client"}'],
    ['a wrong scope', 400, '{"error":"invalid_scope"}'],
    ['a wrong address', 404, 'no such page'],
  ])('%s is a fault of the configuration', (_what, status, body) =>
    withEndpoint([refuse(status, body)], async (setting) => {
      const { code, message } = await failureOf(setting);
      expect(code).toBe('token_endpoint_rejected');
      expect(message).toContain(`gave no access token (HTTP ${status}, the server said: ${body})`);
      expect(setting.bodies.length).toBe(1);
    }),
  );

  test('a redirect is never followed', () =>
    withServer(
      startHttp((_asked, response) => response.end('{"access_token":"stolen"}')),
      (thief) =>
        withEndpoint([refuse(302, '', { Location: `${thief.url}/token?x=1` })], async (setting) => {
          const { code, message } = await failureOf(setting);
          expect({ code, asked: thief.connections() }).toEqual({ code: 'token_endpoint_rejected', asked: 0 });
          expect(message).toContain(`HTTP 302, to ${thief.url}/token)`);
        }),
    ));

  test('an error inside of a success is one of the configuration, and its code is told', () =>
    withEndpoint([refuse(200, '{"error":"invalid_client","error_description":"no secret-7"}')], async (setting) => {
      const { code, message } = await failureOf(setting);
      expect(code).toBe('token_endpoint_rejected');
      expect(message).toContain('(its answer has no access_token but the error "invalid_client")');
      expect(message).not.toContain('secret-7');
    }));

  test.each<[string, string, string]>([
    ['an error that is no code', '{"error":"Bearer secret4711"}', 'its answer has no access_token'],
    ['HTML', '<html>log in</html>', 'its answer is no JSON'],
    ['JSON that is cut', '{"access_token":"half-of-a-tok', 'its answer is no JSON'],
    ['no token', '{"refresh_token":"secret-refresh"}', 'its answer has no access_token'],
    ['an empty token', '{"access_token":""}', 'its answer has no access_token'],
    [
      'a token of two lines',
      '{"access_token":"half\\nof-it"}',
      'its access_token has characters that no header can carry',
    ],
  ])('%s is told without a word of the answer', (_what, body, reason) =>
    withEndpoint([(response) => response.end(body)], async (setting) => {
      const { code, message } = await failureOf(setting);
      expect({ code, asked: setting.bodies.length }).toEqual({ code: 'token_endpoint_failed', asked: 3 });
      expect(message).toContain(`(${reason}) after 3 attempts`);
      expect(message).not.toMatch(/half|secret|html/);
    }),
  );

  test('tokens in a refusal are not shown', () =>
    withEndpoint([refuse(400, '{"error":"x","refresh_token": "abc-1"} id_token=abc-2&y=1')], async (setting) => {
      const { message } = await failureOf(setting);
      expect(message).toContain('{"error":"x","refresh_token": "****"} id_token=****&y=1');
    }));
});
