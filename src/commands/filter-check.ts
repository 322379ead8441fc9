import type { Settings, TimeFormat } from '../config/settings.ts';
import type { PageSource } from '../dataset/dataset.ts';
import type { Page } from '../dataset/page.ts';
import type { Query } from '../dataset/query.ts';
import { tickOfMilliseconds } from '../dataset/time-format.ts';

/** No dataset has rows there, unless it begins in 1970. */
const FIRST_MOMENTS = { from: 1000, to: 2000, name: 'the first moments of 1970' };
/** Far ahead, but within the whole seconds that 32 bits hold without a sign. */
const FAR_AHEAD = { from: Date.UTC(2100, 0, 1), to: Date.UTC(2100, 0, 2), name: 'the year 2100' };
/** Datasets that begin before this may have rows in the first moments. */
const FIRST_DAYS = Date.UTC(1970, 0, 8);
/** The connection is already known to work: what is slow here is not waited for. */
const PATIENCE_MS = 10_000;

/**
 * Asks for a range in which there can be no row. Gives what a person must know: rows of other times came, so that the filter
 * does nothing, or no answer in time. An API that refuses such a range has said nothing about its filter.
 */
export async function filterWarning(
  source: PageSource,
  { startTime, endpoint }: Settings,
  signal: AbortSignal,
  patienceMs = PATIENCE_MS,
): Promise<string | undefined> {
  const { from, to, name } = startTime < FIRST_DAYS ? FAR_AHEAD : FIRST_MOMENTS;
  const impatient = AbortSignal.timeout(patienceMs);
  const query = rangeQuery(from, to, endpoint.filterTimeFormat);
  const page = await source.fetch({ ...query, limit: 1 }, AbortSignal.any([signal, impatient])).catch(() => undefined);
  if (page !== undefined) return isOutside(page, query) ? unfilteredWarning(name) : undefined;
  return impatient.aborted ? notCheckedWarning(name, patienceMs) : undefined;
}

export function unfilteredWarning(range: string): string {
  return `gives rows of other times for ${range}: the API does not honour the filter. Check columnName in endpoint.body, endpoint.time_field and the time format; every sync would read the whole dataset.`;
}

function notCheckedWarning(range: string, patienceMs: number): string {
  return `gave no answer for ${range} within ${patienceMs / 1000} s, so it is not checked that the API honours the filter.`;
}

/** The range that a sync would read now; a single moment where it begins later. */
export function configuredRange({ startTime, endTime, endpoint }: Settings, now: number): Query {
  return rangeQuery(startTime, Math.max(startTime, endTime ?? now), endpoint.filterTimeFormat);
}

function rangeQuery(from: number, to: number, format: TimeFormat): Query {
  return { lower: tickOfMilliseconds(from, format), upper: tickOfMilliseconds(to, format), offset: 0 };
}

/** Whether every row of a page has a time, and none of these lies in the range that was asked for. */
export function isOutside({ count, times }: Page, { lower, upper }: Query): boolean {
  for (let row = 0; row < count; row += 1) {
    const tick = times.ticks[row] ?? 0;
    if (times.timed?.[row] === 0 || (tick >= lower && tick <= upper)) return false;
  }
  return count > 0;
}
