import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../integration_tests/dataset-api/seeded-random.ts';
import { type DatasetApi, startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { generateRows } from '../../integration_tests/dataset-api/synthetic.ts';
import { startHttp, withServer } from '../support/loopback.ts';
import { parseProtocolLines } from '../support/protocol-lines.ts';
import { ReadFolder, type Stop, stoppedRead } from '../support/stopped-read.ts';

const connector = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const rows = generateRows({ count: 20_000, start: Date.parse('2020-01-02T00:00:00Z'), step: 1000, ties: 2 });
const random = seededRandom(7);
/** Bytes after which a read is stopped, all of them long before its end. */
const moments = Array.from({ length: 3 }, () => Math.floor(random() * 1_500_000));
const config = {
  auth: { type: 'bearer', token: 'demo-token' },
  datasets: [{ dataset_id: 'rows', name: 'dataset' }],
  start_time: '2020-01-01T00:00:00Z',
  paginator: { limit: 200 },
  requests: { concurrency: 4 },
  checkpoint_interval_seconds: 1,
};
let api: DatasetApi;
let folder: ReadFolder;

beforeAll(async () => {
  api = await startDatasetApi({ datasets: { rows: { rows } } });
  folder = new ReadFolder({ ...config, base_url: api.url });
});

afterAll(async () => {
  folder.remove();
  await api.close();
});

/** Whole lines, and a state behind the last row: what the reader has is covered. */
function expectCovered(stdout: Buffer): void {
  const types = parseProtocolLines(stdout).map(({ type }) => type);
  expect(types.lastIndexOf('STATE')).toBeGreaterThan(types.lastIndexOf('RECORD'));
  expect(stdout.toString()).toContain('INCOMPLETE');
  expect(stdout.toString()).not.toContain('"COMPLETE"');
}

describe.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s', (how) => {
  const stops: Stop[] = moments.flatMap((afterBytes) => [
    { how, afterBytes, stalled: false },
    { how, afterBytes, stalled: true },
  ]);

  test.each(stops)('after $afterBytes bytes (reader stalled: $stalled): whole lines and a last state', async (stop) => {
    const { code, signal, stdout, stderr } = await stoppedRead(folder.args, stop);
    expect({ code, signal, stderr }).toEqual({ code: null, signal: how, stderr: '' });
    expectCovered(stdout);
  });

  test('before anything is written: whole lines, and the signal ends it', async () => {
    const { signal, stdout } = await stoppedRead(folder.args, { how, afterBytes: 0 });
    expect(signal).toBe(how);
    parseProtocolLines(stdout);
  });
});

/** Signals the verb once the API, which never answers, was asked; a read has two streams. */
async function stoppedWhileAsking(verb: 'check' | 'discover' | 'read', signal: NodeJS.Signals) {
  let asked = (): void => undefined;
  const request = new Promise<void>((resolve) => {
    asked = resolve;
  });
  return withServer(
    startHttp(() => asked()),
    async ({ url }) => {
      const datasets = ['rows', 'more'].map((dataset_id) => ({ dataset_id, name: dataset_id }));
      const silent = new ReadFolder({ ...config, datasets, base_url: url }, {}, ['rows', 'more']);
      const args = verb === 'read' ? silent.args : silent.argsOf(verb);
      const child = spawn(process.execPath, [connector, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
      const pieces: Buffer[] = [];
      child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
      await request;
      child.kill(signal);
      const [, endedBy] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
      silent.remove();
      return { endedBy, messages: parseProtocolLines(Buffer.concat(pieces)) };
    },
  );
}

describe.each(['check', 'discover'] as const)('%s', (verb) => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'stopped by %s: it says so, gives no verdict, and ends by it',
    async (signal) => {
      const { endedBy, messages } = await stoppedWhileAsking(verb, signal);
      expect(endedBy).toBe(signal);
      expect(messages.map(({ type }) => type)).toEqual(['TRACE']);
      const what = verb === 'check' ? 'check' : 'discovery';
      expect(JSON.stringify(messages)).toContain(`The ${what} was stopped by ${signal}. Start it again.`);
    },
  );
});

test('a read stopped in its first stream: each stream that is not complete says so', async () => {
  const { endedBy, messages } = await stoppedWhileAsking('read', 'SIGTERM');
  expect(endedBy).toBe('SIGTERM');
  const traces = messages.flatMap((message) => (message.type === 'TRACE' ? [message.trace] : []));
  const failed = traces.flatMap((trace) => (trace.type === 'ERROR' ? [trace.error.stream_descriptor?.name] : []));
  const ended = traces.flatMap((trace) =>
    trace.type === 'STREAM_STATUS' && trace.stream_status.status === 'INCOMPLETE'
      ? [trace.stream_status.stream_descriptor.name]
      : [],
  );
  expect({ failed, ended }).toEqual({ failed: ['rows', 'more'], ended: ['rows', 'more'] });
});

describe('a reader that goes away', () => {
  test.each([1, ...moments])('after %i bytes: it ends quietly with exit code 1', async (afterBytes) => {
    const { code, signal, stderr } = await stoppedRead(folder.args, { how: 'close', afterBytes });
    expect({ code, signal, stderr }).toEqual({ code: 1, signal: null, stderr: '' });
  });
});

describe('a reader that goes away while the API asks for a long pause', () => {
  test.each(['read', 'check'] as const)('%s does not wait for the end of the pause', async (verb) => {
    let leave = (): void => undefined;
    const limiting = startHttp((_request, response) => {
      leave();
      setTimeout(() => response.writeHead(429, { 'Retry-After': '100' }).end(), 50);
    });
    await withServer(limiting, async ({ url }) => {
      const limited = new ReadFolder({ ...config, base_url: url });
      const args = verb === 'read' ? limited.args : limited.argsOf(verb);
      const child = spawn(process.execPath, [connector, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
      leave = () => child.stdout.destroy();
      const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
      limited.remove();
      expect({ code, signal }).toEqual({ code: 1, signal: null });
    });
  });
});

const fullDisk = '/dev/full';

describe('a disk that is full', () => {
  test.each(existsSync(fullDisk) ? ['read', 'check', 'discover'] : [])(
    '%s: exit code 1, and the reason on stderr',
    async (verb) => {
      const args = verb === 'read' ? folder.args : folder.argsOf(verb as 'check' | 'discover');
      const child = spawn(process.execPath, [connector, ...args], {
        stdio: ['ignore', openSync(fullDisk, 'w'), 'pipe'],
      });
      let stderr = '';
      child.stderr?.on('data', (piece: Buffer) => {
        stderr += piece.toString();
      });
      const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
      expect({ code, signal }).toEqual({ code: 1, signal: null });
      expect(stderr).toContain('The output cannot be written: ENOSPC');
    },
  );
});
