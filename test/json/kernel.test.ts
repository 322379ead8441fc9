import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createKernel, sharedKernel } from '../../src/json/kernel.ts';
import { JsonError, type ScanPlan } from '../../src/json/page.ts';
import { pageScanner } from '../../src/json/scan-page.ts';
import { mutated, similarRows } from './arbitraries.ts';
import { scanPage } from './scan-both.ts';

const plan: ScanPlan = { records: [], element: 'object', values: [], time: ['t'], cursor: 'c' };
const piece = sharedKernel()?.code.INPUT_ROOM.value ?? 0;

/** Reads what it can; what it should find, or refuse, scanPage compares itself. */
function tryScan(body: Uint8Array, within = plan): number | undefined {
  try {
    return scanPage(body, within).count;
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}

test('where the kernel cannot run, TypeScript reads all', () => {
  expect(createKernel(Buffer.from('no WebAssembly'))).toBeUndefined();
  const page = pageScanner(undefined)(Buffer.from('[{"t":17},{"t":"x"}]'), plan);
  expect([...page.timeInteger.subarray(0, page.count)]).toEqual([17, Number.NaN]);
});

describe('finds the same as TypeScript', () => {
  test('in rows that are alike, of which some bytes are changed', () => {
    fc.assert(
      fc.property(similarRows, ([body, within]) => {
        tryScan(body, within);
      }),
      { numRuns: Number(process.env['RUNS'] ?? 600) },
    );
  });

  test('where a piece of the body ends within rows', () => {
    const around = fc.tuple(similarRows, fc.nat(400));
    fc.assert(
      fc.property(around, ([[rows, within], before]) => {
        const filler = `{"filler":"${'x'.repeat(piece - 20 - before)}"},`;
        const text = rows.toString().replace(/^[\ufeff\s]*\[/, `[${filler}`);
        tryScan(Buffer.from(text), within);
      }),
      { numRuns: Number(process.env['RUNS'] ?? 60) },
    );
  });

  test.each(Array.from({ length: 24 }, (_, index) => index))(
    'when a piece ends %i bytes before spaced rows do',
    (before) => {
      const filler = 'x'.repeat(piece - 20 - before);
      const text = `[{"filler":"${filler}"} ,\n {\t} ,\r\n  {"t" : 1} , {\t}]`;
      expect(tryScan(Buffer.from(text))).toBe(4);
    },
  );

  test.each([-300, -20, -16, -9, -8, -7, -4, -3, -2, -1, 0, 1, 2, 8, 300])(
    'when a row is %i bytes longer than a piece',
    (more) => {
      const long = `{"t":1,"x":"${'x'.repeat(piece + more - 14)}"}`;
      expect(long).toHaveLength(piece + more);
      expect(tryScan(Buffer.from(`[{"t":0},${long},{"t":2},${long}]`))).toBe(4);
      expect(tryScan(Buffer.from(`[${long},{"t":2]`))).toBeUndefined();
    },
  );

  test('of a page after a longer one: nothing of that is read again', () => {
    const rows = Array.from({ length: 400 }, (_, i) => `{"t":${i},"x":["a",{"b":null}],"y":"\\u00e9\\n"}`);
    const long = Buffer.from(`[${rows.join(',')}]`);
    const short = Buffer.from(`[${rows.slice(0, 3).join(',')}]`);
    expect(tryScan(long)).toBe(400);
    for (let size = 0; size < short.length; size++) {
      expect(tryScan(long.subarray(0, size))).toBeUndefined();
      tryScan(Buffer.concat([short.subarray(0, size), Buffer.from(']')]));
      if (size % 20 === 0) tryScan(long);
    }
  });

  test('of rows with changed bytes in a page of several pieces', () => {
    const row = '{"id":"a-1","t":1700000000123,"x":{"y":[1,2.5,-3e7,{"z":"é\\\\"}],"w":true},"n":null}';
    const page = Buffer.from(`[${new Array(9000).fill(row).join(', ')}]`);
    expect(page.length).toBeGreaterThan(piece * 2);
    expect(tryScan(page)).toBe(9000);
    fc.assert(
      fc.property(mutated(page), (body) => {
        tryScan(body);
      }),
      { numRuns: 30 },
    );
  });
});

describe('rows that the kernel does not know in full', () => {
  test.each([60, 61, 62, 63, 64, 65, 300])('are read when nested %i deep', (depth) => {
    const nested = `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`;
    expect(tryScan(Buffer.from(`[{"x":${nested},"t":5},{"x":${nested}},{"t":6}]`))).toBe(3);
  });

  test('are read when they have many members, or long keys', () => {
    const many = Array.from({ length: 200 }, (_, i) => `"key ${i}":${i}`).join(',');
    const long = `"${'k'.repeat(300)}":1`;
    const row = `{${many},${long},"t":1,"inner":{${many},${long}}}`;
    expect(tryScan(Buffer.from(`[${row},${row},{${long}},${row}]`))).toBe(4);
    const key = 'k'.repeat(300);
    expect(scanPage(Buffer.from(`[{${long}}]`), { ...plan, time: [key] }).timeInteger[0]).toBe(1);
  });
});

test.each([
  ['0', 0],
  ['7', 7],
  ['1700000000123', 1700000000123],
  ['12345678', 12345678],
  ['100000000', 100000000],
  ['999999999999999', 999999999999999],
  ['1000000000000000', Number.NaN],
  ['-1', Number.NaN],
  ['1.0', Number.NaN],
  ['1e3', Number.NaN],
  ['"1"', Number.NaN],
  ['null', Number.NaN],
  ['[1]', Number.NaN],
])('the integer of the time %s is %d', (text, value) => {
  const page = scanPage(Buffer.from(`[{"t":${text}},{"a":{"t":${text}}}]`), plan);
  expect([...page.timeInteger.subarray(0, 2)]).toEqual([value, Number.NaN]);
  const nested = scanPage(Buffer.from(`[{"a":{"t":${text}}},{"t":${text}}]`), { ...plan, time: ['a', 't'] });
  expect([...nested.timeInteger.subarray(0, 2)]).toEqual([value, Number.NaN]);
});
