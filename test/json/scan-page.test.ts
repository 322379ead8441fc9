import { describe, expect, test } from '@jest/globals';
import {
  HAS_CURSOR,
  JsonError,
  NO_MEMBERS,
  type ScannedPage,
  type ScanPlan,
  SPACED,
  type Span,
} from '../../src/json/page.ts';
import { scanPage } from './scan-both.ts';

const base: ScanPlan = {
  records: ['data'],
  element: 'object',
  values: [['total'], ['meta', 'next']],
  time: ['timestamp'],
  cursor: 'airbyte_cursor',
};

const scan = (text: string, plan: Partial<ScanPlan> = {}): ScannedPage =>
  scanPage(Buffer.from(text), { ...base, ...plan });

function textOf(page: ScannedPage, span: Span | undefined): string | undefined {
  return span && Buffer.from(page.body).toString('utf8', span.start, span.end);
}

function columnTexts(page: ScannedPage, start: Int32Array, end: Int32Array): (string | undefined)[] {
  return Array.from({ length: page.count }, (_, i) => textOf(page, { start: start[i] ?? 0, end: end[i] ?? 0 }));
}

const recordsOf = (page: ScannedPage): unknown => columnTexts(page, page.start, page.end);
const timesOf = (page: ScannedPage): unknown => columnTexts(page, page.timeStart, page.timeEnd);
const flagsOf = (page: ScannedPage): unknown => [...page.flags.subarray(0, page.count)];

test('finds records, their times and the values around them, wherever these stand', () => {
  const page = scan(
    '\ufeff {"total": 2, "data": [{"id":"é","timestamp":1700000000123}, {"timestamp":"2024-01-01"}],' +
      ' "meta": {"data": [{"x":1}], "next": "abc"}} ',
  );
  expect(page.found).toBe('array');
  expect(recordsOf(page)).toEqual(['{"id":"é","timestamp":1700000000123}', '{"timestamp":"2024-01-01"}']);
  expect(timesOf(page)).toEqual(['1700000000123', '"2024-01-01"']);
  expect(flagsOf(page)).toEqual([0, 0]);
  expect(page.values.map((span) => textOf(page, span))).toEqual(['2', '"abc"']);
});

test('gives back the body itself', () => {
  const body = Buffer.from('xx[{"timestamp":1}]yy').subarray(2, -2);
  const page = scanPage(body, { ...base, records: [] });
  expect(page.body).toBe(body);
  expect([page.start[0], page.end[0], page.timeStart[0], page.timeEnd[0]]).toEqual([1, 16, 14, 15]);
});

test.each([
  ['{"data":[]}', 'array'],
  ['{"data":[ ]}', 'array'],
  ['{"data":{}}', 'object'],
  ['{"data":{"data":[{}]}}', 'object'],
  ['{"data":"[{}]"}', 'string'],
  ['{"data":-1}', 'number'],
  ['{"data":0.5}', 'number'],
  ['{"data":true}', 'boolean'],
  ['{"data":false}', 'boolean'],
  ['{"data":null}', 'null'],
  ['{"Data":[{}]}', 'missing'],
  ['{}', 'missing'],
  ['[{"data":[{}]}]', 'missing'],
  ['"data"', 'missing'],
  ['null', 'missing'],
])('says of %s that at the path stands: %s', (text, found) => {
  expect(scan(text)).toMatchObject({ found, count: 0 });
});

test.each([
  ['[]', 'array'],
  ['{}', 'object'],
  ['{"a":1}', 'object'],
  ['"a"', 'string'],
  ['0', 'number'],
  ['-1', 'number'],
  ['true', 'boolean'],
  ['null', 'null'],
])('says of %s that the root is: %s', (text, found) => {
  expect(scan(text, { records: [] })).toMatchObject({ found, count: 0 });
});

