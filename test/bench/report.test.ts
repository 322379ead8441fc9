import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { documentOf } from '../../bench/report/document.ts';
import { markdownOf, textOf } from '../../bench/report/table.ts';
import { tablesOf } from '../../bench/report/tables.ts';
import { targetTable } from '../../bench/report/targets.ts';
import { reader, results, run, throughput } from './measured.ts';

const small = throughput(
  'small',
  reader('connector', run(1, 0.8), run(2, 1), run(1.25, 0.9)),
  reader('loop', run(10, 9), run(10, 10), run(10, 8)),
  reader('download', run(0.5, 0.5), run(0.5, 0.5), run(0.5, 0.5)),
);

describe('the tables of the bench', () => {
  test('show medians with their ranges, and ratios within each round', () => {
    const [table] = tablesOf(results({ throughput: [small] }));
    expect(table?.rows).toEqual([
      [
        'the connector',
        '1,000,000',
        '800 (500-1,000)',
        '8.00 (5.00-10.0)',
        '0.90 (0.80-1.00)',
        '1.80 (1.60-2.00)',
        '100',
        '0.50',
      ],
      ['the loop', '1,000,000', '100', '1.00', '9.00 (8.00-10.0)', '18.0 (16.0-20.0)', '100', '0.50'],
      ['the download', '1,000,000', '2,000', '20.0', '0.50', '1.00', '100', '0.50'],
    ]);
  });

  test('show what the other scenarios measured', () => {
    const seen = { requests: 2, skipped: 500, rows: 1002, mostAtOnce: 2, cpuS: 0 };
    const tables = tablesOf(
      results({
        latency: { delayMs: 50, pages: 400, pageRows: 1000, cells: [{ concurrency: 1, runs: [run(22, 1)] }] },
        memory: [{ kind: 'wide', rows: 30_000, consumer: 'stalls', peakMb: [200, 210] }],
        start: { spec: [50, 60, 70], node: [40, 40, 40] },
        requests: [{ title: 'new rows', records: 1000, seen }],
      }),
    );
    expect(tables.map(({ rows }) => rows)).toEqual([
      [['1', '22.0', '100', '1.00']],
      [['wide', '30,000', 'stalls', '205 (200-210)']],
      [
        ['source-dataset spec', '60.0 (50.0-70.0)', '3'],
        ['node -e 0', '40.0', '3'],
      ],
      [['new rows', '1,000', '2', '1,002', '500', '0.50', '2']],
    ]);
  });

  test('are Markdown, and text for a terminal', () => {
    const table = { title: 'T', columns: ['a', 'b'], rows: [['x', '1']], notes: ['A note.'] };
    expect(markdownOf(table)).toBe('### T\n\n| a | b |\n|---|---:|\n| x | 1 |\n\nA note.');
    expect(textOf(table)).toBe('T\n\na  b\n-  -\nx  1\nA note.\n');
  });
});

describe('the figures to reach', () => {
  test('are met, or missed by so much', () => {
    const memory = ([100, 105, 120] as const).map((peak) => ({
      kind: 'small' as const,
      rows: 1,
      consumer: 'reads' as const,
      peakMb: [peak],
    }));
    const latency = {
      delayMs: 50,
      pages: 400,
      pageRows: 1000,
      cells: [
        { concurrency: 1, runs: [run(21, 1)] },
        { concurrency: 8, runs: [run(3, 1)] },
      ],
    };
    const { rows } = targetTable(results({ throughput: [small], memory, latency, start: { spec: [60], node: [40] } }));
    expect(rows.map(([, ...cells]) => cells)).toEqual([
      ['≤ 2 ×', '1.80 (1.60-2.00) ×', 'met'],
      ['≥ 9 ×', '8.00 (5.00-10.0) ×', 'missed by 11.1 %'],
      ['≥ 7 ×', '7.00 ×', 'met'],
      ['≤ 160 MB', '120 MB', 'met'],
      ['≤ 10 %', '20.0 %', 'missed by 100 %'],
      ['≤ 1.3 ×', '1.50 ×', 'missed by 15.4 %'],
    ]);
  });

  test('are left out where they were not measured', () => {
    expect(targetTable(results()).rows).toEqual([]);
  });
});

describe('the page of the results', () => {
  test('is the template with everything in its place', async () => {
    const template = await readFile(new URL('../../bench/performance-template.md', import.meta.url), 'utf8');
    const page = documentOf(
      template,
      results({ throughput: [small], skipped: ['dlt: skipped'], failed: ['wide: failed'] }),
    );
    expect(page).not.toContain('{{');
    expect(page).toContain('`npm run bench` on 2025-01-31: Node.js 20.19.0, 2 cores (a processor), 8 GB of memory');
    expect(page).toContain('| small records: CPU against axios download only | ≤ 2 × | 1.80 (1.60-2.00) × | met |');
    expect(page).toContain('### small <records>, pages of 10,000\n\n| reader | rows |');
    expect(page).toContain('- dlt: skipped\n- wide: failed');
  });

  test('asks for nothing that there is not', () => {
    expect(() => documentOf('{{weather}}', results())).toThrow('the template asks for weather');
  });
});
