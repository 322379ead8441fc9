import { describe, expect, test } from '@jest/globals';
import type { StreamStateMessage } from '../../src/protocol/airbyte.ts';
import { acceptanceTests, type Json, objectOf, objectsOf, projectJson } from './inputs.ts';
import { countOf, errorsOf, recordsOf, statesOf } from './messages.ts';
import { acceptanceSession, type Files } from './session.ts';

const session = acceptanceSession();

/** As the acceptance tests pass a state on: the name and the blob, nothing else. */
function stateFile({ stream }: StreamStateMessage): readonly Json[] {
  const { stream_descriptor, stream_state } = stream;
  return [{ type: 'STREAM', stream: { stream_descriptor: { name: stream_descriptor.name }, stream_state } }];
}

/** States that differ from the one before and cover records. */
function checkpoints(states: readonly StreamStateMessage[]): readonly StreamStateMessage[] {
  return states.filter((state) => countOf(state) > 0);
}

async function read(files: Files) {
  const run = await session.run('read', files);
  expect(errorsOf(run)).toEqual([]);
  expect(run.code).toBe(0);
  return { records: recordsOf(run), states: statesOf(run), stdout: run.stdout };
}

function idsOf(records: readonly { readonly data: Json }[]): readonly unknown[] {
  return records.map(({ data }) => data['id']);
}

function cursorOf(state: unknown, field: string): unknown {
  return objectOf(objectOf(objectOf(state)['stream'])['stream_state'])[field];
}

/** The numbers that stand as values of a field, as they are written. */
function writtenNumbers(text: string, field: string): readonly string[] {
  return [...text.matchAll(new RegExp(`"${field}":\\s*(-?[0-9.eE+-]+)`, 'g'))].map(([, number]) => String(number));
}

describe.each([...acceptanceTests('incremental')])('an incremental read with $config_path', (entry) => {
  const path = String(entry['config_path']);
  const catalog = projectJson(String(entry['configured_catalog_path']));
  const futurePath = String(objectOf(entry['future_state'])['future_state_path']);

  test('goes on from the last state of the one before', async () => {
    const config = session.config(path);
    const first = await read({ config, catalog });
    const [last] = first.states.slice(-1);
    if (last === undefined) throw new Error('no state');
    const second = await read({ config, catalog, state: stateFile(last) });
    expect(first.records.length).toBeGreaterThan(0);
    expect(second.records).toEqual([]);
    expect(second.states.length).toBeGreaterThan(0);
  });

  test('goes on from each state in the middle, and loses no record', async () => {
    const config = session.config(path);
    const { records, states } = await read({ config, catalog });
    const slices = checkpoints(states);
    expect(slices.length).toBeGreaterThanOrEqual(3);
    let covered = 0;
    for (const state of slices.slice(0, -1)) {
      covered += countOf(state);
      const rest = await read({ config, catalog, state: stateFile(state) });
      expect(rest.records.length).toBeGreaterThanOrEqual(records.length - covered);
      expect(idsOf(rest.records)).toEqual(expect.arrayContaining([...idsOf(records.slice(covered))]));
    }
  });

  test('finds nothing beyond a state of the far future, and keeps it', async () => {
    const state = objectsOf(projectJson(futurePath));
    const { records, states } = await read({ config: session.config(path), catalog, state });
    expect(records).toEqual([]);
    for (const [index, { stream }] of objectsOf(objectOf(catalog)['streams']).entries()) {
      const [field] = objectOf(stream)['default_cursor_field'] as readonly string[];
      const cursor = cursorOf(state[index], String(field));
      expect(states.map((one) => cursorOf(one, String(field)))).toEqual(states.map(() => cursor));
      expect(states.length).toBeGreaterThan(0);
    }
  });

  test('writes that state as a number with a fraction, which readers that tell integers apart expect', async () => {
    const state = projectJson(futurePath);
    const { stdout } = await read({ config: session.config(path), catalog, state });
    const written = [
      ...writtenNumbers(JSON.stringify(state), 'airbyte_cursor'),
      ...writtenNumbers(stdout, 'airbyte_cursor'),
    ];
    expect(written.length).toBeGreaterThanOrEqual(2);
    for (const number of written) expect(number).toMatch(/^\d+\.\d+$/);
  });

  test('takes the sample state, which has a cursor and nothing else', async () => {
    const state = projectJson('integration_tests/sample_state.json');
    const { records } = await read({ config: session.config(path), catalog, state });
    const start = Number(cursorOf(objectsOf(state)[0], 'airbyte_cursor'));
    const cursors = records.map(({ data }) => Number(data['airbyte_cursor']));
    expect(records.length).toBeGreaterThan(0);
    expect(Math.min(...cursors)).toBeGreaterThanOrEqual(start);
  });
});
