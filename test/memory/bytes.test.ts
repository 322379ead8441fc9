import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { giveBackBytes, giveBackIfLost, lendMemory, takeBytes } from '../../src/memory/bytes.ts';

const MEGABYTE = 1024 * 1024;
const FROM = 1000;

let lent: ArrayBuffer;

beforeEach(() => {
  lent = new ArrayBuffer(16 * MEGABYTE);
  lendMemory(lent, FROM);
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
afterAll(() => setFlagsFromString('--no-expose-gc'));

describe('bytes', () => {
  test('come from the memory that is lent, and those that are given back are the next ones', () => {
    const first = takeBytes(10 * MEGABYTE);
    expect(first.buffer).toBe(lent);
    expect(first.byteOffset).toBe(FROM);
    giveBackBytes(first);
    expect(takeBytes(10 * MEGABYTE + 2000).byteOffset).toBe(FROM);
  });

  test('go on to come from it when it is lent again', () => {
    const first = takeBytes(5 * MEGABYTE);
    lendMemory(lent, FROM);
    expect(takeBytes(5 * MEGABYTE).byteOffset).toBeGreaterThanOrEqual(first.byteOffset + first.length);
  });

  test('are given back by a part that begins where they do', () => {
    giveBackBytes(takeBytes(10 * MEGABYTE).subarray(0, 7));
    expect(takeBytes(10 * MEGABYTE).byteOffset).toBe(FROM);
  });

  test('have memory for themselves where they do not fit, which is gone when they are given back', () => {
    const large = takeBytes(40 * MEGABYTE);
    expect(large.buffer.byteLength).toBe(40 * MEGABYTE);
    giveBackBytes(large);
    expect(large).toHaveLength(0);
  });

  test('have memory for themselves where they are few', () => {
    expect(takeBytes(1000).buffer.byteLength).toBe(1000);
  });

  test('stay where they share a buffer with others', () => {
    const shared = Buffer.from('shared with others');
    giveBackBytes(shared);
    expect(shared.toString()).toBe('shared with others');
  });

  test('come back when they are lost', async () => {
    (() => giveBackIfLost(takeBytes(10 * MEGABYTE)))();
    expect(takeBytes(10 * MEGABYTE).buffer).not.toBe(lent);
    await collected();
    expect(takeBytes(10 * MEGABYTE).buffer).toBe(lent);
  });

  test('that are lost after they were given back stay with who has them now', async () => {
    (() => {
      const bytes = takeBytes(10 * MEGABYTE);
      giveBackIfLost(bytes);
      giveBackBytes(bytes);
    })();
    const next = takeBytes(10 * MEGABYTE);
    await collected();
    expect(takeBytes(10 * MEGABYTE).buffer).not.toBe(lent);
    expect(next.buffer).toBe(lent);
  });
});

/** The calls for what is lost come after the collection, each in a task of its own. */
async function collected(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
