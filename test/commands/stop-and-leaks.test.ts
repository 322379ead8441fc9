import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Fault } from '../../integration_tests/dataset-api/faults/fault.ts';
import { type DatasetApi, startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { generateRows } from '../../integration_tests/dataset-api/synthetic.ts';
import { runConnector } from '../support/run-connector.ts';

const CANARY = 'cAnary/+secret "token" 4711';
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

interface Data {
  readonly id: string;
}

function idsOf(lines: readonly string[]): string[] {
  return lines
    .filter((line) => line.startsWith('{"type":"RECORD"'))
    .map((line) => (JSON.parse(line) as { record: { data: Data } }).record.data.id);
}

describe('a secret is found nowhere', () => {
  const encodings = (): string[] => [
    CANARY,
    JSON.stringify(CANARY).slice(1, -1),
    encodeURIComponent(CANARY),
    Buffer.from(CANARY).toString('base64'),
    Buffer.from(CANARY).toString('base64url'),
    Buffer.from(CANARY).toString('hex'),
  ];
  const auths: Readonly<Record<string, unknown>> = {
    bearer: { type: 'bearer', token: CANARY },
    'api key in a header': { type: 'api_key', name: 'X-Key', api_key: CANARY, location: 'header' },
    'api key in the query': { type: 'api_key', name: 'key', api_key: CANARY, location: 'query' },
    'http basic': { type: 'http_basic', username: 'me', password: CANARY },
  };
  const answers: Readonly<Record<string, Fault | undefined>> = {
    'the real answer': undefined,
    'an echo of the secret': { kind: 'status', code: 500, body: `no ${CANARY}`, match: () => true, times: 'always' },
    'an echo across the end of the preview': {
      kind: 'status',
      code: 400,
      body: `${'x'.repeat(290)}${CANARY}`,
      match: () => true,
      times: 'always',
    },
    'a reset': { kind: 'reset', match: () => true, times: 'always' },
    'a redirect': {
      kind: 'redirect',
      location: `https://x.example.com/${encodeURIComponent(CANARY)}?k=1`,
      match: () => true,
      times: 'always',
    },
  };
  const cases = Object.keys(auths).flatMap((auth) =>
    Object.keys(answers).map((answer): [string, string] => [auth, answer]),
  );
  test.each(cases)('%s, %s', async (auth, answer) => {
    const fault = answers[answer];
    const leaky = await startDatasetApi({ datasets: { rows: { rows } }, faults: fault === undefined ? [] : [fault] });
    try {
      write('leak.json', config({ base_url: leaky.url, auth: auths[auth] }));
      for (const verb of [['check'], ['read', '--catalog', file('catalog.json'), '--debug']]) {
        const { stdout, stderr } = await runConnector([...verb, '--config', file('leak.json')]);
        for (const form of encodings()) expect(stdout + stderr).not.toContain(form.slice(0, 12));
      }
    } finally {
      await leaky.close();
    }
  });
});

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
