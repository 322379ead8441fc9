import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compactRecord, escapeLineBreaks } from '../../src/json/compact.ts';
import { jsonRecord, jsonText } from './arbitraries.ts';
import { tokensOf, treeOf } from './reference.ts';

function compacted(text: string | Uint8Array): string {
  const bytes = Buffer.from(text);
  const target = Buffer.alloc(bytes.length);
  return target.toString('utf8', 0, compactRecord(bytes, 0, bytes.length, target, 0));
}

describe('compactRecord', () => {
  test.each([
    ['{}', '{}'],
    ['{ }', '{}'],
    ['{\r\n\t"a" : 1 ,\n"b" : [ true , null ]\n}', '{"a":1,"b":[true,null]}'],
    ['{ "a b" : " c\\" d " , "\\\\" : "  " }', '{"a b":" c\\" d ","\\\\":"  "}'],
    ['{ "n" : 1.0 , "m" : -0 , "é " : "\u2028 😀" }', '{"n":1.0,"m":-0,"é ":"\u2028 😀"}'],
    ['[ ]', '[]'],
    [' " " ', '" "'],
  ])('of %j is %j', (text, expected) => {
    expect(compacted(text)).toBe(expected);
  });

  test('keeps every byte of every token and nothing else', () => {
    fc.assert(
      fc.property(jsonRecord, (record) => {
        const text = compacted(record);
        expect(text).toBe(
          tokensOf(record)
            .map((token) => Buffer.from(token.text, 'latin1').toString())
            .join(''),
        );
        expect(treeOf(Buffer.from(text)).spaced).toBe(false);
        expect(JSON.parse(text)).toEqual(JSON.parse(record.toString()));
      }),
      { numRuns: 1000 },
    );
  });

  test('reads its span and writes its room only', () => {
    const bytes = Buffer.from('xx{ "a": 1 }yy');
    const target = Buffer.alloc(14, '.');
    expect(compactRecord(bytes, 2, 12, target, 3)).toBe(10);
    expect(target.toString()).toBe('...{"a":1}....');
  });

  test('refuses a target without room', () => {
    const bytes = Buffer.from('{"a":1}');
    expect(() => compactRecord(bytes, 0, 7, Buffer.alloc(10), 4)).toThrow(RangeError);
    expect(compactRecord(bytes, 0, 7, Buffer.alloc(11), 4)).toBe(11);
  });
});

describe('escapeLineBreaks', () => {
  test.each(['', '{}', '{"a":"\\u2028\\n"}', '"é\u2027\u202a\u0084\u0086…“”"'])('gives back %j itself', (text) => {
    const bytes = new Uint8Array(Buffer.from(text));
    expect(escapeLineBreaks(bytes)).toBe(bytes);
  });

  test.each([
    ['"\u2028"', '"\\u2028"'],
    ['"\u2029\u2029"', '"\\u2029\\u2029"'],
    ['"a\u0085"', '"a\\u0085"'],
    ['{"\u2028":"é\u0085\\\\\u2029x"}', '{"\\u2028":"é\\u0085\\\\\\u2029x"}'],
  ])('of %j is %j', (text, expected) => {
    expect(Buffer.from(escapeLineBreaks(Buffer.from(text))).toString()).toBe(expected);
  });

  test('leaves the value as it was, and no line break', () => {
    fc.assert(
      fc.property(jsonText, (body) => {
        const json = (bytes: Uint8Array): unknown =>
          JSON.parse(
            Buffer.from(bytes)
              .toString()
              .replace(/^\ufeff/, ''),
          );
        const escaped = escapeLineBreaks(body);
        expect(json(escaped)).toEqual(json(body));
        expect(Buffer.from(escaped).toString()).not.toMatch(/[\u2028\u2029\u0085]/);
      }),
      { numRuns: 1000 },
    );
  });
});
