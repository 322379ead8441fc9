/** An answer of at least this part of the largest one lately is a full one: small ones say nothing about the load. */
const FULL_SIZE = 0.5;
/** Full answers are compared with the fastest one of the last minute or two. */
const WINDOW_MS = 60_000;
/** Slow: as many times the fastest, */
const SLOW_TIMES = 2;
/** and at least as many milliseconds above it. Less is the noise of networks. */
const SLOW_ABOVE_MS = 500;

/** What was seen in one window of time. */
interface Seen {
  readonly since: number;
  fastest: number;
  largest: number;
}

/**
 * Tells from how long answers take whether a server has too much to do: when the middle one of a round of full answers
 * took much longer than the fastest one lately.
 */
export class Latency {
  #current: Seen = { since: 0, fastest: Number.POSITIVE_INFINITY, largest: 0 };
  #before: Seen = this.#current;
  #round: number[] = [];

  /** Notes one answer; gives whether its round was slow if it ends one, else undefined. */
  note(durationMs: number, bytes: number, roundLength: number, now: number): boolean | undefined {
    this.#turn(now);
    this.#current.largest = Math.max(this.#current.largest, bytes);
    if (bytes < FULL_SIZE * Math.max(this.#current.largest, this.#before.largest)) return undefined;
    this.#current.fastest = Math.min(this.#current.fastest, durationMs);
    this.#round.push(durationMs);
    if (this.#round.length < roundLength) return undefined;
    const sorted = this.#round.sort((one, other) => one - other);
    const middle = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
    const fastest = Math.min(this.#current.fastest, this.#before.fastest);
    this.startRound();
    return middle > SLOW_TIMES * fastest && middle - fastest > SLOW_ABOVE_MS;
  }

  /** Forgets the answers of a round that has not ended. */
  startRound(): void {
    this.#round = [];
  }

  /** Windows follow one another, so that what was long ago counts no more: datasets and servers change. */
  #turn(now: number): void {
    if (now - this.#current.since < WINDOW_MS) return;
    const gone = now - this.#current.since >= 2 * WINDOW_MS;
    const empty = { since: now, fastest: Number.POSITIVE_INFINITY, largest: 0 };
    this.#before = gone ? empty : this.#current;
    this.#current = { ...empty };
  }
}
