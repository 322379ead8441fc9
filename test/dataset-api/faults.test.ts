import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { FaultKind } from '../../integration_tests/dataset-api/faults/fault.ts';
import { faultOf } from '../../integration_tests/dataset-api/faults/fault-text.ts';
import { ask, between, rowsFrom } from './ask.ts';
import { withApi } from './with-api.ts';

const rows = [10, 20, 30].map((timestamp) => ({ id: `r${timestamp}`, timestamp }));
const datasets = { rows: { rows } };
const right = Buffer.from(JSON.stringify({ data: rows }));
const half = right.subarray(0, right.length >> 1);

describe('answers that are whole, but wrong', () => {
  const cases: readonly [FaultKind, number, string][] = [
    [{ kind: 'status', code: 503, body: 'busy' }, 503, 'busy'],
    [{ kind: 'errorObject' }, 200, '{"error":"quota"}'],
    [{ kind: 'errorObject', error: { code: 1 } }, 200, '{"error":{"code":1}}'],
    [{ kind: 'emptyBody' }, 200, ''],
    [{ kind: 'emptyData' }, 200, '{"data":[]}'],
    [{ kind: 'shortPage' }, 200, JSON.stringify({ data: rows.slice(0, 2) })],
    [{ kind: 'shortPage', where: 'middle' }, 200, JSON.stringify({ data: [rows[0], rows[2]] })],
    [{ kind: 'shortPage', rows: 2, where: 'middle' }, 200, JSON.stringify({ data: rows.slice(0, 1) })],
    [{ kind: 'shortPage', rows: 9, where: 'middle' }, 200, '{"data":[]}'],
    [{ kind: 'shortPage', rows: 9 }, 200, '{"data":[]}'],
    [{ kind: 'previousPage' }, 200, JSON.stringify({ data: rows })],
    [{ kind: 'redirect' }, 302, '{}'],
    [{ kind: 'redirect', code: 307, location: 'http://other.test/' }, 307, '{}'],
    [{ kind: 'cutJson' }, 200, half.toString()],
    [{ kind: 'wrongContentEncoding' }, 200, right.toString()],
    [{ kind: 'slowDrip', everyMs: 1, bytes: 20 }, 200, right.toString()],
    [{ kind: 'deepNesting', levels: 2 }, 200, '{"data":[{"id":"deep","thing":"deep","timestamp":0,"nested":[[]]}]}'],
  ];
  test.each(cases)('%j', async (fault, status, body) => {
    const api = await withApi({ datasets, faults: [{ ...fault, match: 0 }] });
    const reply = await ask(api);
    expect({ ...reply, body: reply.body.toString() }).toMatchObject({ status, body, complete: true });
    expect(api.requests[0]?.fault).toBe(fault.kind);
    expect(await rowsFrom(api)).toEqual(rows);
  });

  test('headers of a status', async () => {
    const api = await withApi({
      datasets,
      faults: [{ kind: 'status', code: 429, headers: { 'Retry-After': '7' }, match: 0 }],
    });
    expect((await ask(api)).headers['retry-after']).toBe('7');
  });

  test('a login page', async () => {
    const api = await withApi({ datasets, faults: [{ kind: 'html', match: 0 }] });
    const { status, headers, body } = await ask(api);
    expect([status, headers['content-type'], body.toString().slice(0, 15)]).toEqual([
      200,
      'text/html',
      '<!DOCTYPE html>',
    ]);
  });

  test('a redirect names its place', async () => {
    const api = await withApi({ datasets, faults: [{ kind: 'redirect', match: 0 }] });
    expect((await ask(api)).headers.location).toBe('/login');
  });

  test('a cut JSON does not promise its length', async () => {
    const api = await withApi({ datasets, faults: [{ kind: 'cutJson', match: 0 }] });
    const { headers } = await ask(api);
    expect([headers['content-length'], headers['transfer-encoding']]).toEqual([undefined, 'chunked']);
  });

  test('bytes that are not UTF-8', async () => {
    const api = await withApi({ datasets, faults: [{ kind: 'garbageUtf8', match: 0 }] });
    const { body } = await ask(api);
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(body)).toThrow();
    expect(body.length).toBe(right.length + 3);
  });
});

