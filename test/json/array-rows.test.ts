import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { objectRows } from '../../src/json/array-rows.ts';
import { JsonError, type ScanPlan } from '../../src/json/page.ts';
import { columnsText, columnTexts, rowsText } from './arbitraries.ts';
import { treeOf } from './reference.ts';
import { scanPage } from './scan-both.ts';

const plan: ScanPlan = { records: ['data'], element: 'array', values: [['columns']], time: ['t'], cursor: 'c' };

function rowsOf(body: string): string {
  const page = scanPage(Buffer.from(body), plan);
  const columns = page.values[0];
  if (columns === undefined) throw new Error('no columns');
  return Buffer.from(objectRows(page, columns)).toString();
}

describe('objectRows', () => {
  test.each([
    ['no rows', '["a"]', '[]', '[]'],
    ['no columns', '[]', '[[],[ ]]', '[{},{}]'],
    ['one value', '["a"]', '[[1],[2]]', '[{"a":1},{"a":2}]'],
    ['spaces', '[ "a" , "b" ]', '[ [ 1 , "x, ]" ] ]', '[{"a":1,"b":"x, ]"}]'],
    ['nested values', '["a","b"]', '[[[1, 2],{"c": [ ]}]]', '[{"a":[1, 2],"b":{"c": [ ]}}]'],
    [
      'exact bytes',
      '["\\u0061","é"]',
      '[[1.0,-0],[1e400,"\\/"]]',
      '[{"\\u0061":1.0,"é":-0},{"\\u0061":1e400,"é":"\\/"}]',
    ],
    ['columns as objects', '[{"type":"t","name":"a"},"b"]', '[[null,true]]', '[{"a":null,"b":true}]'],
  ])('with %s', (_, columns, rows, expected) => {
    expect(rowsOf(`{"columns":${columns},"data":${rows}}`)).toBe(expected);
    expect(rowsOf(`{"data":${rows},"columns":${columns}}`)).toBe(expected);
  });

  test.each([
    ['"a"', 'the columns are not an array'],
    ['{"name":"a"}', 'the columns are not an array'],
    ['null', 'the columns are not an array'],
    ['[1]', 'column 0 is neither'],
    ['["a",null]', 'column 1 is neither'],
    ['[{"title":"a"}]', 'column 0 is neither'],
    ['[{"name":1}]', 'column 0 is neither'],
    ['[["a"]]', 'column 0 is neither'],
    ['["a","b","a"]', 'two columns have the name "a"'],
    ['["a",{"name":"\\u0061"}]', 'two columns have the name "\\u0061"'],
  ])('refuses the columns %s', (columns, message) => {
    expect(() => rowsOf(`{"columns":${columns},"data":[]}`)).toThrow(JsonError);
    expect(() => rowsOf(`{"columns":${columns},"data":[]}`)).toThrow(message);
  });

  test.each([
    ['[[1,2],[1]]', 'row 1 has 1 values for 2 columns'],
    ['[[]]', 'row 0 has 0 values for 2 columns'],
    ['[[1,2],[1,2],[1,2,3,[4,5]]]', 'row 2 has 4 values for 2 columns'],
  ])('refuses the rows %s', (rows, message) => {
    expect(() => rowsOf(`{"columns":["a","b"],"data":${rows}}`)).toThrow(JsonError);
    expect(() => rowsOf(`{"columns":["a","b"],"data":${rows}}`)).toThrow(message);
  });

  const table = columnTexts.chain((columns) => fc.tuple(columnsText(columns), rowsText(columns.length)));

  test('gives every value its name, each in its own bytes', () => {
    fc.assert(
      fc.property(table, ([columns, rows]) => {
        const slices = (text: string, of: ReturnType<typeof treeOf>): string =>
          Buffer.from(text).toString('utf8', of.start, of.end);
        const names = treeOf(Buffer.from(columns)).elements.map((column) =>
          slices(columns, column.members[1]?.value ?? column),
        );
        const objects = treeOf(Buffer.from(rows)).elements.map(
          (row) => `{${row.elements.map((value, i) => `${names[i]}:${slices(rows, value)}`).join(',')}}`,
        );
        expect(rowsOf(`{"columns":${columns},"data":${rows}}`)).toBe(`[${objects.join(',')}]`);
      }),
      { numRuns: 500 },
    );
  });
});
