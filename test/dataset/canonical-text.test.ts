import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalText } from '../../src/dataset/canonical-text.ts';

/** It takes and gives a character for each byte. */
const canonical = (text: string): string =>
  Buffer.from(canonicalText(Buffer.from(text).toString('latin1')), 'latin1').toString();

describe('the spelling of a value', () => {
  test.each([
    ['"\\u00fc\\/\\u000a"', '"ü/\\n"'],
    ['"a\\\\b\\"1.50"', '"a\\\\b\\"1.50"'],
    ['"\\ud800"', '"\\ud800"'],
    ['1.50', '15e-1'],
    ['1.5', '15e-1'],
    ['15e-1', '15e-1'],
    ['100.0', '100'],
    ['1e2', '100'],
    ['100', '100'],
    ['-0.0', '-0'],
    ['0.00E5', '0'],
    ['0.001', '1e-3'],
    ['90071992547409931.0', '90071992547409931'],
    ['1e999999999999999', '1e999999999999999'],
    ['1e99999999999999999', '1e99999999999999999'],
    ['{"a\\u0062":[1.0,true,null,"1.0"]}', '{"ab":[1,true,null,"1.0"]}'],
  ])('%s is %s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  test.each([
    ['one escape', `${'x'.repeat(20_000_000)}\\n`],
    ['many', 'line\\n'.repeat(4_000_000)],
    ['backslashes before its end', '\\\\'.repeat(10_000_000)],
  ])('of a string of 20 MB with %s is found', (_what, text) => {
    const json = `{"a":"${text}","b":1.50}`;
    expect(canonicalText(json) === `{"a":"${text}","b":15e-1}`).toBe(true);
  });

  test('of a number with a million zeros is found', () => {
    const zeros = '0'.repeat(1_000_000);
    expect(canonicalText(`[1.${zeros}1${zeros}]`) === `[1${zeros}1e-1000001]`).toBe(true);
  });

  test('of a value is the same however it is written, and another one for another value', () => {
    const escaped = (text: string): string =>
      text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    fc.assert(
      fc.property(fc.json(), fc.json(), (one, other) => {
        const value = JSON.stringify(JSON.parse(one));
        expect(canonical(escaped(value))).toBe(canonical(value));
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(value));
        const isSame = JSON.stringify(JSON.parse(other)) === value;
        expect(canonical(JSON.stringify(JSON.parse(other))) === canonical(value)).toBe(isSame);
      }),
      { numRuns: 500 },
    );
  });
});
