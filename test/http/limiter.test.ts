import { describe, expect, test } from '@jest/globals';
import { createLimiter, type Limiter, type LimiterOptions, type Outcome } from '../../src/http/limiter.ts';
import { handClock, settled } from '../support/test-clocks.ts';

const never = new AbortController().signal;

function setUp(options: Partial<LimiterOptions> = {}) {
  const clock = handClock();
  const pauses: number[] = [];
  const start = clock.now();
  const limiter = createLimiter({
    concurrency: 8,
    clock,
    onPause: (until) => pauses.push(until - start),
    ...options,
  });
  const started: string[] = [];
  const ask = (name: string, signal = never, failures?: number): void => {
    void limiter.acquire(signal, failures).then(() => started.push(name));
  };
  return { clock, limiter, pauses, started, ask };
}

/** Takes so many places at once and gives them back with the same outcome. */
async function round(limiter: Limiter, outcome: Outcome, count = limiter.level, durationMs?: number): Promise<number> {
  await Promise.all(Array.from({ length: count }, () => limiter.acquire(never)));
  const facts = durationMs === undefined ? undefined : { durationMs, bytes: 1_000_000 };
  for (let place = 0; place < count; place += 1) limiter.release(outcome, facts);
  return limiter.level;
}

describe('places', () => {
  test('as many as the level, the others in the order in which they came', async () => {
    const { limiter, started, ask } = setUp({ concurrency: 2 });
    for (const name of ['a', 'b', 'c', 'd']) ask(name);
    await settled();
    expect(started).toEqual(['a', 'b']);
    limiter.release('answered');
    await settled();
    expect(started).toEqual(['a', 'b', 'c']);
    limiter.release('failed');
    ask('e');
    await settled();
    expect(started).toEqual(['a', 'b', 'c', 'd']);
  });

  test('those that failed before all others, the more often the earlier', async () => {
    const { limiter, started, ask } = setUp({ concurrency: 1 });
    ask('a');
    ask('new');
    ask('failed once', never, 1);
    ask('failed twice', never, 2);
    ask('once as well', never, 1);
    for (let place = 0; place < 4; place += 1) {
      await settled();
      limiter.release('failed');
    }
    await settled();
    expect(started).toEqual(['a', 'failed twice', 'failed once', 'once as well', 'new']);
  });

  test('an abort ends a wait at once and leaves the others in their order', async () => {
    const { limiter, started, ask } = setUp({ concurrency: 1 });
    const stop = new AbortController();
    ask('a');
    ask('b', stop.signal);
    ask('c');
    stop.abort();
    await settled();
    expect(started).toEqual(['a', 'b']);
    limiter.release('failed');
    limiter.release('answered');
    await settled();
    expect(started).toEqual(['a', 'b', 'c']);
  });

  test('starts in a second are spread evenly', async () => {
    const { clock, started, ask } = setUp({ requestsPerSecond: 4 });
    for (const name of ['a', 'b', 'c']) ask(name);
    await settled();
    expect({ started: [...started], asleep: clock.asleep() }).toEqual({ started: ['a'], asleep: [250] });
    await clock.advance(249);
    expect(started).toEqual(['a']);
    await clock.advance(1);
    expect({ started: [...started], asleep: clock.asleep() }).toEqual({ started: ['a', 'b'], asleep: [250] });
    await clock.advance(1000);
    expect(started).toEqual(['a', 'b', 'c']);
  });
});

describe('a pause', () => {
  test('holds everybody, is told once, and only grows', async () => {
    const { clock, limiter, pauses, started, ask } = setUp();
    limiter.pause(5000);
    limiter.pause(2000);
    ask('a');
    ask('b');
    await settled();
    expect({ pauses: [...pauses], asleep: clock.asleep(), started: [...started] }).toEqual({
      pauses: [5000],
      asleep: [5000],
      started: [],
    });
    await clock.advance(4000);
    limiter.pause(3000);
    await clock.advance(1000);
    expect({ pauses, asleep: clock.asleep(), started }).toEqual({ pauses: [5000, 7000], asleep: [2000], started: [] });
    await clock.advance(2000);
    expect(started).toEqual(['a', 'b']);
  });

  test('an abort ends it for the one that is stopped, and no timer is left behind', async () => {
    const { clock, limiter, started, ask } = setUp();
    const stop = new AbortController();
    limiter.pause(600_000);
    ask('a', stop.signal);
    await settled();
    expect(clock.asleep()).toEqual([600_000]);
    stop.abort();
    await settled();
    expect({ started, asleep: clock.asleep() }).toEqual({ started: ['a'], asleep: [] });
  });

  test('a stopped one does not wait at all', async () => {
    const { limiter, started, ask } = setUp();
    limiter.pause(600_000);
    ask('a', AbortSignal.abort());
    await settled();
    expect(started).toEqual(['a']);
  });
});

