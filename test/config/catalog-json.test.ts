import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import catalog from '../../catalog.json' with { type: 'json' };
import { type JsonObject, membersOf, objectsIn } from '../support/schema-nodes.ts';

/** What a discovered catalog owes to the acceptance tests, as the names of what it violates. */
const rules: Readonly<Record<string, (streams: readonly JsonObject[]) => boolean>> = {
  'there are streams, each with its own name': (streams) =>
    streams.length > 0 &&
    new Set(streams.map(({ namespace, name }) => JSON.stringify([namespace, name]))).size === streams.length,
  'the schemas are valid': (streams) =>
    streams.every(
      ({ json_schema }) => new Ajv({ strict: false, logger: false }).validateSchema(membersOf(json_schema)) === true,
    ),
  'the cursor is in the schema': (streams) =>
    streams.every((stream) => pathExists(stream, strings(stream['default_cursor_field'] ?? []))),
  'the primary key is in the schema, and is no object or list': (streams) =>
    streams.every((stream) => {
      const paths = [stream['source_defined_primary_key'] ?? []].flat().map(strings);
      return paths.every((path) => pathExists(stream, path) && !isContainer(propertyAt(stream, path)));
    }),
  'no keyword stands there that platforms refuse': (streams) =>
    objectsIn(streams).every((node) => !('$ref' in node || 'allOf' in node || 'not' in node)),
  'the sync modes are named': (streams) =>
    streams.every(({ supported_sync_modes: modes }) => Array.isArray(modes) && modes.length > 0),
  'nothing is forbidden to be in a record': (streams) =>
    objectsIn(streams).every((node) => node['additionalProperties'] !== false),
  'a resumable stream defines its cursor': (streams) =>
    streams.every(({ is_resumable, source_defined_cursor }) => is_resumable !== true || source_defined_cursor === true),
};

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function propertyAt({ json_schema }: JsonObject, path: readonly string[]): JsonObject | undefined {
  return path.reduce<JsonObject | undefined>((schema, name) => {
    const properties = membersOf(schema?.['properties']);
    return name in properties ? membersOf(properties[name]) : undefined;
  }, membersOf(json_schema));
}

function pathExists(stream: JsonObject, path: readonly string[]): boolean {
  return propertyAt(stream, path) !== undefined;
}

function isContainer(schema: JsonObject | undefined): boolean {
  return [schema?.['type']].flat().some((type) => type === 'object' || type === 'array');
}

test.each(Object.entries(rules))('%s', (_name, holds) => {
  expect(holds(catalog.streams)).toBe(true);
});

test('it is the stream of the seed, read incrementally unless the user chooses otherwise', () => {
  expect(catalog).toEqual({
    streams: [
      {
        name: 'dataset',
        json_schema: {
          $schema: 'http://json-schema.org/draft-07/schema#',
          type: 'object',
          additionalProperties: true,
          properties: {
            id: { type: ['null', 'string'] },
            thing: { type: ['null', 'string'] },
            timestamp: { type: ['null', 'integer'] },
            airbyte_cursor: { type: ['null', 'number'] },
          },
        },
        supported_sync_modes: ['incremental', 'full_refresh'],
        source_defined_cursor: true,
        default_cursor_field: ['airbyte_cursor'],
        source_defined_primary_key: [['id']],
        is_resumable: true,
      },
    ],
  });
});

const streamOf = (more: JsonObject = {}, schema: JsonObject = {}): JsonObject => ({
  name: 'a',
  json_schema: { type: 'object', properties: { id: { type: 'string' }, o: { type: ['null', 'object'] } }, ...schema },
  supported_sync_modes: ['full_refresh'],
  ...more,
});

const broken: readonly (readonly [string, readonly JsonObject[]])[] = [
  ['there are streams, each with its own name', []],
  ['there are streams, each with its own name', [streamOf(), streamOf()]],
  ['the schemas are valid', [streamOf({}, { type: 'date' })]],
  ['the cursor is in the schema', [streamOf({ default_cursor_field: ['time'] })]],
  ['the primary key is in the schema, and is no object or list', [streamOf({ source_defined_primary_key: [['key']] })]],
  ['the primary key is in the schema, and is no object or list', [streamOf({ source_defined_primary_key: [['o']] })]],
  ['no keyword stands there that platforms refuse', [streamOf({}, { allOf: [] })]],
  ['the sync modes are named', [streamOf({ supported_sync_modes: [] })]],
  ['nothing is forbidden to be in a record', [streamOf({}, { additionalProperties: false })]],
  ['a resumable stream defines its cursor', [streamOf({ is_resumable: true })]],
];

describe('the rules can fail', () => {
  test.each(broken)('%s', (name, streams) => {
    expect(rules[name]?.(streams)).toBe(false);
  });

  test('each of them, and none for a good stream', () => {
    expect(new Set(broken.map(([name]) => name))).toEqual(new Set(Object.keys(rules)));
    expect(Object.values(rules).every((holds) => holds([streamOf()]))).toBe(true);
  });
});
