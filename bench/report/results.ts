import type { Seen } from '../measure/api-messages.ts';
import type { ReaderName } from '../readers/reader.ts';

/** One run of one reader. */
export interface Run {
  readonly wallS: number;
  readonly cpuS: number;
  readonly peakMb: number;
  readonly seen: Seen;
}

export interface ReaderRuns {
  readonly reader: ReaderName;
  readonly label: string;
  /** The rows of one run. */
  readonly rows: number;
  /** One for each round, in their order. */
  readonly runs: readonly Run[];
}

export type ThroughputName = 'small' | 'peers' | 'wide' | 'tls' | 'flights';

export interface ThroughputResult {
  readonly name: ThroughputName;
  readonly title: string;
  readonly pageRows: number;
  readonly readers: readonly ReaderRuns[];
  /** What a comparison of every record with its row showed. */
  readonly check?: string;
}

export interface LatencyResult {
  readonly delayMs: number;
  readonly pages: number;
  readonly pageRows: number;
  readonly cells: readonly { readonly concurrency: number; readonly runs: readonly Run[] }[];
}

export interface MemoryCell {
  readonly kind: 'small' | 'wide';
  readonly rows: number;
  readonly consumer: 'reads' | 'stalls';
  readonly peakMb: readonly number[];
}

export interface RequestsCell {
  readonly title: string;
  /** The rows that came out as records. */
  readonly records: number;
  readonly seen: Seen;
}

export interface Environment {
  readonly node: string;
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGb: number;
  readonly system: string;
  readonly command: string;
  readonly date: string;
}

/** All that one invocation of the bench measured. */
export interface Results {
  readonly environment: Environment;
  readonly throughput: readonly ThroughputResult[];
  readonly latency?: LatencyResult | undefined;
  readonly memory?: readonly MemoryCell[] | undefined;
  /** Milliseconds of each start. */
  readonly start?: { readonly spec: readonly number[]; readonly node: readonly number[] } | undefined;
  readonly requests?: readonly RequestsCell[] | undefined;
  /** Why something was not measured. */
  readonly skipped: readonly string[];
  /** What went wrong. */
  readonly failed: readonly string[];
}