test.each([
  ['{"data":{"items":[{"a":1}]}}', 'array', 1],
  ['{"data":[{"items":[]}]}', 'missing', 0],
  ['{"data":null}', 'missing', 0],
  ['{"items":[{}],"data":{}}', 'missing', 0],
  ['{"data":{"items":{}}}', 'object', 0],
])('goes down two keys in %s', (text, found, count) => {
  expect(scan(text, { records: ['data', 'items'] })).toMatchObject({ found, count });
});

describe('keys', () => {
  test('are found when spelled with escapes', () => {
    const page = scan('{"d\\u0061ta":[{"\\u0074imestamp":1,"airbyte\\u005fcursor":2}],"\\u0074\\u006ftal":3}');
    expect(timesOf(page)).toEqual(['1']);
    expect(flagsOf(page)).toEqual([HAS_CURSOR]);
    expect(textOf(page, page.values[0])).toBe('3');
  });

  test.each(['', '"', '\\', 'a\nb', '\\u0061', 'é', '😀', '\ud800', '\ufffd', '__proto__', 'a.b', '/'])(
    'may be %j, and no other is taken for it',
    (key) => {
      const name = JSON.stringify(key);
      const decoys = ['"x"', '"a"', '"\\u0061"', '"\ufffd"', '"é "'].filter((decoy) => JSON.parse(decoy) !== key);
      const others = decoys.map((decoy) => `${decoy}:0,`).join('');
      const page = scan(`{${others}${name}:[{${others}${name}:1},{${others}"y":2}]}`, {
        records: [key],
        time: [key],
        cursor: key,
      });
      expect(timesOf(page)).toEqual(['1', '']);
      expect(flagsOf(page)).toEqual([HAS_CURSOR, 0]);
    },
  );

  test('that come twice on the way to the records are ambiguous', () => {
    expect(() => scan('{"data":[],"data":[]}')).toThrow('the key "data" comes twice at byte 11');
    expect(() => scan('{"data":null,"d\\u0061ta":[]}')).toThrow(JsonError);
    expect(() => scan('{"a":{"b":[]},"a":1}', { records: ['a', 'b'] })).toThrow(JsonError);
    expect(() => scan('{"a":{"b":[],"b":[]}}', { records: ['a', 'b'] })).toThrow(JsonError);
    expect(scan('{"x":{"data":1},"data":[{"data":1,"data":2}]}').count).toBe(1);
  });

  test('that come twice elsewhere: the last counts', () => {
    const page = scan('{"total":1,"total":[2],"meta":{"next":3},"meta":{"next":4,"next":5},"data":[]}');
    expect(page.values.map((span) => textOf(page, span))).toEqual(['[2]', '5']);
    expect(scan('{"meta":{"next":3},"meta":{}}').values).toEqual([undefined, undefined]);
    expect(scan('{"meta":{"next":3},"meta":null}').values).toEqual([undefined, undefined]);
  });
});

test('values may hold one another, the records, and the whole', () => {
  const values = [[], ['data'], ['data', 'x'], ['data', 'x', 'y'], ['none']];
  const texts = (text: string): unknown => {
    const page = scan(text, { values });
    return page.values.map((span) => textOf(page, span));
  };
  expect(texts(' {"data":{"x":{"y":1}}}')).toEqual([
    '{"data":{"x":{"y":1}}}',
    '{"x":{"y":1}}',
    '{"y":1}',
    '1',
    undefined,
  ]);
  expect(texts('{"data":[{"x":1}]}')).toEqual(['{"data":[{"x":1}]}', '[{"x":1}]', undefined, undefined, undefined]);
  expect(texts('7')).toEqual(['7', undefined, undefined, undefined, undefined]);
});

