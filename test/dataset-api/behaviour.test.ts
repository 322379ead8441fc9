import { describe, expect, test } from '@jest/globals';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import { generateRows } from '../../integration_tests/dataset-api/synthetic.ts';
import { ask, between, type Question, rowsFrom } from './ask.ts';
import { withApi } from './with-api.ts';

const rows = [30, 10, 20, 20, 40].map((timestamp, index) => ({ id: `r${index}`, timestamp }));
const datasets = { rows: { rows } };
const all = between(0, 99);

function reasonOf(body: Buffer): unknown {
  return JSON.parse(body.toString()).message;
}

describe('which rows come', () => {
  const cases: readonly [Behaviour, Question, string][] = [
    [{ pageCap: 2 }, { body: all, limit: 4 }, 'r1 r2'],
    [{ limitIgnored: true }, { body: all, limit: 1 }, 'r1 r2 r3 r0 r4'],
    [{ pageBytes: 1 }, { body: all, limit: 4 }, 'r1'],
    [{ boundStep: 20 }, { body: between(15, 39) }, 'r1 r2 r3'],
    [{ offsetInPages: 'rounded' }, { body: all, offset: 3, limit: 2 }, 'r3 r0'],
    [{ offsetInPages: 'counted' }, { body: all, offset: 1, limit: 2 }, 'r3 r0'],
    [{ limitIgnored: true, pageCap: 3 }, { body: all, limit: 1 }, 'r1 r2 r3'],
    [{ offsetIgnored: true }, { body: all, offset: 2, limit: 2 }, 'r1 r2'],
    [{ filterIgnored: true }, { body: between(20, 20) }, 'r1 r2 r3 r0 r4'],
    [{ filterIgnored: true }, { body: between('x', 20, 1, 'other') }, 'r1 r2 r3 r0 r4'],
    [{ boundIgnored: 'lower' }, { body: between(20, 20) }, 'r1 r2 r3'],
    [{ boundIgnored: 'upper' }, { body: between(30, 30) }, 'r0 r4'],
    [{ filterAnswersNothing: true }, { body: all }, ''],
    [{ filterAnswersNothing: true }, { body: between('a', 'b', 1, 'other') }, ''],
    [{ filterAnswersNothing: true }, { body: [] }, 'r0 r1 r2 r3 r4'],
    [{ lowerExclusive: true }, { body: between(10, 20) }, 'r2 r3'],
    [{ upperExclusive: true }, { body: between(10, 20) }, 'r1'],
    [{ upperExclusive: true, orderIgnored: true }, { body: between(10, 30) }, 'r1 r2 r3'],
    [{ lowerExclusive: true, descending: true }, { body: between(10, 30) }, 'r0 r2 r3'],
    [{ boundTypeStrict: true }, { body: between('10', '20') }, ''],
    [{ boundTypeStrict: true }, { body: between(10, 20) }, 'r1 r2 r3'],
    [{ orderIgnored: true }, { body: all }, 'r0 r1 r2 r3 r4'],
    [{ descending: true }, { body: all }, 'r4 r0 r2 r3 r1'],
    [{ offsetCap: { max: 1, how: 'empty' } }, { body: all, offset: 1, limit: 1 }, 'r2'],
    [{ offsetCap: { max: 1, how: 'empty' } }, { body: all, offset: 2, limit: 1 }, ''],
    [{ rowCap: { max: 3, how: 'empty' } }, { body: all, offset: 2, limit: 2 }, 'r3'],
    [{ rowCap: { max: 3, how: 'empty' } }, { body: all, offset: 4, limit: 2 }, ''],
  ];
  test.each(cases)('%j', async (behaviour, question, ids) => {
    const api = await withApi({ datasets, behaviour });
    expect((await rowsFrom(api, question)).map(({ id }) => id).join(' ')).toBe(ids);
  });
});

test.each([
  [{ offsetCap: { max: 1, how: 'refuse' } }, 'offset must be at most 1, is 2'],
  [{ rowCap: { max: 3, how: 'refuse' } }, 'offset + limit must be at most 3, is 4'],
] as const)('%j is refused with 400', async (behaviour, message) => {
  const api = await withApi({ datasets, behaviour });
  const reply = await ask(api, { offset: 2, limit: 2 });
  expect([reply.status, reasonOf(reply.body)]).toEqual([400, message]);
});

