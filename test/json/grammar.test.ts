import { describe, expect, test } from '@jest/globals';
import { JsonError, MAX_DEPTH, type ScanPlan } from '../../src/json/page.ts';
import { INVALID, NOT_UTF8 } from './invalid-texts.ts';
import { scanPage } from './scan-both.ts';
import { VALID } from './valid-texts.ts';

const base: ScanPlan = { records: ['no such key'], element: 'object', values: [], time: ['t'], cursor: 'c' };
// The same grammar is read by the walk of the envelope, by the reader of records, of rows, and of what is skipped.
const plans: readonly ScanPlan[] = [
  base,
  { ...base, records: [] },
  { ...base, records: [], element: 'array' },
  { ...base, records: ['a'], values: [[], ['a'], ['a', 'b']] },
];

const scan = (text: string | Uint8Array, plan = base): unknown => scanPage(Buffer.from(text), plan);
const shown = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
const cases = (texts: readonly string[]): [string, string][] => texts.map((text) => [shown(text), text]);

describe('valid JSON is accepted', () => {
  test.each(cases(VALID))('%s', (_, text) => {
    expect(() => scan(text)).not.toThrow();
    expect(() => scan(`\ufeff${text}`)).not.toThrow();
    if (text.length < 900) {
      expect(() => scan(`{"x":${text}}`)).not.toThrow();
      expect(() => scan(`[{"x": ${text} ,"y":0}]`, { ...base, records: [] })).not.toThrow();
      expect(() => scan(`[[${text},${text}]]`, { ...base, records: [], element: 'array' })).not.toThrow();
    }
  });
});

describe('everything else is a JsonError', () => {
  test.each(cases(INVALID))('%s', (_, text) => {
    expect(() => JSON.parse(text.replace(/^\ufeff/, ''))).toThrow();
    for (const plan of plans) expect(() => scan(text, plan)).toThrow(JsonError);
    expect(() => scan(`\ufeff${text}`)).toThrow(JsonError);
  });

  test.each(cases(INVALID))('as a member: %s', (_, text) => {
    const object = `[{"x":${text}}]`;
    expect(() => JSON.parse(object)).toThrow();
    for (const plan of plans) expect(() => scan(object, plan)).toThrow(JsonError);
    for (const plan of plans) expect(() => scan(`{"a":{"b":${text}}}`, plan)).toThrow(JsonError);
  });

  test.each(NOT_UTF8)('%s', (_, bytes, offset) => {
    expect(() => scan(bytes)).toThrow(new JsonError('not UTF-8', offset));
  });

  test('every proper prefix of a page', () => {
    const page =
      '\ufeff{ "total" : 3, "data" : [ {"a":1,"t":-2.5e+3,"s":"x\\"\\u00e9\\\\é","n":[{"m":null},[true,false]]},\n' +
      '{"t":"2024","c":0},{},{"a":{"b":{}}} ], "meta":{"next":null,"list":["a",0]}, "ok":true}';
    const bytes = Buffer.from(page);
    for (const records of [['data'], ['total'], ['meta', 'next'], []]) {
      expect(() => scan(bytes, { ...base, records, values: [['total'], ['meta', 'next']] })).not.toThrow();
      for (let size = 0; size < bytes.length; size++) {
        expect(() => scan(bytes.subarray(0, size), { ...base, records })).toThrow(JsonError);
      }
    }
  });

  test('a prefix in a buffer that holds the rest of the page', () => {
    const bytes = Buffer.from('{"data":[{"a":"}]}"},{"a":2}]}');
    for (let size = 0; size < bytes.length; size++) {
      const prefix = bytes.subarray(0, size);
      for (const records of [['data'], ['x']]) expect(() => scanPage(prefix, { ...base, records })).toThrow(JsonError);
    }
  });
});