describe('the time of a record', () => {
  test.each([
    ['{"timestamp":1,"timestamp":2}', '2'],
    ['{"timestamp":1,"\\u0074imestamp":null}', 'null'],
    ['{"timestamp":{"a":[1, 2]} }', '{"a":[1, 2]}'],
    ['{"a":{"timestamp":1}}', ''],
    ['{"a":"timestamp","Timestamp":1,"timestamps":2}', ''],
    ['{}', ''],
    ['{"timestamp":""}', '""'],
    ['{"timestamp":-0.5e-7}', '-0.5e-7'],
  ])('of %s is %s', (record, time) => {
    expect(timesOf(scan(`{"data":[${record}]}`))).toEqual([time]);
  });

  test.each([
    ['{"a":{"t":1}}', '1'],
    ['{"a":{"t":1,"\\u0074":2}}', '2'],
    ['{"a":{"t":1},"a":{}}', ''],
    ['{"a":{"t":1},"a":5}', ''],
    ['{"a":5}', ''],
    ['{"a":[{"t":1}]}', ''],
    ['{"a":"t"}', ''],
    ['{"t":1}', ''],
    ['{ "a" : { "b" : "}" , "t" : [ ] } }', '[ ]'],
  ])('within an object: of %s is %s', (record, time) => {
    const page = scan(`{"data":[${record}]}`, { time: ['a', 't'] });
    expect(timesOf(page)).toEqual([time]);
    if (time === '') expect([page.timeStart[0], page.timeEnd[0]]).toEqual([0, 0]);
  });

  test('is not the one of the record before', () => {
    expect(timesOf(scan('{"data":[{"timestamp":1},{},{"timestamp":2},{"x":0}]}'))).toEqual(['1', '', '2', '']);
  });
});

test.each([
  ['{}', NO_MEMBERS],
  ['{ }', NO_MEMBERS | SPACED],
  ['{"a":" "}', 0],
  ['{"a": 1}', SPACED],
  ['{"a" :1}', SPACED],
  ['{ "a":1}', SPACED],
  ['{"a":1 }', SPACED],
  ['{"a":1\n,"b":2}', SPACED],
  ['{"a":1,\t"b":2}', SPACED],
  ['{"a":{"b":[1, 2]}}', SPACED],
  ['{"a":{"b":[ ]}}', SPACED],
  ['{"a":{},"airbyte_cursor":null}', HAS_CURSOR],
  ['{"a":{"airbyte_cursor":null}}', 0],
  ['{"airbyte_cursor" :"airbyte_cursor"}', HAS_CURSOR | SPACED],
])('flags of %j', (record, flags) => {
  expect(flagsOf(scan(`{ "data" : [ ${record} , ${record} ] }`))).toEqual([flags, flags]);
});

describe('rows that are arrays', () => {
  test('have spans and flags, but no time', () => {
    const page = scan('{"data":[[1,"timestamp"],[ ] ,[],[{"timestamp": 5}]]}', { element: 'array' });
    expect(recordsOf(page)).toEqual(['[1,"timestamp"]', '[ ]', '[]', '[{"timestamp": 5}]']);
    expect(timesOf(page)).toEqual(['', '', '', '']);
    expect(flagsOf(page)).toEqual([0, NO_MEMBERS | SPACED, NO_MEMBERS, SPACED]);
  });

  test('are no objects, and the other way round', () => {
    expect(() => scan('{"data":[[],{}]}', { element: 'array' })).toThrow(
      'record 1 is an object, not an array at byte 12',
    );
    expect(() => scan('{"data":[{},{},[]]}')).toThrow('record 2 is an array, not an object at byte 15');
  });
});

test.each([
  ['null', 'null'],
  ['1', 'a number'],
  ['"{}"', 'a string'],
  ['true', 'a boolean'],
])('a record may not be %s', (element, kind) => {
  expect(() => scan(`{"data":[{},${element}]}`)).toThrow(`record 1 is ${kind}, not an object at byte 12`);
});

test('more records than a body of its size mostly has', () => {
  const count = 5000;
  const page = scan(`{"data":[${Array.from({ length: count }, (_, i) => `{"timestamp":${i}}`).join(',')}]}`);
  expect(timesOf(page)).toEqual(Array.from({ length: count }, (_, i) => String(i)));
  const empty = scan(`[${'{},'.repeat(count)}{}]`, { records: [] });
  expect(empty.count).toBe(count + 1);
  expect(flagsOf(empty)).toEqual(new Array(count + 1).fill(NO_MEMBERS));
  expect(empty.end[count]).toBe(count * 3 + 3);
});
