import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DatasetApi, startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { generateRows } from '../../integration_tests/dataset-api/synthetic.ts';
import { type ConnectorFiles, catalogOf, connectorFiles } from '../support/connector-files.ts';
import { runConnector } from '../support/run-connector.ts';

const START = Date.parse('2020-01-02T00:00:00Z');
const rows = generateRows({ count: 20, start: START, step: 1000, ties: 1 });
let api: DatasetApi;
let files: ConnectorFiles;

beforeAll(async () => {
  api = await startDatasetApi({ datasets: { rows: { rows } } });
  files = connectorFiles();
});

afterAll(async () => {
  files.remove();
  await api.close();
});

/** Reads with a state file of this content. */
async function read(content: unknown, name = 'dataset') {
  const config = files.write('config.json', {
    base_url: api.url,
    auth: { type: 'bearer', token: 'demo-token' },
    datasets: [{ dataset_id: 'rows', name }],
    start_time: '2020-01-01T00:00:00Z',
  });
  const catalog = files.write('catalog.json', catalogOf([name]));
  const state = files.write('state.json', content);
  const { code, messages } = await runConnector(['read', '--config', config, '--catalog', catalog, '--state', state]);
  const error = messages.flatMap(({ trace }) => {
    const { message } = (trace as { error?: { message: string } })?.error ?? {};
    return message === undefined ? [] : [message];
  });
  return { code, records: messages.filter(({ type }) => type === 'RECORD').length, error: error.join() };
}

/** Ten rows are before it, one is at it. */
const cursor = { airbyte_cursor: (START + 10_000) / 1000 };
const descriptor = { name: 'dataset' };
const stream = { stream_descriptor: descriptor, stream_state: cursor };

describe('a state is continued', () => {
  test.each<[string, unknown]>([
    ['a list of one STREAM', [{ type: 'STREAM', stream }]],
    ['a list with a null, which holds nothing', [null, { type: 'STREAM', stream }]],
    ['a single one', { type: 'STREAM', stream }],
    ['with the other forms as null', [{ type: 'STREAM', stream, global: null, data: null }]],
    ['a whole message', { type: 'STATE', state: { type: 'STREAM', stream } }],
    ['the stream alone', stream],
    ['with an empty namespace', { stream_descriptor: { ...descriptor, namespace: '' }, stream_state: cursor }],
    ['the last of several', [{ ...stream, stream_state: { airbyte_cursor: 0 } }, stream]],
    ['GLOBAL', { type: 'GLOBAL', global: { shared_state: { a: 1 }, stream_states: [stream] } }],
    ['LEGACY', { type: 'LEGACY', data: { dataset: cursor } }],
    ['LEGACY without its type', { data: { dataset: cursor } }],
    ['LEGACY with null for its type', { type: null, stream: null, global: null, data: { dataset: cursor } }],
    ['LEGACY in a list', [{ data: { dataset: cursor }, sourceStats: { recordCount: 1 } }]],
    ['under the name of the stream', { dataset: cursor, other: null }],
  ])('%s', async (_form, content) => {
    expect(await read(content)).toMatchObject({ code: 0, records: 10, error: '' });
  });

  test.each(['data', 'stream'])('under the name "%s"', async (name) => {
    expect(await read({ [name]: cursor }, name)).toMatchObject({ code: 0, records: 10, error: '' });
  });
});

describe('no state reads all', () => {
  test.each<[string, unknown]>([
    ['an empty file', ''],
    ['a blank one', '\n'],
    ['{}', {}],
    ['[]', []],
    ['null', 'null'],
    ['LEGACY without streams', { type: 'LEGACY', data: {} }],
    ['GLOBAL without streams', { type: 'GLOBAL', global: { stream_states: [] } }],
  ])('%s', async (_form, content) => {
    expect(await read(content)).toMatchObject({ code: 0, records: 20, error: '' });
  });
});

describe('what cannot be read is an error that says how to reset, and no full read', () => {
  test.each<[string, unknown]>([
    ['a type that there is not', [{ type: 'FOO' }]],
    ['GLOBAL with a shared state alone', { type: 'GLOBAL', global: { shared_state: { lsn: 1 } } }],
    ['GLOBAL with states that are no list', { type: 'GLOBAL', global: { stream_states: { dataset: cursor } } }],
    ['GLOBAL that is a text', { type: 'GLOBAL', global: 'x' }],
    ['LEGACY that is a text', { type: 'LEGACY', data: 'x' }],
    ['GLOBAL with nothing', { type: 'GLOBAL' }],
    ['STREAM with nothing', [{ type: 'STREAM' }]],
    ['STREAM without its descriptor', [{ type: 'STREAM', stream: { stream_state: cursor } }]],
    ['a stream without its descriptor', { stream: { stream_state: cursor } }],
    ['a descriptor without a name', [{ type: 'STREAM', stream: { stream_descriptor: {}, stream_state: cursor } }]],
    ['a cursor without a stream', cursor],
    ['a text', '"x"'],
  ])('%s', async (_form, content) => {
    const { code, records, error } = await read(content);
    expect({ code, records }).toEqual({ code: 1, records: 0 });
    expect(error).toMatch(/cannot be continued: .* Reset \(clear\) the stream/);
  });
});
