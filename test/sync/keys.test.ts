import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { byCodeUnits } from '../../src/json/code-units.ts';
import { areSameKeys, KeyCounts, type Keys, withoutKeys } from '../../src/sync/range/keys.ts';

// The same as a map of how often each row is there would say, of few different rows and of many.

/** As rows have them: 64 bits in the alphabet of base64url. */
const fingerprint = fc
  .oneof(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.bigInt({ min: 0n, max: 20n }))
  .map((bits) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(bits);
    return bytes.toString('base64url');
  });
const rows = fc.array(fingerprint, { maxLength: 300 });

function mapOf(fingerprints: readonly string[]): Map<string, number> {
  const map = new Map<string, number>();
  for (const one of fingerprints) map.set(one, (map.get(one) ?? 0) + 1);
  return map;
}

function textsOf(keys: Iterable<readonly [string, number]>): string[] {
  return [...keys].map(([one, count]) => `${one}:${count}`).sort(byCodeUnits);
}

function expectSame(keys: Keys, map: ReadonlyMap<string, number>): void {
  expect(textsOf(keys)).toEqual(textsOf(map));
  expect(keys.rows).toBe([...map.values()].reduce((sum, count) => sum + count, 0));
}

describe('rows as a multiset', () => {
  test('always: what was put in, as often', () => {
    fc.assert(
      fc.property(rows, fingerprint, (fingerprints, other) => {
        const keys = KeyCounts.of(fingerprints);
        const map = mapOf(fingerprints);
        expectSame(keys, map);
        expect(keys.different).toBe(map.size);
        expect(keys.get(other)).toBe(map.get(other) ?? 0);
        for (const one of fingerprints) expect(keys.get(one)).toBe(map.get(one));
      }),
    );
  });

  test('always: a copy of its own, and none of a row as if it had never been there', () => {
    fc.assert(
      fc.property(rows, rows, (fingerprints, gone) => {
        const keys = KeyCounts.of(fingerprints);
        const copy = keys.copy();
        const map = mapOf(fingerprints);
        for (const one of gone) {
          copy.set(one, 0);
          map.delete(one);
        }
        expectSame(copy, map);
        expectSame(keys, mapOf(fingerprints));
        for (const one of gone) copy.add(one, 2);
        for (const one of gone) map.set(one, (map.get(one) ?? 0) + 2);
        expectSame(copy, map);
      }),
    );
  });

  test('always: with the rows of another one, and without them', () => {
    fc.assert(
      fc.property(rows, rows, (fingerprints, others) => {
        const [one, other] = [mapOf(fingerprints), mapOf(others)];
        const all = KeyCounts.of(fingerprints);
        all.include(KeyCounts.of(others));
        const most = [...new Set([...fingerprints, ...others])];
        expectSame(all, new Map(most.map((key) => [key, Math.max(one.get(key) ?? 0, other.get(key) ?? 0)])));
        const left = [...one].map(([key, count]) => [key, count - (other.get(key) ?? 0)] as const);
        expectSame(
          withoutKeys(KeyCounts.of(fingerprints), KeyCounts.of(others)),
          new Map(left.filter(([, count]) => count > 0)),
        );
      }),
    );
  });

  test('always: the same in another order, and not with one row more or another one', () => {
    fc.assert(
      fc.property(rows, fingerprint, (fingerprints, other) => {
        const keys = KeyCounts.of(fingerprints);
        expect(areSameKeys(keys, KeyCounts.of(fingerprints.toReversed()))).toBe(true);
        expect(areSameKeys(keys, KeyCounts.of([...fingerprints, other]))).toBe(false);
        const [first, ...rest] = fingerprints;
        if (first === undefined || first === other) return;
        expect(areSameKeys(keys, KeyCounts.of([...rest, other]))).toBe(false);
      }),
    );
  });

  test('fingerprints that begin alike stay apart', () => {
    const many = Array.from({ length: 4096 }, (_, index) => {
      const bytes = Buffer.alloc(8, 0xff);
      bytes.writeUInt16BE(index, index % 2 === 0 ? 0 : 6);
      return bytes.toString('base64url');
    });
    expectSame(KeyCounts.of(many), mapOf(many));
  });
});
