import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { placeholderNames } from '../../src/config/placeholders.ts';
import { unknownPlaceholders } from '../../src/config/unknown-placeholders.ts';

describe('a placeholder that does not exist is found', () => {
  test.each<[string, string[]]>([
    ['{starttime}', ['starttime']],
    ['/run/{dataset}/{id}/{dataset}', ['dataset', 'id']],
    ['ts BETWEEN {start} AND {end}', ['start', 'end']],
    ['[{"value": "{start}"}, {"value": "{end_time}"}]', ['start']],
    ['{"a": {start}}', ['start']],
    ['{"{key}": 1}', ['key']],
    ['{"q": "{\\"inner\\": \\"{deep}\\"}"}', ['deep']],
    ['{"q": "{\\"from\\": {start_time}, \\"to\\": \\"{till}\\"}"}', ['till']],
    ['{ items(from: {start}) { id } }', ['start']],
    ['{ items(where: "ts BETWEEN {start} AND {end_time}") {id} }', ['start']],
    ['{items{id}} {other}', ['other']],
    ['{{other}}', ['other']],
    ['{viewer}', ['viewer']],
  ])('%s', (text, unknown) => {
    expect(unknownPlaceholders(text)).toEqual(unknown);
  });
});

describe('braces of other languages are left alone', () => {
  test.each([
    ['JSON', '{"a": {"b": [{}, {"c": "{offset}"}]}}'],
    ['GraphQL', 'query { items(from: {start_time}, to: {end_time}) { id thing } }'],
    ['GraphQL without blanks', '{items(from:{start_time}){id}}'],
    ['GraphQL with an operation', 'query Items($n:Int){items(first:$n){id}}'],
    ['GraphQL with one field', 'query{viewer}'],
    ['GraphQL with one field and blanks', '{ viewer }'],
    ['a GraphQL fragment', 'fragment Fields on Item{id}'],
    ['GraphQL in JSON', '{"query": "{items(where: \\"ts > {start_time}\\"){id}}", "variables": {}}'],
    ['SQL', "SELECT '{}' , ts FROM t WHERE ts >= {start_time} LIMIT {limit}"],
    ['other identifiers', '{Foo} {foo-bar} {foo1}{1} { foo }'],
    ['a range of Lucene', 'ts:[{start_time} TO {end_time}}'],
  ])('%s', (_language, text) => {
    expect(unknownPlaceholders(text)).toEqual([]);
  });
});

test('any JSON whose strings have no braces is left alone', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
      fc.pre(!/\{[a-z_]+\}/.test(JSON.stringify(value)));
      expect(unknownPlaceholders(JSON.stringify(value))).toEqual([]);
    }),
  );
});

test('a text that is just a placeholder exists or is found, also as a value of JSON', () => {
  const name = fc.oneof(fc.constantFrom(...placeholderNames), fc.stringMatching(/^[a-z_]+$/));
  fc.assert(
    fc.property(name, (text) => {
      const unknown = placeholderNames.some((known) => known === text) ? [] : [text];
      expect(unknownPlaceholders(`{${text}}`)).toEqual(unknown);
      expect(unknownPlaceholders(JSON.stringify([{ a: `{${text}}` }]))).toEqual(unknown);
    }),
  );
});
