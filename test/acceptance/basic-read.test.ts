import { beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import type { AirbyteStream } from '../../src/protocol/airbyte.ts';
import type { ConnectorRun } from '../support/run-connector.ts';
import { bareCatalog, configuredCatalog, impossibleCatalog } from './catalogs.ts';
import { acceptanceTests, objectOf, recordsOfFile } from './inputs.ts';
import { countOf, errorsOf, recordsOf, statesOf, statusesOf, streamsOf } from './messages.ts';
import { acceptanceSession } from './session.ts';

const session = acceptanceSession();

describe.each([...acceptanceTests('basic_read')])('read with $config_path', ({ config_path, expect_records }) => {
  const path = String(config_path);
  let streams: readonly AirbyteStream[] = [];
  let run: ConnectorRun;

  beforeAll(async () => {
    const config = session.config(path);
    streams = streamsOf(await session.run('discover', { config }));
    run = await session.run('read', { config, catalog: configuredCatalog(streams) });
  });

  test('succeeds, and every stream has records', () => {
    expect(errorsOf(run)).toEqual([]);
    expect(run.code).toBe(0);
    const names = new Set(recordsOf(run).map(({ stream }) => stream));
    expect(names).toEqual(new Set(streams.map(({ name }) => name)));
  });

  test('gives records of their schema', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    for (const { name, json_schema } of streams) {
      const validate = ajv.compile(json_schema);
      for (const { data } of recordsOf(run).filter(({ stream }) => stream === name)) {
        validate(data);
        expect(validate.errors).toBeNull();
      }
    }
  });

  test('gives every property of a schema in some record', () => {
    for (const { name, json_schema } of streams) {
      const records = recordsOf(run).filter(({ stream }) => stream === name);
      const seen = new Set(records.flatMap(({ data }) => Object.keys(data).filter((key) => data[key] !== null)));
      expect(Object.keys(objectOf(json_schema['properties'])).filter((key) => !seen.has(key))).toEqual([]);
    }
  });

  test('gives each record a primary key of its own', () => {
    for (const { name, source_defined_primary_key } of streams) {
      const records = recordsOf(run).filter(({ stream }) => stream === name);
      const keys = records.map(({ data }) => (source_defined_primary_key ?? []).map(([key]) => data[String(key)]));
      for (const key of keys) {
        expect(key.some((part) => part !== null && part !== undefined)).toBe(true);
        expect(key.filter((part) => typeof part === 'object' && part !== null)).toEqual([]);
      }
      expect(new Set(keys.map((key) => JSON.stringify(key))).size).toBe(keys.length);
    }
  });

  test('begins with the expected records', () => {
    const expected = recordsOfFile(String(objectOf(expect_records)['path']));
    const first = recordsOf(run).slice(0, expected.length);
    expect(first.map(({ stream, data }) => ({ stream, data }))).toEqual(
      expected.map(({ stream, data }) => ({ stream, data })),
    );
  });

  test('tells the status of each stream: started, running, complete', () => {
    for (const { name } of streams) {
      const statuses = statusesOf(run, name);
      expect(statuses.at(0)).toBe('STARTED');
      expect(statuses.at(-1)).toBe('COMPLETE');
      expect(new Set(statuses.slice(1, -1))).toEqual(new Set(['RUNNING']));
    }
  });

  test('covers all records by states', () => {
    for (const { name } of streams) {
      const states = statesOf(run).filter(({ stream }) => stream.stream_descriptor.name === name);
      const covered = states.reduce((total, state) => total + countOf(state), 0);
      expect(states.length).toBeGreaterThan(0);
      expect(covered).toBe(recordsOf(run).filter(({ stream }) => stream === name).length);
    }
  });

  test('also reads a catalog without cursor and key, in full', async () => {
    const bare = await session.run('read', { config: session.config(path), catalog: bareCatalog(streams) });
    expect(errorsOf(bare)).toEqual([]);
    expect(bare.code).toBe(0);
    expect(recordsOf(bare)).toHaveLength(recordsOf(run).length);
    expect(statesOf(bare).length).toBeGreaterThanOrEqual(streams.length);
  });

  test('fails with a trace where stream and sync mode do not exist', async () => {
    const failed = await session.run('read', { config: session.config(path), catalog: impossibleCatalog });
    expect(errorsOf(failed)).toHaveLength(1);
    expect(recordsOf(failed)).toEqual([]);
    expect(failed.code).toBe(1);
  });
});
