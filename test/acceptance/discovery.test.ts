import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import type { AirbyteStream } from '../../src/protocol/airbyte.ts';
import { acceptanceTests, objectOf, projectJson } from './inputs.ts';
import { streamsOf } from './messages.ts';
import { acceptanceSession } from './session.ts';

const session = acceptanceSession();

async function discover(path: unknown): Promise<readonly AirbyteStream[]> {
  const run = await session.run('discover', { config: session.config(String(path)) });
  expect(run.code).toBe(0);
  return streamsOf(run);
}

function propertiesOf(stream: AirbyteStream): readonly string[] {
  return Object.keys(objectOf(stream.json_schema['properties']));
}

/** Every object within a value, the value first. */
function objectsWithin(value: unknown): Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.flatMap(objectsWithin);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Readonly<Record<string, unknown>>, ...Object.values(value).flatMap(objectsWithin)];
}

describe.each([...acceptanceTests('discovery')])('discover with $config_path', ({ config_path }) => {
  test('finds streams of different names that can be read', async () => {
    const streams = await discover(config_path);
    expect(streams.length).toBeGreaterThan(0);
    expect(new Set(streams.map(({ name }) => name)).size).toBe(streams.length);
    for (const { supported_sync_modes } of streams) expect(supported_sync_modes).toContain('incremental');
  });

  test('gives each a schema of draft 7 that forbids nothing and refers to nothing', async () => {
    const ajv = new Ajv({ strict: false });
    for (const { json_schema } of await discover(config_path)) {
      expect(ajv.validateSchema(json_schema)).toBe(true);
      for (const node of objectsWithin(json_schema)) {
        expect(Object.keys(node).filter((key) => ['$ref', 'allOf', 'not'].includes(key))).toEqual([]);
        expect(node['additionalProperties']).not.toBe(false);
      }
    }
  });

  test('names cursors and keys that the schemas hold', async () => {
    for (const stream of await discover(config_path)) {
      const properties = propertiesOf(stream);
      expect(properties).toEqual(expect.arrayContaining([...(stream.default_cursor_field ?? [])]));
      const keys = (stream.source_defined_primary_key ?? []).map(([key]) => key);
      expect(properties).toEqual(expect.arrayContaining(keys));
      expect(stream.default_cursor_field).toHaveLength(1);
    }
  });

  test('gives keys a type that identifies', async () => {
    for (const { json_schema, source_defined_primary_key } of await discover(config_path)) {
      const properties = objectOf(json_schema['properties']);
      const keys = (source_defined_primary_key ?? []).flat();
      const types = keys.flatMap((key) => objectOf(properties[key])['type']);
      expect(types.filter((type) => type === 'object' || type === 'array')).toEqual([]);
    }
  });

  test('finds what the configured catalog of the incremental tests was made from', async () => {
    const [{ configured_catalog_path } = {}] = acceptanceTests('incremental');
    const streams = await discover(config_path);
    expect(projectJson(String(configured_catalog_path))).toEqual({
      streams: streams.map((stream) => ({
        stream,
        sync_mode: 'incremental',
        destination_sync_mode: 'append',
        cursor_field: stream.default_cursor_field,
        primary_key: stream.source_defined_primary_key,
      })),
    });
  });
});
