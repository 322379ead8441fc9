import { expect, test } from '@jest/globals';
import { pageProver } from '../../src/dataset/page.ts';
import { discoveredStream } from '../../src/schema/infer.ts';

const page = pageProver({
  dataSelector: '$',
  missingData: 'error',
  timeField: 'timestamp',
  timeFormat: 'epoch_milliseconds',
  filterTimeFormat: 'epoch_milliseconds',
});

/** The JSON types of the columns of these rows. */
function typesOf(rows: string, primaryKey: readonly string[] = []): Readonly<Record<string, unknown>> {
  const { json_schema } = discoveredStream({ name: 's', primaryKey }, page(Buffer.from(rows)));
  const columns = JSON.parse(JSON.stringify(json_schema['properties'])) as Readonly<Record<string, { type?: unknown }>>;
  return Object.fromEntries(Object.entries(columns).map(([name, { type }]) => [name, type]));
}

test.each([
  ['whole', '10', ['null', 'integer']],
  ['whole and negative', '-10', ['null', 'integer']],
  ['larger than 64 bits', '123456789012345678901234567890', ['null', 'integer']],
  ['with a fraction of nothing', '10.0', ['null', 'number']],
  ['with an exponent', '1e3', ['null', 'number']],
  ['with a fraction', '10.5', ['null', 'number']],
  ['a text', '"10"', ['null', 'string']],
  ['nothing', 'null', ['null', 'string']],
  ['a list', '[1]', ['null', 'array']],
  ['an object', '{"a":1}', ['null', 'object']],
  ['true', 'true', ['null', 'boolean']],
])('a column that is %s', (_what, value, type) => {
  expect(typesOf(`[ { "timestamp" : 1, "x" : ${value} } ]`)['x']).toEqual(type);
});

test('a column of whole numbers in which one is written with a fraction', () => {
  expect(typesOf('[{"x":1},{"x":2.0},{"x":null}]')['x']).toEqual(['null', 'number']);
});

test('a time that is written with a fraction', () => {
  expect(typesOf('[{"timestamp":1700000001000.0}]')['timestamp']).toEqual(['null', 'number']);
});

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('a column called %s', (name) => {
  expect(Object.entries(typesOf(`[{"${name}":null}]`))).toContainEqual([name, ['null', 'string']]);
  expect(Object.entries(typesOf(`[{"${name}":1}]`))).toContainEqual([name, ['null', 'integer']]);
});

test('of a key that comes twice the last counts, as for whoever reads the record', () => {
  expect(typesOf('[{"x":1,"\\u0078":"a"}]')['x']).toEqual(['null', 'string']);
});

test('without rows, the columns of a primary key are there', () => {
  expect(typesOf('[]', ['tenant', 'id'])).toMatchObject({ tenant: ['null', 'string'], id: ['null', 'string'] });
});

test('a primary key inside of objects is in the schema, where it is looked up', () => {
  const rows = '[{"a":{"b":{"c":1}}},{"a":null},{"a":{"b":{"c":2},"constructor":"x"}}]';
  const { json_schema } = discoveredStream(
    { name: 's', primaryKey: ['a.b.c', 'a.constructor'] },
    page(Buffer.from(rows)),
  );
  const inner = { type: ['null', 'object'], additionalProperties: true };
  expect(JSON.parse(JSON.stringify(json_schema['properties']))).toMatchObject({
    a: {
      ...inner,
      properties: {
        b: { ...inner, properties: { c: { type: ['null', 'integer'] } } },
        constructor: { type: ['null', 'string'] },
      },
    },
  });
});
