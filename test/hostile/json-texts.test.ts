import { describe, expect, test } from '@jest/globals';
import { INVALID, NOT_UTF8 } from '../json/invalid-texts.ts';
import { VALID } from '../json/valid-texts.ts';
import { pageWith, readServed, type ServedResult, TIME } from './served-bytes.ts';

/** The whitespace between tokens goes; what stands in strings stays. */
function compacted(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, '$1');
}

/** What readers of lines take for the end of one. */
function escaped(json: string): string {
  return json.replace(
    /[\u2028\u2029\u0085]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function recordOf(value: string): string {
  return `{"value":${escaped(compacted(value))},"timestamp":${TIME},"airbyte_cursor":${TIME / 1000}}`;
}

const once = { requests: { max_retries: 0, concurrency: 1 } };
const root = { endpoint: { data_selector: '$' } };

/** Within a page these are deeper than the 1000 levels that a page may have. */
const TOO_DEEP = VALID.filter((text) => /^(\[{500}|(\{"a":){500})/.test(text));
const valid = VALID.filter((text) => !TOO_DEEP.includes(text));

/** So many values are read at once, for each is a sync of its own. */
const AT_ONCE = 20;

function portions<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / AT_ONCE);
  return Array.from({ length: count }, (_, index) => items.slice(index * AT_ONCE, (index + 1) * AT_ONCE));
}

describe('valid JSON passes through a whole sync byte for byte', () => {
  test.each(portions(valid).map((texts) => ({ texts })))('as values, $texts.0 and the next', async ({ texts }) => {
    const results = await Promise.all(texts.map((text) => readServed(pageWith(`"value":${text},`))));
    expect(results.map(({ rows, message }) => ({ rows, message }))).toEqual(
      texts.map((text) => ({ rows: [recordOf(text)], message: '' })),
    );
  });

  test('as keys', async () => {
    const keys = VALID.filter((text) => text.startsWith('"'));
    const results = await Promise.all(keys.map((key) => readServed(pageWith(`${key}:1,`))));
    expect(results.map(({ rows }) => rows)).toEqual(
      keys.map((key) => [`{${escaped(key)}:1,"timestamp":${TIME},"airbyte_cursor":${TIME / 1000}}`]),
    );
  });

  test.each(portions(valid).map((texts) => ({ texts })))(
    'around the rows, $texts.0 and the next',
    async ({ texts }) => {
      const results = await Promise.all(
        texts.map((text) => readServed(`{"more":${text},"data":[{"timestamp":${TIME}}],"and":${text}}`)),
      );
      for (const { rows, message } of results) {
        expect({ rows: rows.length, message }).toEqual({ rows: 1, message: '' });
      }
    },
  );
});

/** What is no JSON as a whole text may be some within a page, such as `1,"a":2`. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Loud, and nothing of the page is out. */
function expectRefused(results: readonly ServedResult[]): void {
  for (const { rows, failed } of results) expect({ rows, failed }).toEqual({ rows: [], failed: 'page_invalid' });
}

describe('what is no JSON fails loudly, and no row of its page comes out', () => {
  const values = INVALID.filter((text) => !isJson(pageWith(`"value":${text},`)));

  test.each(portions(values).map((texts) => ({ texts })))('as values, $texts.0 and the next', async ({ texts }) => {
    const page = (text: string): string => `{"data":[{"timestamp":${TIME}},{"value":${text},"timestamp":${TIME}}]}`;
    expectRefused(await Promise.all(texts.map((text) => readServed(page(text)))));
  });

  test('as pages', async () => {
    const results = await Promise.all(INVALID.map((text) => readServed(text, { config: { ...root, ...once } })));
    expectRefused(results);
  });

  test('behind a whole page', async () => {
    const texts = INVALID.filter((text) => text.trim() !== '');
    expectRefused(await Promise.all(texts.map((text) => readServed(pageWith('') + text))));
  });

  test('values that are deeper than a page may be', async () => {
    const results = await Promise.all(TOO_DEEP.map((text) => readServed(pageWith(`"value":${text},`))));
    expect(results.length).toBe(2);
    expectRefused(results);
    for (const { message } of results) expect(message).toContain('nested deeper than 1000');
  });

  test.each(NOT_UTF8)('bytes that are not UTF-8: %s', async (_, bytes) => {
    const page = Buffer.concat([Buffer.from('{"data":[{"value":'), bytes, Buffer.from(`,"timestamp":${TIME}}]}`)]);
    expectRefused([await readServed(page)]);
  });
});
