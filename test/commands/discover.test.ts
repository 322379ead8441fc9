import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AirbyteStream } from '../../src/protocol/airbyte.ts';
import { type ConnectorFiles, connectorFiles } from '../support/connector-files.ts';
import { startHttp, withServer } from '../support/loopback.ts';
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
    expect(await discover([], ['uuid'])).toMatchObject({
      key: [['uuid']],
      warnings: [
        'Dataset "d" gave no row at all. If it should have some, check start_time, the filter in endpoint.body and the type of its bounds (endpoint.filter_time_format): some APIs answer a bound of the wrong type with nothing. Its columns are only assumed: discover again when it has rows.',
      ],
    });
  });
});

test.each([
  ['of a column with a dot in its name', [{ timestamp, 'meta.id': 1 }], [['meta.id']]],
  ['of a nested column', [{ timestamp, meta: { id: 1 } }], [['meta', 'id']]],
])('a primary key %s', async (_what, sampled, key) => {
  expect(await discover(sampled, ['meta.id'])).toMatchObject({ key, warnings: [] });
});

describe('several datasets', () => {
  /** What `discover` of two datasets says whose answers come only when both were asked for, the second one first. */
  async function together(status: number) {
    const answers: (() => void)[] = [];
    const waiting = startHttp(({ url = '' }, response) => {
      const second = url.includes('/second');
      answers.push(() => response.writeHead(second ? status : 200).end('{"data":[]}'));
      if (answers.length === 2) for (const answer of second ? answers.reverse() : answers) answer();
    });
    return await withServer(waiting, async ({ url }) => {
      const config = files.write('config.json', {
        base_url: url,
        auth: { type: 'none' },
        datasets: [{ dataset_id: 'first' }, { dataset_id: 'second' }],
        start_time: '2020-01-01T00:00:00Z',
        requests: { timeout_seconds: 10, max_retries: 0 },
      });
      return await runConnector(['discover', '--config', config]);
    });
  }

  test('are asked at once; the catalog has the order of the configuration', async () => {
    const { code, messages } = await together(200);
    const catalogs = messages.flatMap((message) => (message.type === 'CATALOG' ? [message.catalog] : []));
    expect({ code, streams: catalogs.map(({ streams }) => streams.map(({ name }) => name)) }).toEqual({
      code: 0,
      streams: [['dataset_first', 'dataset_second']],
    });
  });

  test('one that fails is told, and there is no catalog, in which its stream would be gone', async () => {
    const { code, messages } = await together(404);
    expect(code).toBe(1);
    expect(messages.some(({ type }) => type === 'CATALOG')).toBe(false);
    expect(JSON.stringify(messages)).toContain('does not know dataset \\"second\\"');
  });
});

test('a pause that is longer than the platform waits for a discover is told at once', () =>
  withServer(
    startHttp((_request, response) => response.writeHead(429, { 'Retry-After': '590' }).end()),
    async ({ url }) => {
      const config = files.write('config.json', {
        base_url: url,
        auth: { type: 'none' },
        datasets: [{ dataset_id: 'd' }],
        start_time: '2020-01-01T00:00:00Z',
      });
      const { code, stdout } = await runConnector(['discover', '--config', config]);
      expect(code).toBe(1);
      expect(stdout).toContain('1 attempt; it asked for a pause of 590 s');
    },
  ));
