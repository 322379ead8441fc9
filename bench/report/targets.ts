import { type Spread, spreadOf } from '../measure/statistics.ts';
import type { ReaderName } from '../readers/reader.ts';
import { cpuOf, rateOf, ratio } from './figures.ts';
import { numberText, spreadText } from './format.ts';
import type { MemoryCell, Results, ThroughputName } from './results.ts';
import type { Table } from './table.ts';

/** A figure to reach, and what was measured. */
interface Target {
  readonly figure: string;
  readonly required: { readonly sign: '≥' | '≤'; readonly value: number; readonly unit: string };
  /** Undefined: not measured. */
  readonly measured: Spread | undefined;
}

/** The figures to reach against what was measured; what was not measured is left out. */
export function targetTable(results: Results): Table {
  return {
    title: 'Figures to reach',
    columns: ['figure', 'required', 'measured', 'verdict'],
    rows: targetsOf(results).flatMap((target) => rowOf(target)),
    notes: [],
  };
}

function rowOf({ figure, required, measured }: Target): string[][] {
  if (measured === undefined) return [];
  const { sign, value, unit } = required;
  return [[figure, `${sign} ${value}${unit}`, `${spreadText(measured)}${unit}`, verdict(required, measured.median)]];
}

function verdict({ sign, value }: Target['required'], median: number): string {
  const met = sign === '≥' ? median >= value : median <= value;
  if (met) return 'met';
  const missing = sign === '≥' ? 1 - median / value : median / value - 1;
  return `missed by ${numberText(missing * 100)} %`;
}

function targetsOf(results: Results): Target[] {
  const of = (name: ThroughputName) => results.throughput.find((result) => result.name === name);
  const faster = (figure: string, name: ThroughputName, than: ReaderName, value: number): Target => ({
    figure,
    required: { sign: '≥', value, unit: ' ×' },
    measured: ratio(of(name), 'connector', than, rateOf),
  });
  return [
    {
      figure: 'small records: CPU against axios download only',
      required: { sign: '≤', value: 2, unit: ' ×' },
      measured: ratio(of('small'), 'connector', 'download', cpuOf),
    },
    faster('small records against the plain loop: records/s', 'small', 'loop', 9),
    faster('wide records against the plain loop: records/s', 'wide', 'loop', 8),
    faster('TLS and gzip, small, against the plain loop: records/s', 'tls', 'loop', 8),
    concurrencyTarget(results),
    ...memoryTargets(results.memory, 'small', 160),
    ...memoryTargets(results.memory, 'wide', 260),
    faster('dlt extract, small: records/s', 'peers', 'dlt', 8),
    faster('Faros TS CDK, small: records/s', 'peers', 'faros', 14),
    faster('low-code CDK, small: records/s', 'peers', 'low-code', 150),
    startTarget(results),
  ];
}

function concurrencyTarget({ latency }: Results): Target {
  const [one, eight] = [1, 8].map(
    (level) => latency?.cells.find(({ concurrency }) => concurrency === level)?.runs ?? [],
  );
  const ratios = (one ?? []).flatMap(({ wallS }, round) => {
    const other = eight?.[round];
    return other === undefined ? [] : [wallS / other.wallS];
  });
  return {
    figure: '50 ms per page: concurrency 8 against 1',
    required: { sign: '≥', value: 7, unit: ' ×' },
    measured: ratios.length === 0 ? undefined : spreadOf(ratios),
  };
}

function memoryTargets(cells: readonly MemoryCell[] | undefined, kind: MemoryCell['kind'], mb: number): Target[] {
  const peaks = (cells ?? []).filter((cell) => cell.kind === kind).map(({ peakMb }) => spreadOf(peakMb).median);
  if (peaks.length === 0) return [];
  const { min, max } = spreadOf(peaks);
  return [
    {
      figure: `peak RSS, ${kind} records, the largest`,
      required: { sign: '≤', value: mb, unit: ' MB' },
      measured: { median: max, min: max, max },
    },
    {
      figure: `peak RSS, ${kind} records: 1×, 10× and stalled apart`,
      required: { sign: '≤', value: 10, unit: ' %' },
      measured: spreadOf([(max / min - 1) * 100]),
    },
  ];
}

function startTarget({ start }: Results): Target {
  const measured = start && spreadOf([spreadOf(start.spec).median / spreadOf(start.node).median]);
  return { figure: 'start: spec against node -e 0', required: { sign: '≤', value: 1.3, unit: ' ×' }, measured };
}