describe('what the answer looks like', () => {
  const three = JSON.stringify(rows.slice(1, 4));
  const cases: readonly [Behaviour, Question, string][] = [
    [{ total: { path: 'total', value: 'exact' } }, { limit: 0 }, '{"data":[],"total":5}'],
    [{ total: { path: 'total', value: 'page' } }, { limit: 0 }, '{"data":[],"total":0}'],
    [{ total: { path: 'total', value: 'exact' } }, { body: between(1, 2) }, '{"data":[],"total":0}'],
    [{ total: { path: 'a.b', value: 'collection' } }, { body: between(1, 2) }, '{"data":[],"a":{"b":5}}'],
    [{ total: { path: 'total', value: { capped: 3 } } }, { limit: 0 }, '{"data":[],"total":3}'],
    [{ total: { path: 'total', value: { wrong: 7 } } }, { limit: 0 }, '{"data":[],"total":7}'],
    [{ total: { path: 'total', value: 'firstPageOnly' } }, { limit: 0 }, '{"data":[],"total":5}'],
    [{ total: { path: 'total', value: 'firstPageOnly' } }, { limit: 0, offset: 1 }, '{"data":[]}'],
    [{ bareArray: true }, { body: between(10, 20) }, three],
    [{ bareArray: true }, { limit: 0 }, '[]'],
    [{ emptyWithoutData: true }, { limit: 0 }, '{}'],
    [{ emptyWithoutData: true }, { body: between(10, 20) }, `{"data":${three}}`],
    [{ timesAsFloats: true }, { body: between(10, 10) }, '{"data":[{"id":"r1","timestamp":10.0}]}'],
    [
      { prettyPrinted: true, timesAsFloats: true },
      { body: between(10, 10) },
      '{\n  "data": [\n    {\n      "id": "r1",\n      "timestamp": 10.0\n    }\n  ]\n}',
    ],
  ];
  test.each(cases)('%j', async (behaviour, question, text) => {
    const api = await withApi({ datasets, behaviour });
    expect((await ask(api, question)).body.toString()).toBe(text);
  });

  test('text/plain', async () => {
    const api = await withApi({ datasets, behaviour: { textPlain: true } });
    expect((await ask(api)).headers['content-type']).toBe('text/plain; charset=utf-8');
  });
});

describe('shuffled ties', () => {
  const many = generateRows({ count: 100, ties: 10 });
  const shuffled = { many: { rows: many, behaviour: { tiesShuffled: 7 } } };
  const question = { dataset: 'many', body: between(0, 2e12) };

  test('each answer has another order inside of a timestamp, and the same rows', async () => {
    const api = await withApi({ datasets: shuffled });
    const answers = [await rowsFrom(api, question), await rowsFrom(api, question)];
    expect(answers[0]).not.toEqual(answers[1]);
    for (const answer of answers) {
      expect(answer.map(({ timestamp }) => timestamp)).toEqual(many.map(({ timestamp }) => timestamp));
      expect(new Set(answer.map(({ id }) => id)).size).toBe(100);
    }
  });

  test('the seed decides the order', async () => {
    const [one, other] = [await withApi({ datasets: shuffled }), await withApi({ datasets: shuffled })];
    expect(await rowsFrom(one, question)).toEqual(await rowsFrom(other, question));
  });

  test('pages by offset repeat rows and leave others out', async () => {
    const api = await withApi({ datasets: shuffled });
    const pages = [];
    for (let offset = 0; offset < 100; offset += 5) pages.push(await rowsFrom(api, { ...question, offset, limit: 5 }));
    expect(pages.flat()).toHaveLength(100);
    expect(new Set(pages.flat().map(({ id }) => id)).size).toBeLessThan(100);
  });
});

test('latency is waited before the answer', async () => {
  const waits: number[] = [];
  const sleep = async (milliseconds: number) => void waits.push(milliseconds);
  const api = await withApi({ datasets, sleep, behaviour: { latency: 250 } });
  await ask(api);
  api.setBehaviour({ latency: ({ offset = 0 }) => offset * 2 });
  await ask(api, { offset: 5 });
  expect(waits).toEqual([250, 10]);
});

test.each([
  [undefined, '1'],
  [30, '30'],
  ['date', 'Tue, 14 Nov 2023 22:13:22 GMT'],
] as const)('more requests than a second may have are answered 429 (retryAfter %p)', async (form, retryAfter) => {
  let now = 1_700_000_000_500;
  const rateLimit = { requestsPerSecond: 2, ...(form === undefined ? {} : { retryAfter: form }) };
  const api = await withApi({ datasets, now: () => now, behaviour: { rateLimit } });
  const replies = [await ask(api), await ask(api), await ask(api)];
  now += 1000;
  replies.push(await ask(api));
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 429, 200]);
  expect(replies[2]?.headers['retry-after']).toBe(retryAfter);
});

test('rows come and go while they are read', async () => {
  const api = await withApi({
    datasets,
    behaviour: {
      mutate: (stored, { dataRequest }) => {
        if (dataRequest === 1) stored.insert([{ id: 'new', timestamp: 15 }]);
        if (dataRequest === 2) stored.remove((row) => JSON.stringify(row).includes('"timestamp":20'));
      },
    },
  });
  const answers = [];
  for (let request = 0; request < 3; request++) {
    answers.push((await rowsFrom(api, { body: all })).map(({ id }) => id).join(' '));
  }
  expect(answers).toEqual(['r1 r2 r3 r0 r4', 'r1 new r2 r3 r0 r4', 'r1 new r0 r4']);
  api.rowsOf('rows').insert(['{"id":"first","timestamp":1.0}'], 0);
  expect((await ask(api, { limit: 1 })).body.toString()).toBe('{"data":[{"id":"first","timestamp":1.0}]}');
});

test('a behaviour of a dataset wins over the one of the server, and both can be switched', async () => {
  const api = await withApi({
    datasets: { ...datasets, other: { rows, behaviour: { pageCap: 1 } } },
    behaviour: { pageCap: 2, descending: true },
  });
  const counts = async () => [
    (await rowsFrom(api)).length,
    (await rowsFrom(api, { dataset: 'other' })).map(({ id }) => id),
  ];
  expect(await counts()).toEqual([2, ['r4']]);
  api.setBehaviour({ pageCap: 3 });
  expect(await counts()).toEqual([3, ['r0']]);
  api.setBehaviour({}, 'other');
  expect(await counts()).toEqual([3, ['r0', 'r1', 'r2']]);
});
