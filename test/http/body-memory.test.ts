import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { giveBackBytes, lendMemory, takeBytes } from '../../src/memory/bytes.ts';
import { testClient } from '../support/client.ts';
import { startHttp, withServer } from '../support/loopback.ts';

const MEGABYTE = 1024 * 1024;
const body = Buffer.alloc(3 * MEGABYTE, ' ');
/** Has room for one such body. */
const lent = new ArrayBuffer(4 * MEGABYTE);
lendMemory(lent, 0);

const unproven = (): never => {
  throw new Error('not what was asked for');
};

const answers: readonly [string, (response: ServerResponse) => void][] = [
  ['is not what was asked for', (response) => response.end(body)],
  [
    'is not, and came in pieces of no known size',
    (response) => response.writeHead(200).write(body, () => response.end()),
  ],
  [
    'breaks off',
    (response) =>
      response.writeHead(200, { 'content-length': body.length }).write(body.subarray(9), () => response.destroy()),
  ],
  [
    'is packed',
    (response) => {
      const packed = gzipSync(body, { level: 0 });
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed);
    },
  ],
];

describe('the memory of a body goes back at once where it', () => {
  test.each(answers)('%s', async (_what, answer) => {
    await withServer(
      startHttp((_asked, response) => answer(response)),
      async ({ url }) => {
        const { http } = testClient({ maxRetries: 3 });
        const sent = http.send(
          { method: 'POST', url, headers: {}, body: '[]' },
          unproven,
          new AbortController().signal,
        );
        await expect(sent).rejects.toMatchObject({ attempts: 4 });
      },
    );
    const next = takeBytes(body.length);
    expect(next.buffer).toBe(lent);
    giveBackBytes(next);
  });
});
