import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Arena } from '../../src/memory/arena.ts';

const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;
const FROM = 1000;
const SLACK = 64;
const memory = new Uint8Array(32 * MEGABYTE);

interface Step {
  readonly size: number;
  readonly givenBack: number;
}

const sizes = fc.oneof(
  fc.integer({ min: 1, max: 2000 }),
  fc.integer({ min: 100 * KILOBYTE, max: MEGABYTE }),
  fc.integer({ min: MEGABYTE, max: 4 * MEGABYTE }),
);
const steps = fc.array(fc.record({ size: sizes, givenBack: fc.nat(20) }), { maxLength: 100 });

/** Takes bytes and gives some back in turn; gives what is still taken. */
function play(arena: Arena, played: readonly Step[], check: (taken: readonly Buffer[]) => void): Buffer[] {
  const taken: Buffer[] = [];
  for (const { size, givenBack } of played) {
    const bytes = arena.take(size);
    if (bytes !== undefined) taken.push(bytes);
    const [old] = taken.splice(givenBack, 1);
    if (old !== undefined) arena.giveBack(old.byteOffset);
    check(taken);
  }
  return taken;
}

function endOf({ byteOffset, length }: Buffer): number {
  return byteOffset + length + SLACK;
}

describe('an arena', () => {
  test('never gives out a byte twice, nor one that is not its own, and leaves room behind each place', () => {
    fc.assert(
      fc.property(steps, (played) => {
        play(new Arena(memory.buffer, FROM), played, (taken) => {
          const inOrder = [...taken].sort((one, other) => one.byteOffset - other.byteOffset);
          const ends = [FROM, ...inOrder.map(endOf)];
          for (const [index, { byteOffset }] of inOrder.entries()) {
            expect(byteOffset).toBeGreaterThanOrEqual(ends[index] ?? 0);
          }
          expect(ends.at(-1)).toBeLessThanOrEqual(memory.length);
        });
      }),
    );
  });

  test('is whole again when all places are given back, in whichever order', () => {
    fc.assert(
      fc.property(steps, fc.array(fc.nat()), (played, order) => {
        const arena = new Arena(memory.buffer, FROM);
        const left = play(arena, played, () => undefined);
        for (let turn = 0; left.length > 0; turn += 1) {
          const [bytes] = left.splice((order[turn] ?? 0) % left.length, 1);
          if (bytes !== undefined) arena.giveBack(bytes.byteOffset);
        }
        expect(arena.take(27 * MEGABYTE)?.byteOffset).toBe(FROM);
      }),
    );
  });

  test('leaves NULs behind bytes, and the bytes as they are', () => {
    memory.fill(0x78, 0, 8 * MEGABYTE);
    const bytes = new Arena(memory.buffer, 0).take(2 * MEGABYTE);
    expect(bytes?.every((byte) => byte === 0x78)).toBe(true);
    expect(memory.subarray(2 * MEGABYTE, 2 * MEGABYTE + SLACK + 1)).toEqual(
      Uint8Array.from([...Array.from({ length: SLACK }, () => 0), 0x78]),
    );
  });

  test('touches no more than is needed at one time, whatever the sizes', () => {
    const arena = new Arena(memory.buffer, 0);
    arena.giveBack(arena.take(4 * MEGABYTE)?.byteOffset ?? -1);
    for (const size of [1.5, 3, 2, 4, 1.2, 3.9]) {
      const pair = [arena.take(size * MEGABYTE), arena.take(600 * KILOBYTE), arena.take(4 * MEGABYTE)];
      expect(pair.map((bytes) => (bytes?.byteOffset ?? 0) / MEGABYTE)).toEqual([0, 31, 4.5]);
      for (const bytes of pair) arena.giveBack(bytes?.byteOffset ?? -1);
    }
  });

  test('has nothing for what does not fit', () => {
    const arena = new Arena(memory.buffer, 0);
    expect(arena.take(memory.length)).toBeUndefined();
    expect(arena.take(10 * MEGABYTE)).toHaveLength(10 * MEGABYTE);
  });

  test('takes no place back twice, and tells a place from an earlier one at its address', () => {
    const arena = new Arena(memory.buffer, 0);
    arena.take(2 * MEGABYTE);
    const place = arena.placeAt(0);
    arena.giveBack(0);
    expect(() => arena.giveBack(0)).toThrow(RangeError);
    expect(arena.placeAt(0)).toBeUndefined();
    arena.take(2 * MEGABYTE);
    expect(arena.placeAt(0)).not.toBe(place);
  });
});
