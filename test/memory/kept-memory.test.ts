import { describe, expect, test } from '@jest/globals';
import { keepMemory, takeBytes } from '../../src/memory/kept-memory.ts';

const MEGABYTE = 1024 * 1024;

function used(): number {
  return process.memoryUsage().arrayBuffers;
}

describe('memory that is kept', () => {
  test('is that of the next bytes of nearly the same size, and nobody else sees it any more', () => {
    const first = takeBytes(10 * MEGABYTE + 1000);
    first.fill('a');
    const before = used();
    keepMemory(first.buffer);
    expect(first).toHaveLength(0);
    const second = takeBytes(10 * MEGABYTE + 2000);
    expect(second).toHaveLength(10 * MEGABYTE + 2000);
    expect(second.subarray(0, 3).toString()).toBe('aaa');
    expect(used() - before).toBeLessThan(MEGABYTE);
  });

  test('is not given to bytes of less than half its size, which would hold on to it', () => {
    keepMemory(takeBytes(10 * MEGABYTE).buffer);
    expect(takeBytes(4 * MEGABYTE).buffer.byteLength).toBeLessThan(5 * MEGABYTE);
  });

  test('makes place for what it does not fit', () => {
    const many = Array.from({ length: 8 }, () => takeBytes(10 * MEGABYTE));
    for (const { buffer } of many) keepMemory(buffer);
    const before = used();
    const large = takeBytes(40 * MEGABYTE);
    expect(large).toHaveLength(40 * MEGABYTE);
    expect(used() - before).toBeLessThan(MEGABYTE);
  });

  test('is freed at once where it is small', () => {
    const bytes = takeBytes(1000);
    keepMemory(bytes.buffer);
    expect(bytes).toHaveLength(0);
    expect(takeBytes(1000).buffer.byteLength).toBe(1000);
  });
});
