import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../integration_tests/dataset-api/faults/fault.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { generateRows } from '../../integration_tests/dataset-api/synthetic.ts';
import { connectorFiles } from '../support/connector-files.ts';
import { type ConnectorMessage, runConnector } from '../support/run-connector.ts';

const rows = generateRows({ count: 2000, start: Date.parse('2020-01-02T00:00:00Z'), step: 1000, ties: 2 });

interface Stream {
  readonly name: string;
  readonly mode?: string;
}

/** Reads the streams from two datasets, `bad` and `good`, of which the first meets a fault. */
async function read(streams: readonly Stream[], faults: readonly Fault[] = []) {
  const api = await startDatasetApi({ datasets: { bad: { rows }, good: { rows } }, faults });
  const config = {
    base_url: api.url,
    auth: { type: 'bearer', token: 'demo-token' },
    datasets: [
      { dataset_id: 'bad', name: 'bad' },
      { dataset_id: 'good', name: 'good' },
    ],
    start_time: '2020-01-01T00:00:00Z',
    paginator: { limit: 100 },
    requests: { max_retries: 0, timeout_seconds: 2 },
  };
  const catalog = {
    streams: streams.map(({ name, mode = 'incremental' }) => ({
      stream: { name, json_schema: {}, supported_sync_modes: ['incremental'] },
      sync_mode: mode,
      destination_sync_mode: 'append',
    })),
  };
  const files = connectorFiles();
  const paths = [files.write('config.json', config), files.write('catalog.json', catalog)] as const;
  try {
    return await runConnector(['read', '--config', paths[0], '--catalog', paths[1]]);
  } finally {
    files.remove();
    await api.close();
  }
}

/** What a TRACE says of a stream: its status, or the type of its failure. */
function told(messages: readonly ConnectorMessage[], stream: string): string[] {
  return messages.flatMap((message) => {
    if (message.type !== 'TRACE') return [];
    const { trace } = message;
    if (trace.type === 'STREAM_STATUS' && trace.stream_status.stream_descriptor.name === stream) {
      return [trace.stream_status.status];
    }
    if (trace.type !== 'ERROR' || trace.error.stream_descriptor?.name !== stream) return [];
    return [trace.error.failure_type ?? 'none'];
  });
}

function recordsOf(messages: readonly ConnectorMessage[], stream: string): number {
  return messages.filter((message) => message.type === 'RECORD' && message.record.stream === stream).length;
}

const ofBad = ({ dataset, offset }: { dataset: string | undefined; offset: number | undefined }): boolean =>
  dataset === 'bad' && offset !== undefined;

describe('a stream that fails leaves the others complete, and the exit code says so', () => {
  const faults: Readonly<Record<string, [Fault, string]>> = {
    'is rejected from the first request on': [
      { kind: 'status', code: 401, match: ofBad, times: 'always' },
      'config_error',
    ],
    'has credentials that expire midway': [
      { kind: 'status', code: 401, match: (request) => ofBad(request) && request.index >= 6, times: 'always' },
      'config_error',
    ],
    'fails midway': [
      { kind: 'status', code: 503, match: (request) => ofBad(request) && request.index >= 6, times: 'always' },
      'transient_error',
    ],
  };

  test.each(Object.keys(faults))('%s', async (name) => {
    const [fault, failureType] = faults[name] as [Fault, string];
    const { code, messages, stderr } = await read([{ name: 'bad' }, { name: 'good' }], [fault]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(told(messages, 'bad').slice(-2)).toEqual([failureType, 'INCOMPLETE']);
    expect(told(messages, 'good')).toEqual(['STARTED', 'RUNNING', 'COMPLETE']);
    expect(recordsOf(messages, 'good')).toBe(rows.length);
    const last = messages.findLastIndex((message) => message.type === 'RECORD' && message.record.stream === 'bad');
    const state = messages.findLastIndex(
      (message) => message.type === 'STATE' && JSON.stringify(message).includes('"name":"bad"'),
    );
    expect(state).toBeGreaterThan(last);
  });

  test('is not in the configuration, or asks for a mode that is none', async () => {
    const { code, messages } = await read([{ name: 'unknown' }, { name: 'bad', mode: 'sideways' }, { name: 'good' }]);
    expect(code).toBe(1);
    expect(told(messages, 'unknown')).toEqual(['config_error', 'INCOMPLETE']);
    expect(told(messages, 'bad')).toEqual(['config_error', 'INCOMPLETE']);
    expect(told(messages, 'good')).toEqual(['STARTED', 'RUNNING', 'COMPLETE']);
    expect(recordsOf(messages, 'good')).toBe(rows.length);
  });
});

test('a stream that the catalog lists again is read once, as it stands there first, with a warning', async () => {
  const { code, messages } = await read([{ name: 'good' }, { name: 'good', mode: 'full_refresh' }, { name: 'bad' }]);
  expect(code).toBe(0);
  expect(told(messages, 'good')).toEqual(['STARTED', 'RUNNING', 'COMPLETE']);
  expect(recordsOf(messages, 'good')).toBe(rows.length);
  expect(recordsOf(messages, 'bad')).toBe(rows.length);
  const warnings = messages.flatMap((message) =>
    message.type === 'LOG' && message.log.level === 'WARN' ? [message.log.message] : [],
  );
  expect(warnings).toEqual([
    'The configured catalog lists stream "good" again; it is read once, as it stands there first.',
  ]);
  const states = messages.filter((message) => message.type === 'STATE' && JSON.stringify(message).includes('"good"'));
  expect(JSON.stringify(states)).not.toContain('full_refresh');
});

test('an unknown stream is told of few of many others', async () => {
  const files = connectorFiles();
  const config = files.write('config.json', {
    base_url: 'http://127.0.0.1:1',
    auth: { type: 'none' },
    datasets: Array.from({ length: 25 }, (_, index) => ({ dataset_id: 'd', name: `n${index}` })),
    start_time: '2020-01-01T00:00:00Z',
  });
  const catalog = files.write('catalog.json', { streams: [{ stream: { name: 'other' }, sync_mode: 'incremental' }] });
  const { stdout } = await runConnector(['read', '--config', config, '--catalog', catalog]);
  files.remove();
  expect(stdout).toContain('n18, n19 and 5 more). Add the dataset');
});
