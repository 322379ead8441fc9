import type { Clock } from '../../src/http/clock.ts';

const START = Date.parse('2024-01-01T00:00:00Z');

/** A clock whose sleeps end at once and move the time: pauses are numbers. */
export interface JumpClock extends Clock {
  readonly pauses: readonly number[];
}

export function jumpClock(): JumpClock {
  let now = START;
  const pauses: number[] = [];
  return {
    pauses,
    now: () => now,
    random: () => 0.5,
    sleep(ms, signal) {
      if (ms > 0 && !signal.aborted) {
        pauses.push(ms);
        now += ms;
      }
      return Promise.resolve();
    },
  };
}

/** A clock that moves only when it is told to. */
export interface HandClock extends Clock {
  /** Moves the time and ends the sleeps that are over then, in their order. */
  advance(ms: number): Promise<void>;
  /** How long each sleeper still sleeps, in ms. */
  readonly asleep: () => readonly number[];
}

export function handClock(): HandClock {
  let now = START;
  const sleepers = new Map<() => void, number>();
  return {
    now: () => now,
    random: () => 0.5,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const wake = (): void => {
          sleepers.delete(wake);
          resolve();
        };
        sleepers.set(wake, now + ms);
        signal.addEventListener('abort', wake, { once: true });
      }),
    async advance(ms) {
      now += ms;
      for (const [wake, at] of [...sleepers]) if (at <= now) wake();
      await settled();
    },
    asleep: () => [...sleepers.values()].map((at) => at - now),
  };
}

/** Resolves when everything that can go on has gone on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