describe('content codings', () => {
  test('a cut gzip', async () => {
    const api = await withApi({ datasets, faults: [{ kind: 'cutGzip', match: 0 }] });
    const { headers, body, complete } = await ask(api);
    expect([headers['content-encoding'], complete]).toEqual(['gzip', true]);
    expect(() => gunzipSync(body)).toThrow('unexpected end of file');
  });

  test('a plain body that is said to be gzip', async () => {
    const api = await withApi({ datasets, faults: [{ kind: 'wrongContentEncoding', match: 0 }] });
    const { headers, body } = await ask(api, { headers: { 'accept-encoding': 'gzip' } });
    expect([headers['content-encoding'], body]).toEqual(['gzip', right]);
  });

  test('a bomb', async () => {
    const bytes = 2 ** 24 + 5;
    const api = await withApi({ datasets, faults: [{ kind: 'bomb', bytes, match: 0 }] });
    const { body } = await ask(api);
    const unpacked = gunzipSync(body);
    expect(body.length).toBeLessThan(bytes / 500);
    expect([unpacked.length, JSON.parse(unpacked.toString())]).toEqual([bytes + 11, { data: [] }]);
  });
});

describe('connections', () => {
  test('a cut connection brings half of what was promised', async () => {
    const api = await withApi({ datasets, faults: [{ kind: 'cutConnection', match: 0 }] });
    const reply = await ask(api);
    expect(reply).toMatchObject({ status: 200, body: half, complete: false });
    expect(reply.headers['content-length']).toBe(String(right.length));
    expect(api.requests).toMatchObject([{ rows: 0, fault: 'cutConnection' }]);
  });

  test('a reset brings nothing', async () => {
    const api = await withApi({ datasets, faults: [{ kind: 'reset', match: 0 }] });
    expect(await ask(api)).toMatchObject({ status: undefined, complete: false });
  });

  test('a stalled answer stays open until the server closes', async () => {
    const api = await withApi({ datasets, faults: [{ kind: 'stall', match: 0 }] });
    const onBytes = (count: number) => void (count === half.length && api.close());
    expect(await ask(api, { onBytes })).toMatchObject({ status: 200, body: half, complete: false });
  });

  test('no answer comes until the server closes', async () => {
    const reached = deferred();
    const api = await withApi({
      datasets,
      faults: [{ kind: 'noAnswer', match: 0 }],
      behaviour: { mutate: () => reached.resolve() },
    });
    const reply = ask(api);
    await reached.promise;
    await api.close();
    expect(await reply).toMatchObject({ status: undefined, complete: false });
    expect(api.requests).toMatchObject([{ status: undefined, fault: 'noAnswer' }]);
  });

  test('a slow answer waits between its pieces', async () => {
    const waits: number[] = [];
    const sleep = async (milliseconds: number) => void waits.push(milliseconds);
    const api = await withApi({ datasets, sleep, faults: [{ kind: 'slowDrip', match: 0 }] });
    expect((await ask(api)).body).toEqual(right);
    expect(waits).toEqual(Array.from({ length: right.length - 1 }, () => 50));
  });
});

describe('which requests meet a fault', () => {
  const statuses = async (api: Awaited<ReturnType<typeof withApi>>, count: number) => {
    const seen = [];
    for (let request = 0; request < count; request++) {
      seen.push((await ask(api, { body: between(request, 99), offset: request })).status);
    }
    return seen;
  };

  test('by place, once', async () => {
    const api = await withApi({ datasets, faults: [{ kind: 'status', code: 500, match: 1 }] });
    expect(await statuses(api, 3)).toEqual([200, 500, 200]);
  });

  test('by what they ask, as often as wanted', async () => {
    const api = await withApi({
      datasets,
      faults: [
        { kind: 'status', code: 500, match: ({ lower }) => Number(lower) > 0, times: 2 },
        { kind: 'status', code: 502, match: ({ offset = 0 }) => offset > 1, times: 'always' },
        { kind: 'status', code: 503, match: ({ dataset, dataRequest }) => dataset === 'rows' && dataRequest === 0 },
      ],
    });
    expect(await statuses(api, 5)).toEqual([503, 500, 500, 502, 502]);
  });

  test('those of the list as it is at that time', async () => {
    const api = await withApi({ datasets });
    api.faults.push({ kind: 'status', code: 500, match: () => true, times: 'always' });
    expect(await statuses(api, 1)).toEqual([500]);
    api.faults.length = 0;
    expect(await statuses(api, 1)).toEqual([200]);
  });

  test('as text', () => {
    expect(faultOf('html@2')).toEqual({ kind: 'html', match: 2 });
    expect(faultOf('503@0')).toEqual({ kind: 'status', code: 503, match: 0 });
    expect(faultOf('stall@3+')).toMatchObject({ kind: 'stall', times: 'always' });
    expect(() => faultOf('other@1')).toThrow('--fault must be KIND@N or KIND@N+, is "other@1"');
  });
});

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
