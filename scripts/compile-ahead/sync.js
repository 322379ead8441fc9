// Runs a sync of a few pages, so that V8 compiles what every sync needs; against a server of its own, since the embedded
// API is not there when the image is built.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const START = Date.UTC(2024, 0, 1);
const rows = Array.from({ length: 250 }, (_, id) => ({ id: `row-${id}`, thing: 'pump', timestamp: START + id * 1000 }));
const name = 'rows';

async function answer(request, response) {
  let body = '';
  for await (const piece of request) body += piece;
  const [lower, upper] = JSON.parse(body)[0].clause.parameters.map(({ value }) => value);
  const { searchParams } = new URL(request.url, 'http://localhost');
  const [offset, limit] = ['offset', 'limit'].map((key) => Number(searchParams.get(key)));
  const found = rows.filter(({ timestamp }) => timestamp >= lower && timestamp <= upper);
  response.end(JSON.stringify({ data: found.slice(offset, offset + limit) }));
}

/** `program`: the connector (run.ts). */
export async function syncOnce(program) {
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const folder = await mkdtemp(join(tmpdir(), 'source-dataset-'));
  const [config, catalog] = [join(folder, 'config.json'), join(folder, 'catalog.json')];
  try {
    await writeFile(
      config,
      JSON.stringify({
        base_url: `http://127.0.0.1:${server.address().port}`,
        auth: { type: 'bearer', token: 'token' },
        datasets: [{ dataset_id: name, name }],
        start_time: new Date(START).toISOString(),
        paginator: { limit: 100 },
      }),
    );
    const stream = { name, json_schema: {}, supported_sync_modes: ['full_refresh', 'incremental'] };
    const how = { sync_mode: 'incremental', destination_sync_mode: 'append', cursor_field: ['airbyte_cursor'] };
    await writeFile(catalog, JSON.stringify({ streams: [{ stream, ...how }] }));
    const args = [program, 'read', '--config', config, '--catalog', catalog];
    const connector = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(connector, 'close');
    const said = await text(connector.stdout);
    const [code] = await ended;
    if (code !== 0) throw new Error(`the connector failed when it was compiled ahead:\n${said}`);
  } finally {
    server.close();
    await rm(folder, { recursive: true });
  }
}
