import { spreadOf } from '../measure/statistics.ts';
import { cpuOf, figuresOf, rateOf, ratio } from './figures.ts';
import { countText, numberText, spreadText } from './format.ts';
import type { LatencyResult, MemoryCell, RequestsCell, Results, ThroughputResult } from './results.ts';
import type { Table } from './table.ts';

/** All tables that the results have figures for. */
export function tablesOf({ throughput, latency, memory, start, requests }: Results): Table[] {
  return [
    ...throughput.map(throughputTable),
    ...(latency === undefined ? [] : [latencyTable(latency)]),
    ...(memory === undefined ? [] : [memoryTable(memory)]),
    ...(start === undefined ? [] : [startTable(start)]),
    ...(requests === undefined ? [] : [requestsTable(requests)]),
  ];
}

function throughputTable(result: ThroughputResult): Table {
  const { title, pageRows, readers, check } = result;
  const rounds = Math.max(0, ...readers.map(({ runs }) => runs.length));
  const times = (spread: ReturnType<typeof ratio>) => (spread === undefined ? '' : spreadText(spread));
  return {
    title: `${title}, pages of ${countText(pageRows)}`,
    columns: ['reader', 'rows', 'k records/s', '× loop', 'CPU s per M', '× download', 'peak RSS MB', 'API CPU s per M'],
    rows: readers.map((each) => {
      const { rate, cpu, peakMb, apiCpu } = figuresOf(each);
      const [faster, costlier] = [
        ratio(result, each.reader, 'loop', rateOf),
        ratio(result, each.reader, 'download', cpuOf),
      ].map(times);
      const rates = [spreadText(rate), faster ?? ''];
      return [
        each.label,
        countText(each.rows),
        ...rates,
        spreadText(cpu),
        costlier ?? '',
        ...[peakMb, apiCpu].map(spreadText),
      ];
    }),
    notes: [
      `${rounds === 1 ? 'One round' : `Medians of ${rounds} rounds (smallest-largest)`}. × loop: records/s; × download: CPU.`,
      ...(check === undefined ? [] : [check]),
    ],
  };
}

function latencyTable({ delayMs, pages, pageRows, cells }: LatencyResult): Table {
  return {
    title: `${delayMs} ms before each answer, ${pages} pages of ${countText(pageRows)}`,
    columns: ['requests.concurrency', 'seconds', 'requests', 'most at once'],
    rows: cells.map(({ concurrency, runs }) => {
      const over = (value: (run: (typeof runs)[number]) => number) => spreadText(spreadOf(runs.map(value)));
      const seen = [over((run) => run.seen.requests), over((run) => run.seen.mostAtOnce)];
      return [String(concurrency), over(({ wallS }) => wallS), ...seen];
    }),
    notes: [],
  };
}

function memoryTable(cells: readonly MemoryCell[]): Table {
  return {
    title: 'Peak memory',
    columns: ['records', 'rows', 'consumer', 'peak RSS MB'],
    rows: cells.map(({ kind, rows, consumer, peakMb }) => [
      kind,
      countText(rows),
      consumer,
      spreadText(spreadOf(peakMb)),
    ]),
    notes: ['A consumer that stalls reads nothing for 4 seconds, then 20 MB/s for 4 seconds, and then all there is.'],
  };
}

function startTable({ spec, node }: NonNullable<Results['start']>): Table {
  const row = (what: string, times: readonly number[]) => [what, spreadText(spreadOf(times)), String(times.length)];
  return {
    title: 'Start',
    columns: ['what', 'milliseconds', 'runs'],
    rows: [row('source-dataset spec', spec), row('node -e 0', node)],
    notes: [],
  };
}

function requestsTable(cells: readonly RequestsCell[]): Table {
  return {
    title: 'What the server has to do',
    columns: ['sync', 'records', 'requests', 'rows sent', 'rows skipped', 'skipped per record', 'most at once'],
    rows: cells.map(({ title, records, seen }) => {
      const share = records === 0 ? '' : numberText(seen.skipped / records);
      const counts = [records, seen.requests, seen.rows, seen.skipped].map(countText);
      return [title, ...counts, share, String(seen.mostAtOnce)];
    }),
    notes: ['Rows skipped: the sum of all offsets that the server saw.'],
  };
}
