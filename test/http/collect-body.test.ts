import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { collectBody } from '../../src/http/collect-body.ts';

/** An answer of no known size, whose pieces come as they are written. */
function answering() {
  const body = new PassThrough();
  const answer = Object.assign(body, { headers: {}, socket: new PassThrough(), complete: true });
  return { body, collected: collectBody(answer as unknown as IncomingMessage, 2 ** 30, () => undefined) };
}

test('a body whose size is not announced is the same in pieces of any size', async () => {
  const sizes = fc.array(fc.constantFrom(1, 100, 8191, 8192, 30_000, 65_535, 65_536, 65_537, 100_000), {
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(sizes, async (lengths) => {
      const pieces = lengths.map((length, index) => Buffer.alloc(length, `${index}.`));
      const expected = Buffer.concat(pieces);
      const { body, collected } = answering();
      for (const piece of pieces) body.write(piece);
      body.end();
      expect(Buffer.compare(await collected, expected)).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test('pieces of a few bytes take hardly more memory than their bytes', async () => {
  setFlagsFromString('--expose_gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const count = 100_000;
  const { body, collected } = answering();
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < count; index += 1) {
    body.write(Buffer.from(new Uint8Array(1)));
    if (index % 1000 === 0) await setImmediate();
  }
  await setImmediate();
  collectGarbage();
  const bytesOfPiece = (process.memoryUsage().heapUsed - before) / count;
  body.end();
  expect((await collected).length).toBe(count);
  expect(bytesOfPiece).toBeLessThan(40);
});
