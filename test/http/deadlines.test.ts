import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { limitsOf, reasonOf } from '../../src/http/deadlines.ts';
import { createLimiter } from '../../src/http/limiter.ts';
import { testClient } from '../support/client.ts';
import { startHttp, startTcp, withServer } from '../support/loopback.ts';
import { handClock } from '../support/test-clocks.ts';

describe('the limits follow from the silence that is allowed', () => {
  test.each([
    [60_000, { connect: 30_000, firstByte: 60_000, idle: 60_000, total: 600_000, all: 3_600_000 }],
    [1000, { connect: 1000, firstByte: 1000, idle: 1000, total: 10_000, all: 3_600_000 }],
    [3_600_000, { connect: 30_000, firstByte: 3_600_000, idle: 3_600_000, total: 36_000_000, all: 72_000_000 }],
  ])('%d ms', (silence, limits) => {
    expect(limitsOf(silence)).toEqual(limits);
  });

  test('and each has its own reason', () => {
    const limits = limitsOf(60_000);
    const names = ['connect', 'firstByte', 'idle', 'total', 'all'] as const;
    expect(names.map((name) => reasonOf(name, limits))).toEqual([
      'no connection within 30 s',
      'no first byte within 60 s',
      'silent for 60 s',
      'not whole after 600 s',
      'no answer within 3600 s in all',
    ]);
  });
});

/** Listens without ever taking a connection: its process sleeps in one long turn. */
const DEAF = `
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    require('node:fs').writeSync(1, String(server.address().port));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
  });`;

describe('each part of an attempt has its limit', () => {
  test('a server that takes no connection', async () => {
    const child = spawn(process.execPath, ['-e', DEAF], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = (await once(child.stdout, 'data')) as [Buffer];
    // What the kernel accepts in its place fills its queue; the next one hangs.
    const fillers = Array.from({ length: 8 }, () => connect(Number(port), '127.0.0.1').on('error', () => undefined));
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    const failure = await testClient({ timeoutMs: 200 }).failure(`http://127.0.0.1:${port}/`);
    for (const filler of fillers) filler.destroy();
    child.kill('SIGKILL');
    expect(failure).toEqual({ kind: 'timeout', reason: 'no connection within 0.2 s', attempts: 1 });
  });

  test('a server that takes the connection and never greets', () =>
    withServer(
      startTcp(() => undefined),
      async ({ port }) => {
        const failure = await testClient({ timeoutMs: 200 }).failure(`https://127.0.0.1:${port}/`);
        expect(failure).toEqual({ kind: 'timeout', reason: 'no connection within 0.2 s', attempts: 1 });
      },
    ));

  test('a server that never answers', () =>
    withServer(
      startHttp(() => undefined),
      async ({ url }) => {
        const failure = await testClient({ timeoutMs: 200 }).failure(url);
        expect(failure).toEqual({ kind: 'timeout', reason: 'no first byte within 0.2 s', attempts: 1 });
      },
    ));

  test('a body that stalls', () =>
    withServer(
      startHttp((_request, response) => response.write('{"data":[')),
      async ({ url }) => {
        const failure = await testClient({ timeoutMs: 200 }).failure(url);
        expect(failure).toEqual({ kind: 'timeout', reason: 'silent for 0.2 s', attempts: 1 });
      },
    ));

  test('a body that drips for ever', () =>
    withServer(
      startHttp((_request, response) => {
        const drip = setInterval(() => response.write(' '), 5);
        response.on('close', () => clearInterval(drip));
      }),
      async ({ url }) => {
        const failure = await testClient({ timeoutMs: 30 }).failure(url);
        expect(failure).toEqual({ kind: 'timeout', reason: 'not whole after 0.3 s', attempts: 1 });
      },
    ));

  test('a refusal whose body stalls is a refusal', () =>
    withServer(
      startHttp((_request, response) => response.writeHead(429, { 'Retry-After': '7' }).write('slow down')),
      async ({ url }) => {
        const failure = await testClient({ timeoutMs: 100 }).failure(url);
        expect(failure).toMatchObject({ kind: 'status', status: 429, retryAfterMs: 7000, attempts: 1 });
      },
    ));

  test('what came while this process was busy counts', () =>
    withServer(
      startHttp((_request, response) => {
        response.write('{"data":');
        setImmediate(() => {
          response.end('[]}');
          const until = performance.now() + 150;
          while (performance.now() < until);
        });
      }),
      async ({ url }) => {
        expect(await testClient({ timeoutMs: 100 }).text(url)).toBe('{"data":[]}');
      },
    ));

  test('a stop is no timeout', () =>
    withServer(
      startHttp(() => undefined),
      async ({ url }) => {
        const stop = new AbortController();
        setTimeout(() => stop.abort(), 20);
        expect(await testClient().failure(url, stop.signal)).toMatchObject({ kind: 'cancelled', attempts: 1 });
      },
    ));
});

describe('all attempts of a request have one', () => {
  test('pauses that the server asks for count, and the last one is not begun', () =>
    withServer(
      startHttp((_request, response) => response.writeHead(429, { 'Retry-After': '600' }).end()),
      async ({ url }) => {
        const client = testClient({ maxRetries: 20 });
        const failure = await client.failure(url);
        expect(failure).toMatchObject({ kind: 'status', status: 429, attempts: 6 });
        expect(client.clock.pauses).toEqual(Array.from({ length: 5 }, () => 600_000));
      },
    ));

  test('it does not count while other requests go first', () =>
    withServer(
      startHttp((_request, response) => response.end('page')),
      async ({ url }) => {
        const clock = handClock();
        const limiter = createLimiter({ concurrency: 4, requestsPerSecond: 0.01, clock });
        const client = testClient({ clock, limiter, patienceMs: 60_000 });
        const [first, second] = [client.text(url), client.text(url)];
        expect(await first).toBe('page');
        expect(clock.asleep()).toEqual([100_000]);
        await clock.advance(100_000);
        expect(await second).toBe('page');
      },
    ));

  test('a failure without an answer tells the limit and what was last', () =>
    withServer(
      startTcp((socket) => socket.destroy()),
      async ({ url }) => {
        const client = testClient({ maxRetries: 1000, backoffFactor: 60 });
        const failure = await client.failure(url);
        expect(failure.kind).toBe('timeout');
        expect(failure.reason).toBe('no answer within 3600 s in all; at last: ECONNRESET');
        expect(failure.attempts).toBe(120);
        expect(client.clock.pauses.every((pause) => pause === 30_000)).toBe(true);
      },
    ));
});
