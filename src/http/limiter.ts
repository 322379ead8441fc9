import type { Clock } from './clock.ts';
import { Latency } from './latency.ts';

export interface LimiterOptions {
  /** The most requests at one time. */
  readonly concurrency: number;
  readonly requestsPerSecond?: number | undefined;
  readonly clock: Clock;
  /** Called whenever everybody must wait because the server asked for it, with the epoch ms of the end. */
  readonly onPause?: ((until: number) => void) | undefined;
}

/** `throttled`: the server has too much to do, and says so or shows it. */
export type Outcome = 'answered' | 'throttled' | 'failed';

/** What an answer was like. */
export interface AnswerFacts {
  /** How long the server took for it, in milliseconds. */
  readonly durationMs: number;
  /** Its size on the wire. */
  readonly bytes: number;
}

/**
 * The one gate for all requests of a sync. It bounds how many run at once and how many start in a second, and it lets
 * a pause that the server asked for hold everyone; who waits first goes first, those that failed before all others. The
 * level starts at the top. It halves when the server throttles, and loses a quarter when answers become slow, but only once
 * for the requests that were under way together. After a full round of answers that are not slow it rises by one; each time
 * that the server throttles, twice as many rounds are needed for that, and half as many once a higher level was answered.
 */
export interface Limiter {
  /**
   * Waits for a place; the caller gives it back with `release` exactly once. Returns early when the signal aborts. Who
   * failed goes before all who failed less often: else those would use up what the server allows, until one of the
   * others had failed too often.
   */
  acquire(signal: AbortSignal, failures?: number): Promise<void>;
  release(outcome: Outcome, facts?: AnswerFacts): void;
  /** Nobody starts a request before `now + ms`. */
  pause(ms: number): void;
  /** How many requests may run at once at the moment. */
  readonly level: number;
}

interface Waiter {
  readonly start: () => void;
  readonly failures: number;
}

const THROTTLED_FACTOR = 0.5;
const SLOW_FACTOR = 0.75;
const MOST_ROUNDS = 64;

class AdaptiveLimiter implements Limiter {
  readonly #options: LimiterOptions;
  readonly #latency = new Latency();
  #level: number;
  #running = 0;
  /** Requests under way when the level fell last: they say nothing about the new level. */
  #stale = 0;
  #answered = 0;
  /** Full rounds of answers before the level rises: an API that allows so many at once refuses each try of one more. */
  #rounds = 1;
  /** Since the level rose, no full round has been answered. */
  #risen = false;
  #slow = false;
  #pausedUntil = 0;
  #nextStart = 0;
  /** A moment that was slept to has come, whatever the clock says: timers and clocks differ by a little. */
  #sleptUntil = 0;
  #wake: AbortController | undefined;
  readonly #waiting: Waiter[] = [];

  constructor(options: LimiterOptions) {
    this.#options = options;
    this.#level = options.concurrency;
  }

  get level(): number {
    return this.#level;
  }

  acquire(signal: AbortSignal, failures = 0): Promise<void> {
    return new Promise((resolve) => {
      const start = (): void => {
        signal.removeEventListener('abort', leave);
        this.#running += 1;
        resolve();
      };
      const waiter = { start, failures };
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        start();
        this.#admit();
      };
      if (signal.aborted) {
        start();
        return;
      }
      signal.addEventListener('abort', leave, { once: true });
      const behind = this.#waiting.findIndex((other) => other.failures < failures);
      this.#waiting.splice(behind === -1 ? this.#waiting.length : behind, 0, waiter);
      this.#admit();
    });
  }

  release(outcome: Outcome, facts?: AnswerFacts): void {
    this.#running -= 1;
    if (this.#stale > 0) this.#stale -= 1;
    else if (outcome === 'throttled') {
      this.#rounds = Math.min(MOST_ROUNDS, this.#rounds * 2);
      this.#fall(THROTTLED_FACTOR);
    } else if (outcome === 'answered') this.#noteAnswer(facts);
    this.#admit();
  }

  pause(ms: number): void {
    const until = this.#options.clock.now() + ms;
    if (until <= this.#pausedUntil) return;
    this.#pausedUntil = until;
    this.#options.onPause?.(until);
  }

  #noteAnswer(facts: AnswerFacts | undefined): void {
    const { clock, concurrency } = this.#options;
    if (facts !== undefined) {
      const slow = this.#latency.note(facts.durationMs, facts.bytes, this.#level, clock.now());
      this.#slow = slow ?? this.#slow;
      if (slow === true) {
        this.#fall(SLOW_FACTOR);
        return;
      }
    }
    if (this.#slow) return;
    this.#answered += 1;
    if (this.#answered === this.#level && this.#risen) {
      this.#risen = false;
      this.#rounds = Math.max(1, this.#rounds / 2);
    }
    if (this.#answered < this.#level * this.#rounds) return;
    this.#answered = 0;
    this.#risen = true;
    this.#level = Math.min(concurrency, this.#level + 1);
  }

  #fall(factor: number): void {
    this.#level = Math.max(1, Math.floor(this.#level * factor));
    this.#stale = this.#running;
    this.#answered = 0;
    this.#risen = false;
    this.#latency.startRound();
  }

  /** Starts whoever may start now, in the order in which they came. */
  #admit(): void {
    const { clock, requestsPerSecond } = this.#options;
    while (this.#waiting.length > 0 && this.#running < this.#level) {
      const now = Math.max(clock.now(), this.#sleptUntil);
      const startsAt = Math.max(this.#pausedUntil, this.#nextStart);
      if (startsAt > now) {
        this.#sleepUntil(startsAt);
        return;
      }
      if (requestsPerSecond !== undefined) this.#nextStart = Math.max(this.#nextStart, now) + 1000 / requestsPerSecond;
      this.#waiting.shift()?.start();
    }
    // Nobody waits any more: the process must not wait for the timer.
    if (this.#waiting.length === 0) this.#wake?.abort();
  }

  #sleepUntil(moment: number): void {
    if (this.#wake !== undefined) return;
    const wake = new AbortController();
    this.#wake = wake;
    const { clock } = this.#options;
    void clock.sleep(moment - clock.now(), wake.signal).then(() => {
      this.#wake = undefined;
      if (!wake.signal.aborted) this.#sleptUntil = moment;
      this.#admit();
    });
  }
}

export function createLimiter(options: LimiterOptions): Limiter {
  return new AdaptiveLimiter(options);
}
