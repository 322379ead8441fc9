import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDatasetApi } from '../dataset-api/server.ts';
import { earthquakesBetween } from './earthquakes-between.ts';
import { type ConnectorResult, runVerb } from './run-verb.ts';

// The main job, once through: spec, check, discover and two incremental reads of real data, each verb a process.

const connector = fileURLToPath(new URL('main.js', import.meta.url));
const TOKEN = 'demo-token';
/** Rows up to here are there for the first sync; the rest arrives before the second. */
const FIRST_UNTIL = Date.parse('2018-02-06T00:00:00Z');
const MESSAGES_SHOWN = 3;

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function show(title: string, { lines, code }: ConnectorResult): void {
  print(`\n$ source-dataset ${title}`);
  const records = lines.filter((line) => line.startsWith('{"type":"RECORD"'));
  for (const line of lines) {
    const hidden = records.indexOf(line) >= MESSAGES_SHOWN;
    if (!hidden) print(`  ${line.length > 200 ? `${line.slice(0, 200)}…` : line}`);
    if (records.indexOf(line) === MESSAGES_SHOWN) print(`  … ${records.length - MESSAGES_SHOWN} more records`);
  }
  print(`  exit code ${code}`);
}

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'source-dataset-demo-'));
  const rows = earthquakesBetween(0, FIRST_UNTIL);
  const api = await startDatasetApi({ token: TOKEN, datasets: { earthquakes: { rows } } });
  const file = (name: string): string => path.join(folder, name);
  const write = (name: string, value: unknown): Promise<void> => writeFile(file(name), JSON.stringify(value));
  try {
    await write('config.json', {
      base_url: api.url,
      auth: { type: 'bearer', token: TOKEN },
      datasets: [{ dataset_id: 'earthquakes' }],
      start_time: '2018-01-01T00:00:00Z',
      paginator: { limit: 500 },
    });
    show('spec', await runVerb(connector, ['spec']));
    show('check --config config.json', await runVerb(connector, ['check', '--config', file('config.json')]));
    const discovered = await runVerb(connector, ['discover', '--config', file('config.json')]);
    show('discover --config config.json', discovered);
    await write('catalog.json', configured(discovered));
    const read = ['read', '--config', file('config.json'), '--catalog', file('catalog.json')];
    const first = await runVerb(connector, read);
    show('read --config config.json --catalog catalog.json', first);
    await write('state.json', [first.states.at(-1)]);
    api.rowsOf('earthquakes').insert(earthquakesBetween(FIRST_UNTIL, Number.MAX_SAFE_INTEGER));
    print(`\n(meanwhile the rest of the data arrives at the API)`);
    const second = await runVerb(connector, [...read, '--state', file('state.json')]);
    show('read --config config.json --catalog catalog.json --state state.json', second);
    table(first, second, api.requests.length);
    process.exitCode = first.code === 0 && second.code === 0 ? 0 : 1;
  } finally {
    await api.close();
    await rm(folder, { recursive: true });
  }
}

function configured({ messages }: ConnectorResult): unknown {
  const catalog = messages.find(({ type }) => type === 'CATALOG')?.['catalog'] as { streams: readonly unknown[] };
  return {
    streams: catalog.streams.map((stream) => ({
      stream,
      sync_mode: 'incremental',
      destination_sync_mode: 'append_dedup',
    })),
  };
}

function table(first: ConnectorResult, second: ConnectorResult, requests: number): void {
  const all = new Set([...first.ids, ...second.ids]);
  print('\n              records   states   exit code   state after');
  for (const [name, sync] of [
    ['first sync ', first],
    ['second sync', second],
  ] as const) {
    const state = JSON.stringify(sync.states.at(-1)).match(/"airbyte_cursor":[\d.]+/)?.[0] ?? '';
    const cells = [String(sync.ids.length).padStart(10), String(sync.states.length).padStart(9)];
    print(`  ${name}${cells.join('')}${String(sync.code).padStart(12)}   ${state}`);
  }
  print(
    `  together ${first.ids.length + second.ids.length} records, ${all.size} different earthquakes, ${requests} requests`,
  );
}

await main();
