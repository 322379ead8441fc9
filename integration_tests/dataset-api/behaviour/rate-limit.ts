import { type Answer, refusal } from '../answer.ts';
import type { Behaviour } from './behaviour.ts';

/** Counts the requests of the last second; those that it refuses do not count. */
export class RateLimit {
  #admitted: number[] = [];

  /** The refusal of a request at `now` (ms since 1970), or undefined. */
  refused(now: number, { rateLimit }: Behaviour): Answer | undefined {
    if (rateLimit === undefined) return undefined;
    this.#admitted = this.#admitted.filter((time) => time > now - 1000);
    if (this.#admitted.length < rateLimit.requestsPerSecond) {
      this.#admitted.push(now);
      return undefined;
    }
    const retryAfter = retryAfterText(now, rateLimit.retryAfter ?? 1);
    const reason = `at most ${rateLimit.requestsPerSecond} requests per second`;
    return refusal(429, 'rate_limited', reason, { 'retry-after': retryAfter });
  }
}

/** An HTTP date has whole seconds: the first one that is at least a second away. */
function retryAfterText(now: number, form: number | 'date'): string {
  return form === 'date' ? new Date(Math.ceil(now / 1000) * 1000 + 1000).toUTCString() : String(form);
}
