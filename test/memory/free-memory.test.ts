import { describe, expect, test } from '@jest/globals';
import { freeBytes, freeMemory } from '../../src/memory/free-memory.ts';

const SIZE = 64 * 1024 * 1024;

describe('memory that is given back', () => {
  test('is gone at once, without the garbage collector', () => {
    const bytes = Buffer.allocUnsafeSlow(SIZE);
    const before = process.memoryUsage().arrayBuffers;
    freeMemory(bytes.buffer);
    expect(before - process.memoryUsage().arrayBuffers).toBeGreaterThan(0.9 * SIZE);
    expect(bytes).toHaveLength(0);
  });

  test('is not that of bytes which share a buffer with others', () => {
    const shared = Buffer.from('shared with others');
    const part = new Uint8Array(shared.buffer, shared.byteOffset, 6);
    freeBytes(part);
    expect(shared.toString()).toBe('shared with others');
    expect(part).toHaveLength(6);
  });
});
