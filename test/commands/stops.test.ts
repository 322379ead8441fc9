import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DatasetApi, startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { generateRows } from '../../integration_tests/dataset-api/synthetic.ts';
import { parseProtocolLines } from '../support/protocol-lines.ts';
import { runConnector } from '../support/run-connector.ts';

const connector = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const rows = generateRows({ count: 20_000, start: Date.parse('2020-01-02T00:00:00Z'), step: 1000, ties: 2 });
let api: DatasetApi;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'source-dataset-'));
  api = await startDatasetApi({ datasets: { rows: { rows } } });
  write('catalog.json', { streams: [stream('dataset')] });
  write('config.json', config());
});

afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

function stream(name: string): unknown {
  return {
    stream: { name, json_schema: {}, supported_sync_modes: ['incremental'] },
    sync_mode: 'incremental',
    destination_sync_mode: 'append',
  };
}

function config(change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    base_url: api.url,
    auth: { type: 'bearer', token: 'demo-token' },
    datasets: [{ dataset_id: 'rows' }],
    start_time: '2020-01-01T00:00:00Z',
    paginator: { limit: 500 },
    checkpoint_interval_seconds: 0,
    requests: { max_retries: 0, timeout_seconds: 1 },
    ...change,
  };
}

function file(name: string): string {
  return path.join(folder, name);
}

function write(name: string, value: unknown): void {
  writeFileSync(file(name), JSON.stringify(value));
}

const readArgs = (...more: string[]): string[] => [
  'read',
  '--config',
  file('config.json'),
  '--catalog',
  file('catalog.json'),
  ...more,
];

/** Runs a read and stops it when so many bytes have come; what came is returned whole. */
async function stoppedRead(signal: NodeJS.Signals, afterBytes: number, args: readonly string[]) {
  const child = spawn(process.execPath, [connector, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const pieces: Buffer[] = [];
  let bytes = 0;
  child.stdout.on('data', (piece: Buffer) => {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes >= afterBytes) child.kill(signal);
  });
  const [code, ended] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal: ended, stdout: Buffer.concat(pieces) };
}

interface Data {
  readonly id: string;
}

function idsOf(lines: readonly string[]): string[] {
  return lines
    .filter((line) => line.startsWith('{"type":"RECORD"'))
    .map((line) => (JSON.parse(line) as { record: { data: Data } }).record.data.id);
}

describe('a stopped read', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s leaves whole lines, a last state, and ends by the signal',
    async (signal) => {
      const { code, signal: ended, stdout } = await stoppedRead(signal, 300_000, readArgs());
      const messages = parseProtocolLines(stdout);
      expect({ code, ended }).toEqual({ code: null, ended: signal });
      const last = messages.findLastIndex(({ type }) => type === 'RECORD');
      expect(messages.slice(last).map(({ type }) => type)).toContain('STATE');
      expect(stdout.toString()).toContain('INCOMPLETE');
      expect(stdout.toString()).not.toContain('"COMPLETE"');
    },
  );

  test('a reader that goes away ends it quietly with exit code 1', async () => {
    const child = spawn(process.execPath, [connector, ...readArgs()], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (piece: Buffer) => {
      stderr += piece.toString();
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const [code] = (await once(child, 'close')) as [number | null];
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  test('killed again and again, resumed from the last state line that was read: nothing is lost', async () => {
    const read: string[] = [];
    const kills = Number(process.env['KILLS'] ?? 8);
    for (let kill = 0; kill < kills; kill += 1) {
      const args = kill === 0 ? readArgs() : readArgs('--state', file('state.json'));
      const { stdout } = await stoppedRead('SIGKILL', 50_000 + ((kill * 7919) % 400_000), args);
      read.push(...upToLastState(stdout));
    }
    const last = await runConnector(readArgs('--state', file('state.json')));
    expect(last.code).toBe(0);
    read.push(...idsOf(last.stdout.split('\n')));
    expect({ rows: read.length, different: new Set(read).size }).toEqual({ rows: rows.length, different: rows.length });
  }, 120_000);
});

/** The ids before the last whole STATE line, which becomes the state of the next read. */
function upToLastState(stdout: Buffer): string[] {
  const lines = stdout.toString().split('\n').slice(0, -1);
  const last = lines.findLastIndex((line) => line.startsWith('{"type":"STATE"'));
  if (last === -1) return [];
  write('state.json', [(JSON.parse(lines[last] ?? '') as { state: unknown }).state]);
  return idsOf(lines.slice(0, last));
}

describe('streams', () => {
  test('one that fails leaves the others complete, and the exit code says so', async () => {
    write('two.json', config({ datasets: [{ dataset_id: 'nowhere' }, { dataset_id: 'rows' }] }));
    write('two-catalog.json', { streams: [stream('dataset_nowhere'), stream('unknown'), stream('dataset_rows')] });
    const { code, messages, stdout } = await runConnector([
      'read',
      '--config',
      file('two.json'),
      '--catalog',
      file('two-catalog.json'),
    ]);
    expect(code).toBe(1);
    expect(idsOf(stdout.split('\n')).length).toBe(rows.length);
    const text = messages.filter(({ type }) => type === 'TRACE').map((message) => JSON.stringify(message));
    expect(text.filter((line) => line.includes('"COMPLETE"')).length).toBe(1);
    expect(text.filter((line) => line.includes('"INCOMPLETE"')).length).toBe(2);
    expect(text.filter((line) => line.includes('config_error')).length).toBe(2);
  });
});
