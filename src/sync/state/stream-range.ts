import type { Settings } from '../../config/settings.ts';
import { tickOfMilliseconds } from '../../dataset/time-format.ts';
import { Ledger, mergeSpans } from '../range/ledger.ts';
import { hasRowsOut, type Position } from '../range/position.ts';
import { Segments } from '../range/segments.ts';
import type { Span } from '../range/span.ts';
import type { StreamState } from './state.ts';

export interface RangeOptions {
  readonly settings: Settings;
  /** The state that came in; undefined: read from start_time. */
  readonly state: StreamState | undefined;
  readonly fullRefresh: boolean;
  readonly now: () => number;
}

/** What a sync has to read, and what is known of it. */
export interface StreamRange {
  /** Closed, in ticks. */
  readonly low: bigint;
  readonly high: bigint;
  /** Earlier syncs have come beyond start_time. */
  readonly isAhead: boolean;
  /** Where an earlier sync ended, if this one begins there. */
  readonly begun: Position | undefined;
  /** What an earlier run of this sync read right below. */
  readonly readBefore: Span | undefined;
  readonly segments: Segments;
  readonly ledger: Ledger;
  /** Rows that a resume may give again: a page for each reader. */
  readonly mostRepeats: number;
}

export function rangeOf({ settings, state, fullRefresh, now }: RangeOptions): StreamRange {
  const { endpoint, paginator, requests } = settings;
  const { filterTimeFormat: format } = endpoint;
  const start = tickOfMilliseconds(settings.startTime, format);
  const high = tickOfMilliseconds(settings.endTime ?? now(), format);
  const read = state?.read ?? [];
  // A sync that goes on where another one broke off has looked back already.
  const back = fullRefresh || read.length > 0 ? 0n : -tickOfMilliseconds(-settings.lookbackMs, format);
  const position = state?.position ?? { tick: start, keys: undefined };
  const mostRepeats = paginator.limit * requests.concurrency;
  const low = lookBack(position.tick - back > start ? position.tick - back : start, read, mostRepeats);
  const begun = low === position.tick ? position : undefined;
  // Rows that a lookback does not read anew are counted all the same.
  const earlier = read.filter(({ to }) => to < low);
  const readBefore = begun !== undefined && earlier.length > 0 ? mergeSpans(earlier) : undefined;
  const segments = new Segments(low, high, begun, state?.spans ?? []);
  const ledger = new Ledger([...earlier, ...segments.progress().spans]);
  const isAhead = position.tick > start || hasRowsOut(position);
  return { low, high, isAhead, begun, readBefore, segments, ledger, mostRepeats };
}

/** What an earlier run read can be counted by whole parts: one that begins below `low` is read anew from its beginning. */
function lookBack(low: bigint, read: readonly Span[], mostRepeats: number): bigint {
  const part = read.find(({ from, to }) => from < low && low <= to);
  return part !== undefined && part.rows <= mostRepeats ? part.from : low;
}
