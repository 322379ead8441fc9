import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { ask, between, rowsFrom } from './ask.ts';
import { withApi } from './with-api.ts';

const rows = [30, 10, 20, 20, 40].map((timestamp, index) => ({ id: `r${index}`, thing: 'x', timestamp }));
const datasets = { rows: { rows } };
const idsOf = (answered: readonly Record<string, unknown>[]) => answered.map(({ id }) => id).join(' ');

describe('who may ask, and where', () => {
  test.each([
    ['no token', { authorization: '' }, 'the token is not valid'],
    ['a wrong token', { authorization: 'Bearer wrong' }, 'the token is not valid'],
    ['another scheme', { authorization: 'Basic ZGVtby10b2tlbg==' }, 'the token is not valid'],
  ])('%s is refused with 401', async (_title, headers, message) => {
    const api = await withApi({ datasets });
    const reply = await ask(api, { headers });
    expect(reply.status).toBe(401);
    expect(reply.headers['www-authenticate']).toBe('Bearer');
    expect(JSON.parse(reply.body.toString())).toEqual({ error: 'unauthorized', message });
  });

  test('an open server asks for no token', async () => {
    const api = await withApi({ datasets, token: null });
    expect((await ask(api, { headers: { authorization: '' } })).status).toBe(200);
  });

  test.each([
    ['an unknown dataset', { dataset: 'other' }, 404, 'no such dataset: other'],
    ['an unknown path', { path: '/api/other' }, 404, 'no such path: /api/other'],
    ['another method', { method: 'PUT' }, 405, 'use POST'],
    ['an offset that is no number', { offset: 'x' }, 422, 'offset must be a whole number, is "x"'],
    ['a limit below zero', { limit: -1 }, 422, 'limit must be a whole number, is "-1"'],
  ])('%s is refused', async (_title, question, status, message) => {
    const api = await withApi({ datasets });
    const reply = await ask(api, question);
    expect({ status: reply.status, ...JSON.parse(reply.body.toString()) }).toMatchObject({ status, message });
  });
});

describe('the filter', () => {
  const [good] = between(10, 20);
  test.each([
    ['no JSON', '[', 'the body is not JSON'],
    ['no array', {}, 'the body must be an array of filters, is an object'],
    ['two filters', [good, good], 'one filter is expected, there are 2'],
    ['a text', ['x'], '[0] must be an object, is a string'],
    ['no column', [{}], '[0].columnName must be a string, is missing'],
    ['another column', between(1, 2, 1, 'mag'), '[0].columnName "mag" is unknown, the time column is "timestamp"'],
    ['another order', between(1, 2, 3), '[0].orderBy must be 1 (ascending) or 2 (descending)'],
    ['a clause that is none', [{ ...good, clause: 1 }], '[0].clause must be an object, is a number'],
    ['another type', [{ ...good, clause: { type: 'text' } }], '[0].clause.type must be "timestamp"'],
    [
      'another operator',
      [{ ...good, clause: { ...good?.clause, operator: 11 } }],
      '[0].clause.operator must be 10 (between)',
    ],
    [
      'one bound',
      [{ ...good, clause: { ...good?.clause, parameters: [{ value: 1 }] } }],
      '[0].clause.parameters must be an array of two bounds',
    ],
    ['no bound', between(null, 2), '[0].clause.parameters[0].value must be a bound, is null'],
    [
      'a text as lower bound',
      between('1', 2),
      '[0].clause.parameters[0].value must be a number (epoch_milliseconds), is a string',
    ],
    [
      'a text as upper bound',
      between(1, '2'),
      '[0].clause.parameters[1].value must be a number (epoch_milliseconds), is a string',
    ],
  ])('%s is refused with 422 and the reason', async (_title, body, message) => {
    const api = await withApi({ datasets });
    const reply = await ask(api, { body });
    expect({ status: reply.status, ...JSON.parse(reply.body.toString()) }).toEqual({
      status: 422,
      error: 'malformed_filter',
      message,
    });
  });

  test.each([
    ['both bounds inclusive', between(10, 30), 'r1 r2 r3 r0'],
    ['one instant', between(20, 20), 'r2 r3'],
    ['nothing between', between(11, 19), ''],
    ['lower above upper', between(30, 10), ''],
    ['fractions', between(19.5, 20.5), 'r2 r3'],
    ['descending', between(10, 30, 2), 'r0 r2 r3 r1'],
    ['stored order', between(10, 30).map(({ orderBy: _, ...filter }) => filter), 'r0 r1 r2 r3'],
    ['the column in capitals', between(10, 10, 1, 'TIMESTAMP'), 'r1'],
    ['an order without a clause', [{ orderBy: 1, columnName: 'timestamp' }], 'r1 r2 r3 r0 r4'],
    ['no filter', [], 'r0 r1 r2 r3 r4'],
    ['an empty body', '', 'r0 r1 r2 r3 r4'],
  ])('%s', async (_title, body, ids) => {
    const api = await withApi({ datasets });
    expect(idsOf(await rowsFrom(api, { body }))).toBe(ids);
  });
});

