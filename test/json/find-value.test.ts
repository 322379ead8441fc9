import { expect, test } from '@jest/globals';
import { findValue } from '../../src/json/find-value.ts';

function found(text: string, path: readonly string[]): string | undefined {
  const bytes = Buffer.from(`[0,${text},0]`);
  const span = findValue(bytes, 3, bytes.length - 3, path);
  return span && bytes.toString('utf8', span.start, span.end);
}

test.each([
  ['{"a":1}', ['a'], '1'],
  ['{"a":1,"b":2}', ['b'], '2'],
  ['{ "a" : "x\\"}" , "b" : [ 1 , "]" ] }', ['b'], '[ 1 , "]" ]'],
  ['{"a":{"b":{"c":true}}}', ['a', 'b', 'c'], 'true'],
  ['{"a":1,"a":2}', ['a'], '2'],
  ['{"a":{"b":1},"a":{"b":2}}', ['a', 'b'], '2'],
  ['{"a":{"b":1},"a":{}}', ['a', 'b'], undefined],
  ['{"a":{"b":1},"a":null}', ['a', 'b'], undefined],
  ['{"\\u0061":1}', ['a'], '1'],
  ['{"a":1,"\\u0061":-2.50}', ['a'], '-2.50'],
  ['{"\\\\u0061":1}', ['a'], undefined],
  ['{"\\\\u0061":1}', ['\\u0061'], '1'],
  ['{"\\u0061":1}', ['\\u0061'], undefined],
  ['{"\\"":1,"\\\\":2}', ['\\'], '2'],
  ['{"é":1}', ['é'], '1'],
  ['{"\\u00e9":1}', ['é'], '1'],
  ['{"":0}', [''], '0'],
  ['{"__proto__":{"x":1}}', ['__proto__', 'x'], '1'],
  ['{}', ['__proto__'], undefined],
  ['{}', ['a'], undefined],
  ['{ }', ['a'], undefined],
  ['{"a":null}', ['a'], 'null'],
  ['{"b":{"a":1}}', ['a'], undefined],
  ['{"a":[{"b":1}]}', ['a', 'b'], undefined],
  ['{"a":"b"}', ['a', 'b'], undefined],
  ['[{"a":1}]', ['a'], undefined],
  ['7', ['a'], undefined],
  ['{"a":1}', [], '{"a":1}'],
])('in %s at %j stands %s', (text, path, expected) => {
  expect(found(text, path)).toBe(expected);
});
