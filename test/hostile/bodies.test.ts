import { describe, expect, test } from '@jest/globals';
import { pageWith, readServed, TIME } from './served-bytes.ts';

const RECORD = `{"a":"b  c","n":[1,{"x":null}],"timestamp":${TIME},"airbyte_cursor":${TIME / 1000}}`;
const PAGE = pageWith('"a":"b  c","n":[1,{"x":null}],');
const pretty = JSON.stringify(JSON.parse(PAGE), undefined, 2);

describe('a page in another dress is the same page', () => {
  const pages: Readonly<Record<string, string>> = {
    plain: PAGE,
    'with a byte order mark': `\ufeff${PAGE}`,
    'pretty-printed': pretty,
    'with CRLF': pretty.replaceAll('\n', '\r\n'),
    'with tabs': pretty.replaceAll('  ', '\t').replace('b\tc', 'b  c'),
    'with whitespace around': ` \r\n\t${PAGE}\n\n`,
  };
  test.each(Object.keys(pages))('%s', async (name) => {
    const { rows, message } = await readServed(pages[name] ?? '');
    expect({ rows, message }).toEqual({ rows: [RECORD], message: '' });
  });

  test.each(['text/plain', 'text/html', 'application/octet-stream', 'text/plain; charset=utf-16'])(
    'as %s',
    async (type) => {
      const { rows, message } = await readServed(PAGE, { type });
      expect({ rows, message }).toEqual({ rows: [RECORD], message: '' });
    },
  );
});

const comments = ['/* a */', '// a\n', '# a\n', '<!-- a -->'];

describe('what is no JSON in UTF-8 is no page', () => {
  const bodies: Readonly<Record<string, string | Uint8Array>> = {
    'UTF-16 with a byte order mark': Buffer.from(`\ufeff${PAGE}`, 'utf16le'),
    'UTF-16 without one': Buffer.from(PAGE, 'utf16le'),
    'UTF-16 big endian': Buffer.from(`\ufeff${PAGE}`, 'utf16le').swap16(),
    'two byte order marks': `\ufeff\ufeff${PAGE}`,
    'Latin-1': Buffer.from(pageWith('"a":"café",'), 'latin1'),
    'a raw surrogate': Buffer.concat([
      Buffer.from('{"data":[{"a":"'),
      Buffer.of(0xed, 0xa0, 0x80),
      Buffer.from(`","timestamp":${TIME}}]}`),
    ]),
    'a raw line break in a text': pageWith('"a":"b\nc",'),
    'a raw NUL in a text': pageWith('"a":"\0",'),
    NaN: pageWith('"a":NaN,'),
    Infinity: pageWith('"a":-Infinity,'),
    'a comma too many in a row': `{"data":[{"timestamp":${TIME},}]}`,
    'a comma too many behind the rows': `{"data":[{"timestamp":${TIME}},]}`,
    'a comma too many in the page': `{"data":[{"timestamp":${TIME}}],}`,
    'single quotes': PAGE.replaceAll('"', "'"),
    'two pages': PAGE + PAGE,
    'lines of JSON': `{"timestamp":${TIME}}\n{"timestamp":${TIME}}\n`,
    'something behind the page': `${PAGE}x`,
    'a page in a callback': `callback(${PAGE})`,
    'a guard against scripts': `)]}'\n${PAGE}`,
    '100,000 arrays that do not end': `{"data":[{"a":${'['.repeat(100_000)}`,
    'nothing but blanks': ' '.repeat(10_000),
    ...Object.fromEntries(
      comments.map((text) => [`a comment, ${text.trim()}`, `{"data":[${text}{"timestamp":${TIME}}]}`]),
    ),
  };
  test.each(Object.keys(bodies))('%s', async (name) => {
    const { rows, failed } = await readServed(bodies[name] ?? '');
    expect({ rows, failed }).toEqual({ rows: [], failed: 'page_invalid' });
  });
});

describe('a page that is JSON, but of another shape', () => {
  test.each([
    'null',
    '0',
    '"data"',
    'true',
    '{}',
    '[]',
    '{"data":{}}',
    '{"data":null}',
    '{"Data":[]}',
    '{"data":"[]"}',
  ])('%s fails loudly', async (body) => {
    const { rows, failed } = await readServed(body);
    expect({ rows, failed }).toEqual({ rows: [], failed: 'selector_missing' });
  });
});