describe('pages', () => {
  test.each([
    [0, 2, 'r1 r2'],
    [2, 2, 'r3 r0'],
    [4, 2, 'r4'],
    [5, 2, ''],
    [1, undefined, 'r2 r3 r0 r4'],
    [undefined, 1, 'r1'],
    [0, 0, ''],
  ])('offset %p, limit %p', async (offset, limit, ids) => {
    const api = await withApi({ datasets });
    const paging = { ...(offset === undefined ? {} : { offset }), ...(limit === undefined ? {} : { limit }) };
    expect(idsOf(await rowsFrom(api, { body: between(0, 99), ...paging }))).toBe(ids);
  });
});

describe('the answer', () => {
  test.each([
    ['gzip, deflate, br', 'gzip', gunzipSync],
    ['br;q=1.0, gzip;q=0', 'br', brotliDecompressSync],
    ['deflate', 'deflate', inflateSync],
    ['*', 'gzip', gunzipSync],
    ['identity', undefined, (body: Buffer) => body],
  ])('Accept-Encoding %p', async (accepted, coding, decode) => {
    const long = rows.map((row) => ({ ...row, thing: 'x'.repeat(200) }));
    const api = await withApi({ datasets: { rows: { rows: long } } });
    const first = await ask(api, { headers: { 'accept-encoding': accepted } });
    const again = await ask(api, { headers: { 'accept-encoding': accepted } });
    expect(first.headers['content-encoding']).toBe(coding);
    expect(JSON.parse(decode(first.body).toString())).toEqual({ data: long });
    expect(again.body).toEqual(first.body);
  });

  test.each([
    ['where the server compresses nothing', 200, { uncompressed: true }],
    ['below a kilobyte', 1, {}],
  ])('is as it is %s', async (_title, length, behaviour) => {
    const plain = rows.map((row) => ({ ...row, thing: 'x'.repeat(length) }));
    const api = await withApi({ datasets: { rows: { rows: plain } }, behaviour });
    const { headers, body } = await ask(api, { headers: { 'accept-encoding': 'gzip' } });
    expect(headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(body.toString())).toEqual({ data: plain });
  });

  test('is JSON, with its length', async () => {
    const api = await withApi({ datasets });
    const { headers, body } = await ask(api);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers['content-length']).toBe(String(body.length));
  });
});

test('every request is recorded', async () => {
  const api = await withApi({ datasets, now: () => 1_700_000_000_000 });
  await ask(api, { dataset: 'other' });
  const body = JSON.stringify(between(10, 20));
  await ask(api, { body, offset: 1, limit: 5 });
  expect(api.requests).toMatchObject([
    { index: 0, dataset: 'other', dataRequest: undefined, status: 404, rows: 0 },
    {
      index: 1,
      arrivedAt: 1_700_000_000_000,
      concurrent: 1,
      method: 'POST',
      url: '/api/dataset/execute/rows?offset=1&limit=5',
      headers: { authorization: 'Bearer demo-token' },
      body,
      dataset: 'rows',
      offset: 1,
      limit: 5,
      lower: 10,
      upper: 20,
      dataRequest: 0,
      status: 200,
      rows: 2,
      fault: undefined,
    },
  ]);
});
