import type { Seen } from '../../bench/measure/api-messages.ts';
import type { ReaderName } from '../../bench/readers/reader.ts';
import type { ReaderRuns, Results, Run, ThroughputName, ThroughputResult } from '../../bench/report/results.ts';

const seen: Seen = { requests: 100, skipped: 0, rows: 1_000_000, mostAtOnce: 1, cpuS: 0.5 };

/** A run of a million rows. */
export function run(wallS: number, cpuS: number, peakMb = 100): Run {
  return { wallS, cpuS, peakMb, seen };
}

export function reader(name: ReaderName, ...runs: readonly Run[]): ReaderRuns {
  return { reader: name, label: `the ${name}`, rows: 1_000_000, runs };
}

export function throughput(name: ThroughputName, ...readers: readonly ReaderRuns[]): ThroughputResult {
  return { name, title: `${name} <records>`, pageRows: 10_000, readers };
}

export function results(parts: Partial<Results> = {}): Results {
  return {
    environment: {
      node: '20.19.0',
      cores: 2,
      cpu: 'a processor',
      memoryGb: 8,
      system: 'Linux 6.1.0',
      command: 'npm run bench',
      date: '2025-01-31',
    },
    throughput: [],
    skipped: [],
    failed: [],
    ...parts,
  };
}
