import type { IncomingMessage } from 'node:http';
import { expect, test } from '@jest/globals';
import type { Authorized } from '../../src/http/auth.ts';
import { type Credentials, staticAuthenticator } from '../../src/http/auth.ts';
import type { HttpRequest } from '../../src/http/client.ts';
import { testClient } from '../support/client.ts';
import { startHttp, withServer } from '../support/loopback.ts';

const CANARY = 'canary-4711';

const credentials: readonly Credentials[] = [
  { type: 'none' },
  { type: 'bearer', token: CANARY },
  { type: 'http_basic', username: 'me', password: CANARY },
  { type: 'api_key', name: 'X-Key', apiKey: CANARY, location: 'header' },
  { type: 'api_key', name: 'key', apiKey: CANARY, location: 'query' },
];
const cases = credentials.flatMap((each) => [301, 302, 303, 307, 308].map((status) => [each, status] as const));

/** Everything of a request in which a credential may stand. */
function carried({ url, headers }: IncomingMessage): string {
  return `${url} ${JSON.stringify(headers)} ${Buffer.from(headers.authorization?.slice(6) ?? '', 'base64')}`;
}

test.each(cases)('%j: HTTP %d leads nowhere', async (each, status) => {
  const seen: string[] = [];
  await withServer(
    startHttp((_asked, response) => response.end('stolen')),
    (thief) =>
      withServer(
        startHttp((asked, response) => {
          seen.push(carried(asked));
          response.writeHead(status, { Location: `${thief.url}/login?back=1#top` }).end('moved');
        }),
        async ({ url }) => {
          const failure = await testClient({ authenticator: staticAuthenticator(each), maxRetries: 3 }).failure(url);
          expect(failure).toMatchObject({ kind: 'redirect', status, location: `${thief.url}/login`, attempts: 1 });
          expect(thief.connections()).toBe(0);
          expect(seen.length).toBe(1);
          expect(seen[0]?.includes(CANARY)).toBe(each.type !== 'none');
        },
      ),
  );
});

test.each([
  ['https://me:pass@else.example.com/login?a=1', 'https://****@else.example.com/login'],
  ['//key@else.example.com#top', '//****@else.example.com'],
  ['/login?next=https://me:pass@host/', '/login'],
  ['/users/a@b.example.com', '/users/a@b.example.com'],
])('of the address of a redirect, %s, only %s is told', async (location, told) => {
  await withServer(
    startHttp((_asked, response) => response.writeHead(302, { Location: location }).end()),
    async ({ url }) => {
      expect(await testClient({ maxRetries: 0 }).failure(url)).toMatchObject({ kind: 'redirect', location: told });
    },
  );
});

test('a token that ends midway is renewed once for a request, which then goes on', async () => {
  const asked: string[] = [];
  let valid = 'token-1';
  await withServer(
    startHttp(({ headers }, response) => {
      asked.push(headers.authorization ?? '');
      response.writeHead(headers.authorization === valid ? 200 : 401).end('page');
    }),
    async ({ url }) => {
      let current = 'token-1';
      const renewals: string[] = [];
      const authenticator = {
        authorize: (request: HttpRequest) =>
          Promise.resolve({
            request: { ...request, headers: { Authorization: current } },
            fetched: Number(current.slice(-1)),
          }),
        renew(rejected: Authorized) {
          renewals.push(rejected.request.headers['Authorization'] ?? '');
          current = 'token-2';
          return 1;
        },
      };
      const client = testClient({ authenticator });
      expect(await client.text(url)).toBe('page');
      valid = 'token-2';
      expect(await client.text(url)).toBe('page');
      valid = 'token-3';
      expect(await client.failure(url)).toMatchObject({ kind: 'status', status: 401 });
      expect({ asked, renewals }).toEqual({
        asked: ['token-1', 'token-1', 'token-2', 'token-2', 'token-2'],
        renewals: ['token-1', 'token-2'],
      });
    },
  );
});
