import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parsePath } from '../../src/json/paths.ts';

test.each([
  ['', []],
  ['$', []],
  ['data', ['data']],
  ['data.items', ['data', 'items']],
  ['$.a.b', ['a', 'b']],
  ['$.$', ['$']],
  ['$id', ['$id']],
  ['a.$', ['a', '$']],
  ['a\\.b', ['a.b']],
  ['$.a\\.b.c', ['a.b', 'c']],
  ['\\.', ['.']],
  ['a\\b', ['a\\b']],
  ['a\\\\.b', ['a\\', 'b']],
  ['a\\\\\\.b', ['a\\.b']],
  ['a\\', ['a\\']],
  ['a..b', ['a', '', 'b']],
  ['$.', ['']],
  ['é.日本.😀', ['é', '日本', '😀']],
  ['a b.c\nd', ['a b', 'c\nd']],
  ['__proto__.x', ['__proto__', 'x']],
  ['0.1', ['0', '1']],
])('the keys of %j are %j', (text, keys) => {
  expect(parsePath(text)).toEqual(keys);
});

test('every path of keys has a spelling', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (keys) => {
      const spelled = ['$', ...keys.map((key) => key.replace(/[.\\]/g, '\\$&'))].join('.');
      expect(parsePath(spelled)).toEqual(keys);
    }),
  );
});