describe('depth', () => {
  const nested = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);

  test.each(plans.map((plan, index) => [index, plan] as const))('up to the limit, with plan %i', (_, plan) => {
    const rows = nested('[', ']', MAX_DEPTH - 2);
    expect(() => scan(`{"a":[${rows}]}`, { ...plan, element: 'array' })).not.toThrow();
    expect(() => scan(`[[${rows}]]`, { ...plan, element: 'array' })).not.toThrow();
    expect(() => scan(`[{"x":${rows}}]`, { ...plan, element: 'object' })).not.toThrow();
    expect(() => scan(`[[${nested('[', ']', MAX_DEPTH - 1)}]]`, plan)).toThrow(JsonError);
    expect(() => scan(`[{"x":${nested('[', ']', MAX_DEPTH - 1)}}]`, plan)).toThrow(JsonError);
    expect(() => scan(`{"a":{"b":${nested('[', ']', MAX_DEPTH - 1)}}}`, plan)).toThrow(JsonError);
  });

  test.each([
    ['arrays', '[', ']'],
    ['objects', '{"a":', '}'],
    ['open arrays only', '[', ''],
    ['open objects only', '{"a":', ''],
    ['both', '[{"a":', '}]'],
  ])('100,000 of %s are an error that names the limit or the cut', (_, open, close) => {
    for (const plan of plans) {
      expect(() => scan(nested(open, close, 100_000), plan)).toThrow(JsonError);
      expect(() => scan(`${open.repeat(100_000)}0${close.repeat(100_000)}]`, plan)).toThrow(JsonError);
    }
    if (close !== '') expect(() => scan(nested(open, close, 100_000))).toThrow(`nested deeper than ${MAX_DEPTH}`);
  });

  test('of the paths of the plan as well', () => {
    const path = Array.from({ length: MAX_DEPTH + 5 }, () => 'a');
    const text = (depth: number): string => `${'{"a":'.repeat(depth)}{}${'}'.repeat(depth)}`;
    expect(() => scan(text(MAX_DEPTH - 1), { ...base, records: path, values: [path] })).not.toThrow();
    expect(() => scan(text(MAX_DEPTH), { ...base, records: path })).toThrow(JsonError);
    expect(() => scan(text(MAX_DEPTH), { ...base, values: [path] })).toThrow(JsonError);
  });
});

test.each([
  ['{"a":1,"b":tru}', "expected a value, found 't' at byte 11"],
  ['[1 2]', `expected "," or "]", found '2' at byte 3`],
  ['{"a" 1}', `expected ":", found '1' at byte 5`],
  ['<html>', "expected a value, found '<' at byte 0"],
  ['[1,\0]', 'expected a value, found 0x00 at byte 3'],
  ['{"a":[1}', `expected "," or "]", found '}' at byte 7`],
  ['{"a":[1', "the text does not end with '}' at byte 7"],
  ['[{"a":1}', "the text does not end with ']' at byte 8"],
  ['{"a":{"b":1}', 'the text ends too early at byte 12'],
  ['"abc', 'a string without an end at byte 0'],
  ['["abc]', 'a string without an end at byte 1'],
  ['["a\nb"]', 'a control character within a string at byte 3'],
  ['[1] 2', "the text does not end with ']' at byte 5"],
  ['{} {}', 'more after the end of the text at byte 3'],
  ['', 'an empty text at byte 0'],
  ['\ufeff \n', 'an empty text at byte 5'],
])('says what is wrong with %j, and where', (text, message) => {
  expect(() => scan(text)).toThrow(message);
});

test.each([
  ['[{"a":"b}]', 'a string without an end at byte 6'],
  ['[{"a}]', 'a string without an end at byte 2'],
  ['[{"a\\"}]', 'a string without an end at byte 4'],
  ['[{"a":"b\\"}]', 'a string without an end at byte 8'],
  ['[{"a":"b\nc"}]', 'a control character within a string at byte 8'],
  ['[{"a":1,}]', `expected a string, found '}' at byte 8`],
  ['[{"a":1]]', `expected "," or "}", found ']' at byte 7`],
  ['[{"a":1},]', "expected a value, found ']' at byte 9"],
])('says what is wrong with the records %j, and where', (text, message) => {
  expect(() => scan(text, { ...base, records: [] })).toThrow(message);
});
