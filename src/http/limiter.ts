import type { Clock } from './clock.ts';

export interface LimiterOptions {
  /** The most requests at one time. */
  readonly concurrency: number;
  readonly requestsPerSecond?: number | undefined;
  readonly clock: Clock;
  /** Called whenever everybody must wait because the server asked for it, with the epoch ms of the end. */
  readonly onPause?: ((until: number) => void) | undefined;
}

/**
 * The one gate for all requests of a sync. It bounds how many run at once and how many start in a second, and it lets
 * a pause that the server asked for hold everyone. The level halves when the server throttles and creeps back up by
 * one for each full round of answers (additive increase, multiplicative decrease).
 */
export interface Limiter {
  /** Waits for a place; the caller gives it back with `release` exactly once. Returns early when the signal aborts. */
  acquire(signal: AbortSignal): Promise<void>;
  release(outcome: 'answered' | 'throttled' | 'failed'): void;
  /** Nobody starts a request before `now + ms`. */
  pause(ms: number): void;
  /** How many requests may run at once at the moment. */
  readonly level: number;
}

class AdaptiveLimiter implements Limiter {
  readonly #options: LimiterOptions;
  #level: number;
  #running = 0;
  #pausedUntil = 0;
  #nextStart = 0;
  #waiting: (() => void)[] = [];

  constructor(options: LimiterOptions) {
    this.#options = options;
    this.#level = options.concurrency;
  }

  get level(): number {
    return Math.max(1, Math.floor(this.#level));
  }

  async acquire(signal: AbortSignal): Promise<void> {
    while (this.#running >= this.level && !signal.aborted) await this.#turn(signal);
    this.#running += 1;
    const { clock, requestsPerSecond } = this.#options;
    if (requestsPerSecond !== undefined) {
      this.#nextStart = Math.max(this.#nextStart, clock.now()) + 1000 / requestsPerSecond;
      await clock.sleep(this.#nextStart - 1000 / requestsPerSecond - clock.now(), signal);
    }
    // Another answer may prolong the pause while this one sleeps.
    while (this.#pausedUntil > clock.now() && !signal.aborted) {
      await clock.sleep(this.#pausedUntil - clock.now(), signal);
    }
  }

  release(outcome: 'answered' | 'throttled' | 'failed'): void {
    this.#running -= 1;
    if (outcome === 'throttled') this.#level = Math.max(1, this.#level / 2);
    else if (outcome === 'answered') this.#level = Math.min(this.#options.concurrency, this.#level + 1 / this.#level);
    const turns = this.#waiting;
    this.#waiting = [];
    for (const turn of turns) turn();
  }

  pause(ms: number): void {
    const until = this.#options.clock.now() + ms;
    if (until <= this.#pausedUntil) return;
    this.#pausedUntil = until;
    this.#options.onPause?.(until);
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const turn = (): void => {
        signal.removeEventListener('abort', turn);
        resolve();
      };
      signal.addEventListener('abort', turn, { once: true });
      this.#waiting.push(turn);
    });
  }
}

export function createLimiter(options: LimiterOptions): Limiter {
  return new AdaptiveLimiter(options);
}
