import { describe, expect, test } from '@jest/globals';
import { pageWith, readServed, TIME } from './served-bytes.ts';

const CURSOR = TIME / 1000;
const BACKSLASH = String.fromCharCode(92);

/** The one record of a page with one row. */
async function only(page: Uint8Array | string): Promise<string> {
  const { rows, message } = await readServed(page);
  expect({ rows: rows.length, message }).toEqual({ rows: 1, message: '' });
  return rows[0] ?? '';
}

describe('a row passes as it is', () => {
  const members: Readonly<Record<string, string>> = {
    'a key twice': '"a":1,"a":2,',
    'a key twice, once spelled with escapes': `"a":1,"${BACKSLASH}u0061":2,`,
    'names of prototypes': '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},',
    'names of methods': '"toString":1,"hasOwnProperty":2,"valueOf":null,',
    'an empty key': '"":1,',
    'integers beyond 2^53': '"a":9007199254740993,"b":-18446744073709551616,',
    'a number of 100,000 digits': `"a":${'9'.repeat(100_000)},`,
    'a fraction of 100,000 digits': `"a":0.${'3'.repeat(100_000)},`,
    exponents: '"a":1e400,"b":-1E-400,"c":1.0e+0,"d":-0,"e":0.0,',
    'lone surrogates as escapes': `"a":"${BACKSLASH}ud800","b":"${BACKSLASH}udc00${BACKSLASH}ud800",`,
    'NUL and other controls as escapes': `"a":"${BACKSLASH}u0000${BACKSLASH}u001f${BACKSLASH}u007f",`,
    'a text of a megabyte': `"a":"${'é'.repeat(500_000)}",`,
    'a key of a megabyte': `"${'k'.repeat(1_000_000)}":1,`,
    'a text that looks like a page': '"a":"{\\"data\\":[{\\"timestamp\\":1}]}",',
    'rows within a row': `"data":[{"timestamp":1}],"a":{"timestamp":2,"airbyte_cursor":3},`,
    '997 arrays in each other': `"a":${'['.repeat(997)}${']'.repeat(997)},`,
    '997 objects in each other': `"a":${'{"b":'.repeat(997)}1${'}'.repeat(997)},`,
    'ten thousand columns': Array.from({ length: 10_000 }, (_, index) => `"c${index}":${index},`).join(''),
    'U+FEFF within a text': '"a":"\ufeff",',
    'bytes of every length of UTF-8': '"a":"aé日😀\u{10ffff}",',
  };
  test.each(Object.keys(members))('%s', async (name) => {
    const given = members[name] ?? '';
    const expected = `{${given}"timestamp":${TIME},"airbyte_cursor":${CURSOR}}`;
    expect((await only(pageWith(given))) === expected).toBe(true);
    expect('polluted' in {}).toBe(false);
  });

  test.each(['2028', '2029', '0085'])(
    'U+%s, which some readers take for the end of a line, becomes an escape',
    async (hex) => {
      const character = String.fromCharCode(Number.parseInt(hex, 16));
      expect(await only(pageWith(`"a${character}":"${character}x${character}",`))).toBe(
        `{"a${BACKSLASH}u${hex}":"${BACKSLASH}u${hex}x${BACKSLASH}u${hex}","timestamp":${TIME},"airbyte_cursor":${CURSOR}}`,
      );
    },
  );
});

describe('levels above the limit fail loudly, and the limit is named', () => {
  const values: Readonly<Record<string, string>> = {
    '998 arrays': `${'['.repeat(998)}${']'.repeat(998)}`,
    '100,000 arrays': `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    '100,000 objects': `${'{"b":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  };
  test.each(Object.keys(values))('%s', async (name) => {
    const { rows, failed, message } = await readServed(pageWith(`"a":${values[name]},`));
    expect({ rows, failed }).toEqual({ rows: [], failed: 'page_invalid' });
    expect(message).toContain('nested deeper than 1000');
  });
});

describe('the time', () => {
  test('under a key that is spelled with escapes', async () => {
    const key = `${BACKSLASH}u0074imestamp`;
    expect(await only(`{"data":[{"${key}":${TIME}}]}`)).toBe(`{"${key}":${TIME},"airbyte_cursor":${CURSOR}}`);
  });

  test('as text', async () => {
    expect(await only(`{"data":[{"timestamp":"${TIME}"}]}`)).toBe(`{"timestamp":"${TIME}","airbyte_cursor":${CURSOR}}`);
  });

  test.each(['true', '{}', '[]', '"soon"', '""', '1e999', '"9x"', '"NaN"', '"Infinity"'])(
    'that is none, %s, fails loudly',
    async (value) => {
      const { rows, failed } = await readServed(`{"data":[{"timestamp":${value}}]}`);
      expect({ rows, failed: failed === undefined || failed === 'internal' }).toEqual({ rows: [], failed: false });
    },
  );
});

describe('a cursor that is already there stays', () => {
  test.each(['null', '"yesterday"', '""', '{"a":[1]}', '[]', '0', '1e3', '-1.50', 'true', '12345678901234567890'])(
    '%s',
    async (value) => {
      expect(await only(pageWith(`"airbyte_cursor":${value},`))).toBe(
        `{"airbyte_cursor":${value},"timestamp":${TIME}}`,
      );
    },
  );

  test('under a key that is spelled with escapes', async () => {
    const key = `airbyte${BACKSLASH}u005fcursor`;
    expect(await only(pageWith(`"${key}":1,`))).toBe(`{"${key}":1,"timestamp":${TIME}}`);
  });
});

describe('rows that are none', () => {
  test.each(['null', '1', '"a"', '[]', `[1,${TIME}]`, 'true', '[{}]'])('%s fails loudly', async (row) => {
    const { rows, failed } = await readServed(`{"data":[{"timestamp":${TIME}},${row}]}`);
    expect({ rows, failed }).toEqual({ rows: [], failed: 'page_invalid' });
  });

  test('empty objects only: there is no time field', async () => {
    const { failed } = await readServed('{"data":[{},{}]}');
    expect(failed).toBe('time_field_missing');
  });

  test('an empty object among rows comes out with a cursor that is null', async () => {
    const { rows, message } = await readServed(`{"data":[{"timestamp":${TIME}},{}]}`);
    expect({ rows, message }).toEqual({
      rows: [`{"timestamp":${TIME},"airbyte_cursor":${CURSOR}}`, '{"airbyte_cursor":null}'],
      message: '',
    });
  });
});
