import type { ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { createLimiter } from '../../src/http/limiter.ts';
import { parseRetryAfter, retryDelayMs } from '../../src/http/retry.ts';
import { testClient } from '../support/client.ts';
import { type Loopback, startHttp, withServer } from '../support/loopback.ts';

const NOW = Date.parse('2024-01-01T00:00:00Z');

/** Answers the first requests with these statuses, then with 200. */
function failing(statuses: readonly number[], headers: Readonly<Record<string, string>> = {}): Promise<Loopback> {
  let count = 0;
  return startHttp((_asked, response: ServerResponse) => {
    const status = statuses[count] ?? 200;
    count += 1;
    response.writeHead(status, status === 200 ? {} : headers).end('ok');
  });
}

describe('what is tried again', () => {
  test.each([408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524])('HTTP %d', (status) =>
    withServer(failing([status, status]), async ({ url }) => {
      const client = testClient({ maxRetries: 2 });
      expect(await client.text(url)).toBe('ok');
      expect(client.retries.map(({ delayMs }) => delayMs)).toEqual([1000, 2000]);
    }),
  );

  test.each([301, 304, 307, 400, 401, 403, 404, 405, 409, 410, 413, 418, 422, 501, 505, 519, 525])(
    'not HTTP %d',
    (status) =>
      withServer(failing([status]), async ({ url }) => {
        expect(await testClient({ maxRetries: 2 }).failure(url)).toMatchObject({ status, attempts: 1 });
      }),
  );

  test('a 403 that says when to come back, as gateways answer beyond a quota', () =>
    withServer(failing([403], { 'Retry-After': '7' }), async ({ url }) => {
      const client = testClient({ maxRetries: 2 });
      expect(await client.text(url)).toBe('ok');
      expect(client.retries.map(({ delayMs }) => delayMs)).toEqual([7000]);
    }));

  test('no more often than it is allowed', () =>
    withServer(failing([500, 502, 503, 504]), async ({ url }) => {
      expect(await testClient({ maxRetries: 2 }).failure(url)).toMatchObject({ status: 503, attempts: 3 });
    }));

  test('not a port that nobody listens at for ever, not a host that does not exist', async () => {
    const { url, close } = await failing([]);
    close();
    expect(await testClient({ maxRetries: 1 }).failure(url)).toMatchObject({ reason: 'ECONNREFUSED', attempts: 2 });
    const nowhere = await testClient({ maxRetries: 1 }).failure('http://nowhere.invalid/');
    expect(['unresolved', 'connection']).toContain(nowhere.kind);
  });
});

describe('how many requests run at once', () => {
  test.each([
    [429, 4],
    [503, 4],
    [500, 8],
    [404, 8],
  ])('after HTTP %d: %d of 8', (status, level) =>
    withServer(failing([status]), async ({ url }) => {
      const limiter = createLimiter({ concurrency: 8, clock: testClient().clock });
      await testClient({ limiter }).failure(url);
      expect(limiter.level).toBe(level);
    }),
  );

  test('after a server that keeps silent: half of them', () =>
    withServer(
      startHttp(() => undefined),
      async ({ url }) => {
        const limiter = createLimiter({ concurrency: 8, clock: testClient().clock });
        expect(await testClient({ limiter, timeoutMs: 50 }).failure(url)).toMatchObject({ kind: 'timeout' });
        expect(limiter.level).toBe(4);
      },
    ));
});

describe('a limited rate', () => {
  test.each(['0', 'Sun, 31 Dec 2000 23:00:00 GMT'])(
    'a Retry-After of %s is no pause, so the own one is kept',
    (value) =>
      withServer(failing([429, 429], { 'Retry-After': value }), async ({ url }) => {
        const client = testClient({ maxRetries: 2 });
        expect(await client.text(url)).toBe('ok');
        expect(client.retries.map(({ delayMs }) => delayMs)).toEqual([1000, 2000]);
      }),
  );
});

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7000],
    ['Mon, 01 Jan 2024 00:00:30 GMT', 30_000],
    ['Monday, 01-Jan-24 00:00:30 GMT', 30_000],
    ['Mon Jan  1 00:00:30 2024', 30_000],
    ['Sun, 31 Dec 2023 23:00:00 GMT', 0],
    ['2.5', 2500],
    ['0.0001', 1],
    ['1.001', 1001],
    ['1.', undefined],
    ['-1', undefined],
    ['soon', undefined],
    ['2024-01-01T00:00:30Z', undefined],
    ['Mon, 99 Jan 2024 00:00:30 GMT', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %j ms', (text, ms) => {
    expect(parseRetryAfter(text, NOW)).toBe(ms);
  });

  test('is waited for exactly, instead of the own pause', () =>
    withServer(failing([429, 503], { 'Retry-After': '17' }), async ({ url }) => {
      const client = testClient({ maxRetries: 2 });
      expect(await client.text(url)).toBe('ok');
      expect(client.clock.pauses).toEqual([17_000, 17_000]);
    }));

  test('as a date as well', () =>
    withServer(failing([429], { 'Retry-After': new Date(NOW + 90_000).toUTCString() }), async ({ url }) => {
      const client = testClient({ maxRetries: 1 });
      expect(await client.text(url)).toBe('ok');
      expect(client.clock.pauses).toEqual([90_000]);
    }));

  test('of more than ten minutes ends the request at once', () =>
    withServer(failing([429], { 'Retry-After': '601' }), async ({ url }) => {
      const client = testClient({ maxRetries: 5 });
      expect(await client.failure(url)).toMatchObject({ status: 429, retryAfterMs: 601_000, attempts: 1 });
      expect(client.clock.pauses).toEqual([]);
    }));
});

test('own pauses grow twofold below a cap, by chance', () => {
  const failure = { kind: 'connection', reason: 'x' } as const;
  const delays = [1, 2, 3, 4, 5, 6, 7, 20].map((attempt) => retryDelayMs(attempt, failure, 2, () => 0.999999));
  expect(delays).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  expect(retryDelayMs(3, failure, 2, () => 0)).toBe(0);
});

test('a stop ends a pause and the request', () =>
  withServer(failing([500]), async ({ url }) => {
    const stop = new AbortController();
    const client = testClient({ maxRetries: 3, onRetry: () => stop.abort() });
    expect((await client.failure(url, stop.signal)).kind).toBe('cancelled');
    expect(client.clock.pauses).toEqual([]);
  }));
