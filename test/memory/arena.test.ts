import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Arena } from '../../src/memory/arena.ts';

const FROM = 1000;
const SIZE = 100_000;

interface Step {
  readonly size: number;
  readonly givenBack: number;
}

const steps = fc.array(fc.record({ size: fc.integer({ min: 1, max: 20_000 }), givenBack: fc.nat(20) }), {
  maxLength: 100,
});

/** Takes bytes and gives some back in turn; each is filled with a letter of its own. Gives what is still taken. */
function play(arena: Arena, played: readonly Step[], check: (taken: ReadonlyMap<Buffer, number>) => void): Buffer[] {
  const taken = new Map<Buffer, number>();
  for (const [index, { size, givenBack }] of played.entries()) {
    const bytes = arena.take(size);
    if (bytes !== undefined) taken.set(bytes.fill(index), index);
    const old = [...taken.keys()][givenBack];
    if (old !== undefined) {
      arena.giveBack(old.byteOffset);
      taken.delete(old);
    }
    check(taken);
  }
  return [...taken.keys()];
}

describe('an arena', () => {
  test('never gives out a byte twice, nor one that is not its own, and leaves NULs behind each place', () => {
    fc.assert(
      fc.property(steps, (played) => {
        const memory = new Uint8Array(SIZE).fill(255);
        play(new Arena(memory.buffer, FROM), played, (taken) => {
          for (const [bytes, letter] of taken) {
            expect(bytes.every((byte) => byte === letter)).toBe(true);
            const after = bytes.byteOffset + bytes.length;
            expect(memory.subarray(after, after + 64).every((byte) => byte === 0)).toBe(true);
          }
        });
        expect(memory.subarray(0, FROM).every((byte) => byte === 255)).toBe(true);
      }),
    );
  });

  test('is whole again when all places are given back, in whichever order', () => {
    fc.assert(
      fc.property(steps, fc.array(fc.nat()), (played, order) => {
        const arena = new Arena(new ArrayBuffer(SIZE), 0);
        const left = play(arena, played, () => undefined);
        for (let turn = 0; left.length > 0; turn += 1) {
          const [bytes] = left.splice((order[turn] ?? 0) % left.length, 1);
          if (bytes !== undefined) arena.giveBack(bytes.byteOffset);
        }
        expect(arena.take(90_000)?.byteOffset).toBe(0);
      }),
    );
  });

  test('gives the lowest place that is large enough, also to bytes that are a little larger than those before', () => {
    const arena = new Arena(new ArrayBuffer(SIZE), 0);
    const first = arena.take(10_000);
    arena.take(10_000);
    arena.giveBack(first?.byteOffset ?? -1);
    expect(arena.take(10_100)?.byteOffset).toBe(0);
  });

  test('has nothing for what does not fit', () => {
    const arena = new Arena(new ArrayBuffer(SIZE), 0);
    expect(arena.take(SIZE)).toBeUndefined();
    expect(arena.take(10_000)).toHaveLength(10_000);
  });

  test('takes no place back twice, and tells a place from an earlier one at its address', () => {
    const arena = new Arena(new ArrayBuffer(SIZE), 0);
    arena.take(1000);
    const place = arena.placeAt(0);
    arena.giveBack(0);
    expect(() => arena.giveBack(0)).toThrow(RangeError);
    expect(arena.placeAt(0)).toBeUndefined();
    arena.take(1000);
    expect(arena.placeAt(0)).not.toBe(place);
  });
});