describe('the level', () => {
  test('starts at the top', () => {
    expect(setUp().limiter.level).toBe(8);
  });

  test('halves once for all that were throttled together, then again, never below one', async () => {
    const { limiter } = setUp();
    const levels: number[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      levels.push(await round(limiter, 'throttled'));
      levels.push(await round(limiter, 'throttled', 1));
    }
    // The first of a round lowers the level; the others of it were sent before. The single one is the next round.
    expect(levels).toEqual([4, 2, 1, 1, 1, 1, 1, 1]);
  });

  test('rises by one after full rounds of answers, up to the top: the first time after two, then after one', async () => {
    const { limiter } = setUp({ concurrency: 4 });
    await round(limiter, 'throttled', 1);
    expect(limiter.level).toBe(2);
    const levels: number[] = [];
    for (let turn = 0; turn < 5; turn += 1) levels.push(await round(limiter, 'answered'));
    expect(levels).toEqual([2, 3, 4, 4, 4]);
  });

  test('tries one more ever more rarely where that is refused each time', async () => {
    const { limiter } = setUp({ concurrency: 2 });
    const tries: number[] = [];
    for (let answers = 0; answers < 400; answers += 1) {
      if (limiter.level === 2) {
        tries.push(answers);
        await round(limiter, 'throttled', 1);
      } else await round(limiter, 'answered', 1);
    }
    expect(tries.length).toBeLessThan(16);
    expect(tries.length).toBeGreaterThan(4);
  });

  test('failures say nothing about the load', async () => {
    const { limiter } = setUp();
    expect(await round(limiter, 'failed')).toBe(8);
  });

  test('bounds how many run', async () => {
    const { limiter, started, ask } = setUp({ concurrency: 4 });
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) ask(name);
    await settled();
    limiter.release('throttled');
    limiter.release('answered');
    await settled();
    expect(started.length).toBe(4);
    limiter.release('answered');
    await settled();
    expect(started.length).toBe(5);
  });
});

describe('latency', () => {
  /** The level after each round of answers that took so long. */
  async function levels(durations: readonly number[], concurrency = 8): Promise<number[]> {
    const { limiter } = setUp({ concurrency });
    const seen: number[] = [];
    for (const duration of durations) seen.push(await round(limiter, 'answered', limiter.level, duration));
    return seen;
  }

  test('that grows far above the fastest takes a quarter each round', async () => {
    expect(await levels([400, 400, 2000, 2000, 2000])).toEqual([8, 8, 6, 4, 3]);
  });

  test('that normalises gives one back each round after the one that showed it', async () => {
    expect(await levels([400, 2000, 500, 500, 500, 500])).toEqual([8, 6, 6, 7, 8, 8]);
  });

  test('in the noise changes nothing: less than twice the fastest, or less than half a second more', async () => {
    expect(await levels([10, 500, 509, 10])).toEqual([8, 8, 8, 8]);
    expect(await levels([2000, 3900])).toEqual([8, 8]);
  });

  test('of a single outlier changes nothing', async () => {
    const { limiter } = setUp({ concurrency: 4 });
    await round(limiter, 'answered', 4, 100);
    await Promise.all(Array.from({ length: 4 }, () => limiter.acquire(never)));
    for (const durationMs of [9000, 100, 100, 100]) limiter.release('answered', { durationMs, bytes: 1_000_000 });
    expect(limiter.level).toBe(4);
  });

  test('of small answers counts neither as fast nor as slow', async () => {
    const { limiter } = setUp({ concurrency: 4 });
    await round(limiter, 'answered', 4, 3000);
    await Promise.all(Array.from({ length: 4 }, () => limiter.acquire(never)));
    for (let place = 0; place < 4; place += 1) limiter.release('answered', { durationMs: 5, bytes: 400_000 });
    expect(await round(limiter, 'answered', 4, 3000)).toBe(4);
  });

  test('is compared with the last minute or two only: a server that stays slow is used fully again', async () => {
    const { clock, limiter } = setUp({ concurrency: 4 });
    await round(limiter, 'answered', 4, 100);
    expect(await round(limiter, 'answered', 4, 2000)).toBe(3);
    await clock.advance(120_000);
    expect(await round(limiter, 'answered', 3, 2000)).toBe(3);
    expect(await round(limiter, 'answered', 3, 2000)).toBe(4);
  });

  test('never goes below one', async () => {
    expect((await levels([100, 2000, 2000, 2000, 2000, 2000, 2000])).at(-1)).toBe(1);
  });
});
