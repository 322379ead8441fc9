import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { createOutput } from '../../src/protocol/output.ts';
import { createReporter } from '../../src/protocol/reporter.ts';
import { Checkpoints } from '../../src/sync/state/checkpoints.ts';

test('a heartbeat is a STATE where nothing was written for long enough, with the records since the last one', async () => {
  let now = 0;
  let text = '';
  const stream = new PassThrough().setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  const output = createOutput(stream);
  const checkpoints = new Checkpoints({
    descriptor: { name: 's' },
    format: 'epoch_milliseconds',
    intervalMs: 300_000,
    reporter: createReporter({ output, now: () => now, debug: false, redact: (line) => line }),
    now: () => now,
    current: () => ({
      fullRefresh: false,
      complete: false,
      position: { tick: 1n, keys: undefined },
      spans: [],
      read: [],
      pageCap: undefined,
    }),
  });
  checkpoints.count(3);
  now = 30_000;
  checkpoints.count(4);
  now = 89_999;
  checkpoints.heartbeat(60_000);
  await output.drained();
  expect(text).toBe('');
  now = 90_000;
  checkpoints.heartbeat(60_000);
  checkpoints.heartbeat(60_000);
  now = 150_000;
  checkpoints.heartbeat(60_000);
  await output.drained();
  expect(text.match(/"recordCount":\d+/g)).toEqual(['"recordCount":7', '"recordCount":0']);
});
