import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { generateRows } from '../../integration_tests/dataset-api/synthetic.ts';
import { type ConnectorFiles, connectorFiles } from '../support/connector-files.ts';
import { runConnector } from '../support/run-connector.ts';

const rows = generateRows({ count: 5, start: Date.parse('2020-01-02T00:00:00Z'), step: 1000 });

let api: Awaited<ReturnType<typeof startDatasetApi>>;
let files: ConnectorFiles;

beforeAll(async () => {
  files = connectorFiles();
  api = await startDatasetApi({ datasets: { d: { rows } } });
});

afterAll(async () => {
  files.remove();
  await api.close();
});

/** A read with this catalog: a text as it is, anything else as JSON. */
async function read(catalog: unknown) {
  const config = files.write('config.json', {
    base_url: api.url,
    auth: { type: 'bearer', token: 'demo-token' },
    datasets: [{ dataset_id: 'd' }],
    start_time: '2020-01-01T00:00:00Z',
  });
  const { code, messages, stderr } = await runConnector([
    ...['read', '--config', config, '--catalog', files.write('catalog.json', catalog)],
  ]);
  expect(stderr).toBe('');
  const errors = messages.flatMap((message) =>
    message.type === 'TRACE' && message.trace.type === 'ERROR' ? [message.trace.error] : [],
  );
  return { code, messages, errors };
}

describe('a stream is read', () => {
  test.each([
    ['with its name and mode alone', { stream: { name: 'dataset' }, sync_mode: 'incremental' }],
    [
      'with null for everything else',
      {
        stream: { name: 'dataset', namespace: null, json_schema: null, supported_sync_modes: null },
        ...{ sync_mode: 'incremental', destination_sync_mode: null, cursor_field: null, primary_key: null },
        ...{ generation_id: null, minimum_generation_id: null, sync_id: null },
      },
    ],
    [
      'whatever it says of its destination, generations, cursor and key',
      {
        stream: { name: 'dataset', json_schema: {} },
        ...{ sync_mode: 'full_refresh', destination_sync_mode: 'sideways', cursor_field: ['thing'] },
        ...{ primary_key: [['a', 'b']], generation_id: 7, minimum_generation_id: 7, sync_id: 9, more: {} },
      },
    ],
  ])('%s', async (_what, stream) => {
    const { code, messages, errors } = await read({ streams: [stream] });
    expect({ code, errors }).toEqual({ code: 0, errors: [] });
    expect(messages.filter(({ type }) => type === 'RECORD')).toHaveLength(rows.length);
  });

  test('under the namespace of the catalog, in each message', async () => {
    const stream = { name: 'dataset', namespace: 'shop' };
    const { code, messages } = await read({ streams: [{ stream, sync_mode: 'incremental' }] });
    expect(code).toBe(0);
    const named = messages.flatMap((message) => {
      if (message.type === 'RECORD') return [message.record.namespace];
      if (message.type === 'STATE' && message.state.type === 'STREAM') {
        return [message.state.stream.stream_descriptor.namespace];
      }
      if (message.type !== 'TRACE' || message.trace.type !== 'STREAM_STATUS') return [];
      return [message.trace.stream_status.stream_descriptor.namespace];
    });
    // Three statuses and one STATE beside the rows.
    expect(named).toEqual(Array.from({ length: rows.length + 4 }, () => 'shop'));
  });
});

test.each<[string, unknown, string]>([
  ['a list', [], 'it has no list "streams"'],
  ['null', 'null', 'it has no list "streams"'],
  ['streams that are none', { streams: {} }, 'it has no list "streams"'],
  ['an entry that is null', { streams: [null] }, 'streams[0].stream.name is no text'],
  [
    'a stream without a name behind others',
    { streams: [{ stream: { name: 'dataset' }, sync_mode: 'incremental' }, { stream: { name: '' } }] },
    'streams[1].stream.name is no text',
  ],
])('%s is no catalog, and nothing is read', async (_what, catalog, problem) => {
  const { code, messages, errors } = await read(catalog);
  expect(code).toBe(1);
  expect(messages).toHaveLength(1);
  expect(errors).toMatchObject([
    {
      failure_type: 'config_error',
      message: `The configured catalog is not valid: ${problem}. Run discover again and choose the streams anew.`,
    },
  ]);
});

test.each([
  ['', { stream: { name: 'dataset' } }],
  ['INCREMENTAL', { stream: { name: 'dataset' }, sync_mode: 'INCREMENTAL' }],
])('the mode "%s" is none, which is an error of its stream', async (mode, stream) => {
  const { code, errors } = await read({ streams: [stream] });
  expect(code).toBe(1);
  expect(errors).toMatchObject([
    {
      failure_type: 'config_error',
      message: `Stream "dataset" asks for sync_mode "${mode}"; the modes are full_refresh and incremental.`,
      stream_descriptor: { name: 'dataset' },
    },
  ]);
});
