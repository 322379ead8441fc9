import { describe, expect, test } from '@jest/globals';
import { generateRows } from '../../integration_tests/dataset-api/synthetic.ts';
import { ask, between, rowsFrom } from './ask.ts';
import { withApi } from './with-api.ts';

describe('the standard datasets', () => {
  test('earthquakes: all of them, newest first as stored, ascending when asked', async () => {
    const api = await withApi();
    const stored = await rowsFrom(api, { dataset: 'earthquakes' });
    const ascending = await rowsFrom(api, { dataset: 'earthquakes', body: between(1517363399650, 1517966773840) });
    expect(stored).toHaveLength(1707);
    expect(ascending).toEqual(stored.toReversed());
    expect(stored[0]).toMatchObject({
      id: 'ci37868143',
      thing: '4km W of Castaic, CA',
      timestamp: 1517966773840,
      mag: 2,
      felt: null,
      tsunami: 0,
      title: 'M 2.0 - 4km W of Castaic, CA',
      longitude: -118.6671667,
      latitude: 34.4945,
      depth: 26.49,
    });
    expect(Object.keys(stored[0] ?? {})).toHaveLength(30);
  });

  test('synthetic has 10,000 rows, three on each timestamp', async () => {
    const api = await withApi();
    const rows = await rowsFrom(api, { dataset: 'synthetic' });
    expect(rows).toEqual(generateRows({ count: 10_000, ties: 3 }));
  });

  test('empty has none', async () => {
    const api = await withApi();
    const { status, body } = await ask(api, { dataset: 'empty', body: between(0, 1) });
    expect([status, body.toString()]).toEqual([200, '{"data":[]}']);
  });

  test('a given one takes the place of a standard one', async () => {
    const api = await withApi({ datasets: new Map([['empty', { rows: [{ timestamp: 1 }] }]]) });
    expect(await rowsFrom(api, { dataset: 'empty' })).toEqual([{ timestamp: 1 }]);
    expect(api.datasetNames).toEqual(['earthquakes', 'synthetic', 'empty']);
  });
});

describe('generated rows', () => {
  test('depend on their options alone', () => {
    const options = { count: 50, wide: 6, nullIds: 0.5, seed: 9 };
    expect(generateRows(options)).toEqual(generateRows(options));
    expect(generateRows(options)).not.toEqual(generateRows({ ...options, seed: 10 }));
  });

  test('have the times, ties, columns and null ids asked for', () => {
    const rows = generateRows({ count: 100, start: 5, step: 7, ties: 2, wide: 4, nullIds: 0.5 });
    expect(rows.slice(0, 4).map(({ timestamp }) => timestamp)).toEqual([5, 5, 12, 12]);
    expect(Object.keys(rows[0] ?? {})).toEqual([
      'id',
      'thing',
      'timestamp',
      'column_0',
      'column_1',
      'column_2',
      'column_3',
    ]);
    const nulls = rows.filter(({ id }) => id === null).length;
    expect(nulls > 20 && nulls < 80).toBe(true);
  });
});

test('row texts are served byte for byte', async () => {
  const texts = [
    '{"id":9007199254740993,"a":1.0,"b":1e5,"timestamp":2}',
    '{"id":"x","id":"y","c":"\\u00e9é", "timestamp":1}',
    '{"timestamp":1.0,"big":12345678901234567890.10}',
  ];
  const api = await withApi({ datasets: { texts: { rows: texts } } });
  const answer = async (body: unknown) => (await ask(api, { dataset: 'texts', body })).body.toString();
  expect(await answer([])).toBe(`{"data":[${texts.join(',')}]}`);
  expect(await answer(between(1, 2))).toBe(`{"data":[${texts[1]},${texts[2]},${texts[0]}]}`);
});

test('rows without a time are in no range, and last in each order', async () => {
  const rows = [
    { id: 'none' },
    { id: 'two', timestamp: 2 },
    { id: 'text', timestamp: '1' },
    { id: 'one', timestamp: 1 },
  ];
  const api = await withApi({ datasets: { rows: { rows } } });
  const ids = async (body: unknown) => (await rowsFrom(api, { body })).map(({ id }) => id).join(' ');
  expect(await ids(between(0, 9))).toBe('one two');
  expect(await ids(between(0, 9, 2))).toBe('two one');
  expect(await ids([{ orderBy: 1, columnName: 'timestamp' }])).toBe('one two none text');
  expect(await ids([{ orderBy: 2, columnName: 'timestamp' }])).toBe('two one none text');
});

describe('units of time', () => {
  const nested = (at: unknown) => ({ meta: { at } });
  test.each([
    [
      'nanoseconds, every digit counts',
      'epoch_nanoseconds',
      undefined,
      ['1700000000000000001', '1700000000000000002'],
      ['1700000000000000002', '1700000000000000002'],
      1,
    ],
    ['seconds with a fraction', 'epoch_seconds', undefined, ['1.001', '1.002'], ['1.002', '2'], 1],
    ['seconds, bounds in milliseconds', 'epoch_seconds', 'epoch_milliseconds', ['1.001', '1.002'], ['1000', '1001'], 1],
    ['microseconds, bounds in seconds', 'epoch_microseconds', 'epoch_seconds', ['-1', '1500000'], ['0', '1.5'], 1],
    [
      'ISO 8601',
      'iso8601',
      undefined,
      ['"2024-01-01T00:00:00.123456Z"', '"2024-01-01T00:00:01+01:00"'],
      ['"2023-12-31 23:00:01"', '"2024-01-01"'],
      1,
    ],
    [
      'ISO 8601, bounds in milliseconds',
      'iso8601',
      'epoch_milliseconds',
      ['"2024-01-01T00:00:00.123Z"', '"2024-01-01T00:00:00.124Z"'],
      ['1704067200124', '1704067200124'],
      1,
    ],
    [
      'times that are none',
      'iso8601',
      undefined,
      ['"yesterday"', '"2024-13-01"', '7'],
      ['"0001-01-01"', '"9999-01-01"'],
      0,
    ],
  ] as const)('%s', async (_title, unit, filterUnit, times, [lower, upper], count) => {
    const rows = times.map((time) => JSON.stringify(nested('@')).replace('"@"', time));
    const definition = { rows, unit, timeField: 'meta.at', ...(filterUnit === undefined ? {} : { filterUnit }) };
    const api = await withApi({ datasets: { times: { ...definition } } });
    const body = JSON.stringify(between('@lower', '@upper', 1, 'META.at'))
      .replace('"@lower"', lower)
      .replace('"@upper"', upper);
    expect(await rowsFrom(api, { dataset: 'times', body })).toHaveLength(count);
  });

  test('a number is no ISO 8601 bound', async () => {
    const api = await withApi({ datasets: { times: { rows: [], unit: 'iso8601' } } });
    const { status, body } = await ask(api, { dataset: 'times', body: between(1, 2) });
    expect([status, JSON.parse(body.toString()).message]).toEqual([
      422,
      '[0].clause.parameters[0].value must be an ISO 8601 text, is a number',
    ]);
  });
});
