import { type Spread, spreadOf } from '../measure/statistics.ts';
import type { ReaderName } from '../readers/reader.ts';
import type { ReaderRuns, Run, ThroughputResult } from './results.ts';

/** The figures of a reader, over its rounds. */
export interface Figures {
  readonly rate: Spread;
  readonly cpu: Spread;
  readonly peakMb: Spread;
  readonly apiCpu: Spread;
}

/** Thousands of records in a second. */
export function rateOf({ rows }: ReaderRuns, { wallS }: Run): number {
  return rows / wallS / 1000;
}

/** CPU seconds, user and system, for a million records. */
export function cpuOf({ rows }: ReaderRuns, { cpuS }: Run): number {
  return (cpuS / rows) * 1e6;
}

export function figuresOf(reader: ReaderRuns): Figures {
  const over = (value: (run: Run) => number) => spreadOf(reader.runs.map(value));
  return {
    rate: over((run) => rateOf(reader, run)),
    cpu: over((run) => cpuOf(reader, run)),
    peakMb: over(({ peakMb }) => peakMb),
    apiCpu: over(({ seen }) => (seen.cpuS / reader.rows) * 1e6),
  };
}

export type Figure = (reader: ReaderRuns, run: Run) => number;

/** How many times the figure of a reader is that of another one, round by round; undefined where one is missing. */
export function ratio(
  result: ThroughputResult | undefined,
  of: ReaderName,
  to: ReaderName,
  figure: Figure,
): Spread | undefined {
  const [a, b] = [of, to].map((name) => result?.readers.find(({ reader }) => reader === name));
  if (a === undefined || b === undefined) return undefined;
  const rounds = Math.min(a.runs.length, b.runs.length);
  const pairs = a.runs.slice(0, rounds).map((run, round) => figure(a, run) / figure(b, b.runs[round] as Run));
  return pairs.length === 0 ? undefined : spreadOf(pairs);
}
