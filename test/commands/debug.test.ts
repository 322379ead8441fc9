import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type DatasetApi, startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { generateRows } from '../../integration_tests/dataset-api/synthetic.ts';
import { type ConnectorFiles, catalogOf, connectorFiles } from '../support/connector-files.ts';
import { runConnector } from '../support/run-connector.ts';

const rows = generateRows({ count: 30, start: Date.parse('2020-01-02T00:00:00Z'), step: 1000, ties: 1 });
let api: DatasetApi;
let files: ConnectorFiles;

beforeAll(async () => {
  const faults = [{ kind: 'status', code: 503, match: 1, times: 1 }] as const;
  api = await startDatasetApi({ datasets: { rows: { rows } }, faults });
  files = connectorFiles();
});

afterAll(async () => {
  files.remove();
  await api.close();
});

/** The DEBUG lines of a verb. */
async function debugLines(verb: 'check' | 'discover' | 'read', ...flags: readonly string[]): Promise<string[]> {
  const config = files.write('config.json', {
    base_url: api.url,
    auth: { type: 'bearer', token: 'demo-token' },
    datasets: [{ dataset_id: 'rows', name: 'dataset' }],
    start_time: '2020-01-01T00:00:00Z',
    end_time: '2020-01-03T00:00:00Z',
    endpoint: { query_params: [{ name: 'tenant', value: 'seven' }] },
    requests: { backoff_factor: 0, concurrency: 1 },
  });
  const catalog = verb === 'read' ? ['--catalog', files.write('catalog.json', catalogOf(['dataset']))] : [];
  const { code, messages } = await runConnector([verb, '--config', config, ...catalog, ...flags]);
  expect(code).toBe(0);
  return messages.flatMap((message) =>
    message.type === 'LOG' && message.log.level === 'DEBUG' ? [message.log.message] : [],
  );
}

test('--debug tells of each attempt what it asks and what comes, without the query of its address', async () => {
  const lines = await debugLines('read', '--debug');
  const asked = `POST ${api.url}/api/dataset/execute/rows, 2020-01-01T00:00:00.000Z to 2020-01-03T00:00:00.000Z`;
  expect(lines.length).toBe(2 * api.requests.length);
  expect(lines[0]).toMatch(/^#1 /);
  expect(lines[0]).toContain(`#1 ${asked}, offset 0, limit 10000, a body of `);
  expect(lines[1]).toMatch(/^#1 HTTP 200 after \d+ ms, \d+ bytes, 30 rows$/);
  expect(lines.filter((line) => / HTTP 503 after \d+ ms, \d+ bytes$/.test(line)).length).toBe(1);
  expect(lines.join('\n')).not.toMatch(/tenant|seven|demo-token/);
});

test.each(['check', 'discover'] as const)('%s: as well', async (verb) => {
  expect((await debugLines(verb, '--debug')).length).toBeGreaterThan(1);
});

test('without it there is none', async () => {
  expect(await debugLines('read')).toEqual([]);
});
