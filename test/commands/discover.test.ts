import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AirbyteStream } from '../../src/protocol/airbyte.ts';
import { type ConnectorFiles, connectorFiles } from '../support/connector-files.ts';
import { type LoopbackApi, startLoopbackApi } from '../support/loopback-api.ts';
import { runConnector } from '../support/run-connector.ts';

let rows: readonly object[];
let api: LoopbackApi;
let files: ConnectorFiles;

beforeAll(async () => {
  api = await startLoopbackApi(() => ({ body: { data: rows } }));
  files = connectorFiles();
});

afterAll(async () => {
  files.remove();
  await api.close();
});

/** The stream that these rows make, and the warnings. */
async function discover(sampled: readonly object[], primary_key: readonly string[]) {
  rows = sampled;
  const config = files.write('config.json', {
    base_url: api.url,
    auth: { type: 'none' },
    datasets: [{ dataset_id: 'd' }],
    start_time: '2020-01-01T00:00:00Z',
    endpoint: { primary_key },
  });
  const { code, messages } = await runConnector(['discover', '--config', config]);
  expect(code).toBe(0);
  const [catalog] = messages.flatMap((message) => (message.type === 'CATALOG' ? [message.catalog] : []));
  const stream = catalog?.streams[0] as AirbyteStream;
  return {
    key: stream.source_defined_primary_key,
    columns: Object.keys(stream.json_schema['properties'] as object),
    warnings: messages.flatMap((message) =>
      message.type === 'LOG' && message.log.level === 'WARN' ? [message.log.message] : [],
    ),
  };
}

const timestamp = Date.parse('2020-01-02T00:00:00Z');

describe('a primary key whose column no row has a value in', () => {
  test.each([
    ['missing', [{ timestamp }, { timestamp }], ['airbyte_cursor', 'timestamp']],
    [
      'null',
      [
        { timestamp, uuid: null },
        { timestamp, uuid: null },
      ],
      ['airbyte_cursor', 'timestamp', 'uuid'],
    ],
  ])('%s: is warned of, and is none', async (_what, sampled, columns) => {
    expect(await discover(sampled, ['timestamp', 'uuid'])).toEqual({
      key: undefined,
      columns,
      warnings: [
        'The first 2 rows of dataset "d" have no value in "uuid": correct endpoint.primary_key, or make it empty if no columns identify a row. Until then the stream has no primary key.',
      ],
    });
  });

  test('is one where another row has it', async () => {
    const sampled = [{ timestamp }, { timestamp, uuid: null }, { timestamp, uuid: 'u' }];
    expect(await discover(sampled, ['uuid'])).toMatchObject({ key: [['uuid']], warnings: [] });
  });

  test('is one where there are no rows to tell', async () => {
    expect(await discover([], ['uuid'])).toMatchObject({ key: [['uuid']], warnings: [] });
  });
});

test.each([
  ['of a column with a dot in its name', [{ timestamp, 'meta.id': 1 }], [['meta.id']]],
  ['of a nested column', [{ timestamp, meta: { id: 1 } }], [['meta', 'id']]],
])('a primary key %s', async (_what, sampled, key) => {
  expect(await discover(sampled, ['meta.id'])).toMatchObject({ key, warnings: [] });
});
