import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  bodyAsJson,
  parseBodyTemplate,
  parseTemplate,
  placeholderNames,
  renderBody,
  renderTemplate,
  type TemplateValues,
} from '../../src/config/placeholders.ts';
import { spec } from '../../src/config/spec.ts';

const values: TemplateValues = {
  dataset_id: 'a/b "c"',
  start_time: 1700000000001n,
  end_time: 9223372036854775807n,
  offset: 0,
  limit: 10000,
};

describe('a text', () => {
  test.each([
    ['/run/{dataset_id}?', '/run/a/b "c"?'],
    ['{start_time}-{end_time}', '1700000000001-9223372036854775807'],
    ['{"gte":{start_time}}', '{"gte":1700000000001}'],
    ['{{offset}}', '{0}'],
    ['{ offset } {Offset} {other} {} {', '{ offset } {Offset} {other} {} {'],
    ['', ''],
  ])('%s becomes %s', (text, rendered) => {
    expect(renderTemplate(parseTemplate(text), values)).toBe(rendered);
  });

  test('encodes the values only', () => {
    expect(renderTemplate(parseTemplate('/é x/{dataset_id}'), values, encodeURIComponent)).toBe('/é x/a%2Fb%20%22c%22');
  });

  test('stays as it is without placeholders', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!placeholderNames.some((name) => text.includes(`{${name}}`)));
        expect(renderTemplate(parseTemplate(text), values)).toBe(text);
      }),
    );
  });

  test('has each placeholder replaced, whatever surrounds it', () => {
    const braces = fc.string({ unit: fc.constantFrom('{', '}', 'a', '_', '"', ' ', 'offset', '\\') });
    fc.assert(
      fc.property(fc.array(fc.tuple(braces, fc.constantFrom(...placeholderNames))), braces, (parts, end) => {
        const text = parts.map(([before, name]) => `${before}{${name}}`).join('') + end;
        const expected = text.replace(
          /\{(dataset_id|start_time|end_time|offset|limit)\}/g,
          (_, name: keyof TemplateValues) => String(values[name]),
        );
        expect(renderTemplate(parseTemplate(text), values)).toBe(expected);
      }),
    );
  });
});

describe('a body', () => {
  const rendered = (text: string, with_: TemplateValues = values) => renderBody(parseBodyTemplate(text), with_);

  test.each([
    ['"{start_time}"', '1700000000001'],
    ['{"a": "{end_time}"}', '{"a":9223372036854775807}'],
    ['["{dataset_id}"]', '["a/b \\"c\\""]'],
    ['{"a": {offset}, "b": [{limit}]}', '{"a":0,"b":[10000]}'],
    ['{"q": "ts >= {start_time} and id = \'{dataset_id}\'"}', '{"q":"ts >= 1700000000001 and id = \'a/b \\"c\\"\'"}'],
    ['{"q": "{\\"gte\\":{start_time}}"}', '{"q":"{\\"gte\\":1700000000001}"}'],
    ['{"q": "{ items(from: {start_time}) { id } }"}', '{"q":"{ items(from: 1700000000001) { id } }"}'],
    ['{"{offset}" : "{offset}"}', '{"0":0}'],
    ['{"\\u007boffset}": "\\u007boffset}"}', '{"0":0}'],
    [
      '{"a": 12345678901234567890.10, "b": 1E400, "c": "é\\u00e9 \\n x"}',
      '{"a":12345678901234567890.10,"b":1E400,"c":"é\\u00e9 \\n x"}',
    ],
    ['\n[ 1 ,\t"a b" ]\r\n', '[1,"a b"]'],
  ])('%s becomes %s', (text, expected) => {
    expect(rendered(text)).toBe(expected);
  });

  test('a value that is a text stays a text', () => {
    const iso = { ...values, start_time: '2024-01-01T00:00:00.000Z' };
    expect(rendered('["{start_time}", "from {start_time}", {start_time}]', iso)).toBe(
      '["2024-01-01T00:00:00.000Z","from 2024-01-01T00:00:00.000Z","2024-01-01T00:00:00.000Z"]',
    );
  });

  test('the default is the filter of the seed, with numbers as bounds', () => {
    const body = spec.connectionSpecification.properties.endpoint.properties.body.default;
    expect(rendered(body, { ...values, start_time: 1, end_time: 2 })).toBe(
      '[{"clause":{"type":"timestamp","operator":10,"parameters":[{"value":1},{"value":2}]},"orderBy":1,"columnName":"Timestamp"}]',
    );
  });

  test.each(['', '{', '{offset', '{"a": {other}}', '{{offset}: 1}', '"{offset}'])('%j is no JSON', (text) => {
    expect(() => parseBodyTemplate(text)).toThrow(SyntaxError);
  });

  test('JSON without placeholders stays the same, but for blanks between tokens', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
        const text = JSON.stringify(value);
        fc.pre(!placeholderNames.some((name) => text.includes(`{${name}}`)));
        expect(rendered(JSON.stringify(value, null, space))).toBe(text);
      }),
    );
  });

  test('is JSON whatever the values are', () => {
    const body = '{"a": "{dataset_id}", "b": "x {dataset_id} y", "{dataset_id}": {start_time}}';
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.bigInt(), (dataset_id, start_time) => {
        const parsed: unknown = JSON.parse(rendered(body, { ...values, dataset_id, start_time }));
        expect(Object.entries(Object(parsed))).toEqual(
          Object.entries({ a: dataset_id, b: `x ${dataset_id} y`, [dataset_id]: Number(start_time) }),
        );
      }),
    );
  });

  test('its places are those of the JSON that is checked', () => {
    expect(bodyAsJson('{"a": {offset}, "b": "{limit}"}')).toBe('{"a": 0       , "b": "{limit}"}');
  });
});
