import { describe, expect, test } from '@jest/globals';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import type { DatasetDefinition } from '../../integration_tests/dataset-api/dataset.ts';
import type { Fault } from '../../integration_tests/dataset-api/faults/fault.ts';
import { seededRandom } from '../../integration_tests/dataset-api/seeded-random.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { expectEach } from '../support/expect-each.ts';
import { type LoopbackApi, startLoopbackApi } from '../support/loopback-api.ts';
import { CASE_START, type CaseRow, thingsOf } from '../support/sync-cases.ts';
import { syncOnce } from '../support/sync-once.ts';

// Servers that are healthy in their own way, and seem to be at their end before they are.

const KIB = 1024;
/** No dataset reaches it. */
const FAR_OFFSET = 1_000_000_000;
const ALONE = { requests: { concurrency: 1 } };

/** Rows with a text of so many bytes each, a tick apart or at the ticks that are given. */
function rowsOf(sizes: readonly number[], tickOf: (index: number) => number = (index) => index): CaseRow[] {
  return sizes.map((size, index) => ({
    id: `row-${index}`,
    thing: `thing ${index} ${'x'.repeat(size)}`,
    timestamp: CASE_START + tickOf(index),
  }));
}

function sized(count: number, size = 0): number[] {
  return Array<number>(count).fill(size);
}

async function sync(
  rows: readonly CaseRow[],
  behaviour: Behaviour,
  limit: number,
  config: object = {},
  faults: readonly Fault[] = [],
) {
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour, faults });
  try {
    const end_time = new Date(CASE_START + 86_400_000).toISOString();
    const settings = { datasets: [{ dataset_id: 'rows' }], end_time, paginator: { limit }, ...config };
    const result = await syncOnce(api.url, settings);
    return { ...result, things: thingsOf(result), requests: api.requests.length };
  } finally {
    await api.close();
  }
}

/** One sync of the first rows, and another one when the others have come in. */
async function syncTwice(
  rows: readonly CaseRow[],
  news: readonly CaseRow[],
  behaviour: Behaviour,
  limit: number,
  config: object = {},
) {
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
  try {
    const settings = { datasets: [{ dataset_id: 'rows' }], paginator: { limit }, ...config };
    const first = await syncOnce(api.url, settings);
    api.rowsOf('rows').insert(news);
    const second = await syncOnce(api.url, settings, first.states.at(-1)?.state);
    return { messages: [first.message, second.message], first: thingsOf(first), second: thingsOf(second) };
  } finally {
    await api.close();
  }
}

describe('pages that are capped by their bytes', () => {
  const cases: readonly (readonly [string, readonly number[], number])[] = [
    [
      'a row that fits no page with others, behind many small ones',
      [...sized(300, 2000), 1000 * KIB, ...sized(80, 2000)],
      1000 * KIB,
    ],
    ['one behind few large ones', [...sized(3, 100 * KIB), 950 * KIB, ...sized(5, 100 * KIB)], 1000 * KIB],
    ['one at the end', [...sized(40, 5000), 220 * KIB], 230 * KIB],
    ['rows of all sizes', Array.from({ length: 120 }, (_, index) => ((index * 7919) % 97) ** 2 * 5), 60 * KIB],
  ];
  test.each(cases)('%s: every row', async (_name, sizes, pageBytes) => {
    const rows = rowsOf(sizes);
    const { failed, things } = await sync(rows, { pageBytes }, 1000);
    expect(failed).toBeUndefined();
    expectEach(rows, things);
  });

  test('pages of a few rows of some bytes, in order and not, and an increment behind them: every row', async () => {
    const sizes = Array.from({ length: 90 }, (_, index) => 20 + ((index * 7919) % 97) * 5);
    for (const behaviour of [{ pageBytes: 800 }, { pageBytes: 800, descending: true }]) {
      const rows = rowsOf(sizes);
      const { messages, first, second } = await syncTwice(rows.slice(0, 50), rows.slice(50), behaviour, 100);
      expect(messages).toEqual(['', '']);
      expectEach(rows.slice(0, 50), first);
      expectEach(rows.slice(50), second);
    }
  });

  test('three rows of the last time, of which two fit a page, and later ones in the next sync: every row', async () => {
    const rows = rowsOf([10, 150, 250, ...sized(40, 60)], (index) => (index < 3 ? 7 : 7 + (index >> 1)));
    const { messages, first, second } = await syncTwice(rows.slice(0, 3), rows.slice(3), { pageBytes: 480 }, 50);
    expect(messages).toEqual(['', '']);
    expectEach(rows.slice(0, 3), first);
    expectEach(rows.slice(3), second);
  });

  test('the row that does not fit has the time of the one before: it is read as well', async () => {
    const rows = rowsOf([...sized(60, 1000), 60 * KIB, 10], (index) => Math.min(index, 59));
    const { failed, things } = await sync(rows, { pageBytes: 62 * KIB }, 1000);
    expect(failed).toBeUndefined();
    expectEach(rows, things);
  });
});

test('the newest first, and offsets that end silently behind just the rows of the last time: an error', async () => {
  const ticks = [...Array.from({ length: 40 }, (_, index) => index >> 2), 100, 100, 100, 100, 100, 100];
  const rows = rowsOf(sized(ticks.length), (index) => ticks[index] ?? 0);
  const { failed } = await sync(rows, { descending: true, offsetCap: { max: 5, how: 'empty' } }, 2);
  expect(failed).toBe('ties_not_provable');
});

describe('an API that counts in pages', () => {
  test.each([1, 2, 49, 50, 51, 100, 230])('%i rows, the offset rounded down to a page: each once', async (count) => {
    const rows = rowsOf(sized(count));
    const { failed, things, requests } = await sync(rows, { offsetInPages: 'rounded' }, 50);
    expect(failed).toBeUndefined();
    expectEach(rows, things);
    expect(requests).toBeLessThan(60);
  });

  test('one row, the offset rounded down to a page, others refused: the sync ends', async () => {
    const behaviour: Behaviour = { offsetInPages: 'rounded', pastEnd: 404, offsetCap: { max: 1000, how: 'refuse' } };
    const { message, requests } = await sync(rowsOf(sized(1)), behaviour, 50);
    expect(message).toBe('');
    expect(requests).toBeLessThan(60);
  });

  test.each([1, 60, 130])('%i rows of one time, the offset rounded down to a page: each once', async (count) => {
    const rows = rowsOf(sized(count), () => 7);
    const { failed, things } = await sync(rows, { offsetInPages: 'rounded' }, 50);
    expect(failed).toBeUndefined();
    expectEach(rows, things);
  });

  test('an odd number of rows of one time, right before a later one, pages of two: each once', async () => {
    const rows = rowsOf(sized(9), (index) => (index < 3 ? index : index < 8 ? 7 : 8));
    const { message, things } = await sync(rows, { offsetInPages: 'rounded' }, 2, ALONE);
    expect(message).toBe('');
    expectEach(rows, things);
  });

  test.each([130, 1500])(
    '%i rows, the newest first, the offset taken for the number of a page: each once',
    async (count) => {
      const rows = rowsOf(sized(count));
      const { message, things } = await sync(rows, { offsetInPages: 'counted', descending: true }, 50);
      expect(message).toBe('');
      expectEach(rows, things);
    },
  );

  test.each([3, 4, 5])(
    '%i rows of each time, the offset taken for the number of a page of 2: no COMPLETE',
    async (ties) => {
      const rows = rowsOf(sized(3 * ties), (index) => 9 * Math.floor(index / ties));
      const { failed } = await sync(rows, { offsetInPages: 'counted' }, 2, ALONE);
      expect(failed).toBe('ties_not_provable');
    },
  );

  test.each(['0246', '0426', '86420', '06842', '80462', '24680'])(
    'rows stored at %s, no order, the offset taken for the number of a page of two: no COMPLETE without a row, nor of a later sync',
    async (stored) => {
      const rows = rowsOf(sized(stored.length), (index) => Number(stored[index]));
      const behaviour: Behaviour = { offsetInPages: 'counted', orderIgnored: true };
      const { messages, first, second } = await syncTwice(rows, [], behaviour, 2, ALONE);
      const came = new Set([...first, ...second]);
      expect(messages.at(-1) === '' ? came.size : rows.length).toBe(rows.length);
    },
  );

  test('rows of one time, pages capped, the offset taken for the number of a page: no COMPLETE', async () => {
    const rows = rowsOf(sized(20), () => 7);
    const { failed } = await sync(rows, { offsetInPages: 'counted', pageCap: 6 }, 50);
    expect(failed).toBe('ties_not_provable');
  });

  test('rows of one time at the end, the offset taken for the number of a page: no COMPLETE', async () => {
    const rows = rowsOf(sized(130), (index) => Math.min(index, 20));
    expect((await sync(rows, { offsetInPages: 'counted' }, 50)).failed).toBe('ties_not_provable');
  });
});

describe('offsets that end without a word', () => {
  test.each([10, 100])(
    'at row %i, up to which all rows have one time: no COMPLETE, nor of later syncs',
    async (max) => {
      const rows = rowsOf(sized(3 * max), (index) => Math.floor(index / max));
      const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { rowCap: { max, how: 'empty' } } });
      try {
        const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 1000 } };
        const first = await syncOnce(api.url, config);
        const second = await syncOnce(api.url, config, first.states.at(-1)?.state);
        expect([first.failed, second.failed]).toEqual(['ties_not_provable', 'ties_not_provable']);
      } finally {
        await api.close();
      }
    },
  );

  test.each([100, 500])('at row %i, which a first increment reaches: every row in one sync', async (max) => {
    const rows = rowsOf(sized(5));
    const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { rowCap: { max, how: 'empty' } } });
    try {
      const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 1000 } };
      const first = await syncOnce(api.url, config);
      const news = rowsOf(sized(5 + 2 * max)).slice(5);
      api.rowsOf('rows').insert(news);
      const second = await syncOnce(api.url, config, first.states.at(-1)?.state);
      expect([first.message, second.message]).toEqual(['', '']);
      expectEach(news, thingsOf(second));
    } finally {
      await api.close();
    }
  });

  test('before the rows of one time do, which fill more than a page, with later rows: no COMPLETE', async () => {
    const rows = rowsOf(sized(200), (index) => (index < 132 ? 5 : 25));
    for (const concurrency of [1, 4]) {
      const config = { requests: { concurrency } };
      const { failed } = await sync(rows, { offsetCap: { max: 99, how: 'empty' } }, 100, config);
      expect(failed).toBe('ties_not_provable');
    }
  });

  test('inside of the rows of the last time: no COMPLETE', async () => {
    const { failed } = await sync(
      rowsOf(sized(19), () => 5),
      { offsetCap: { max: 9, how: 'empty' } },
      18,
    );
    expect(failed).toBe('ties_not_provable');
  });

  test.each([40, 90, 700])('at row %i, the newest first: each once', async (max) => {
    const rows = rowsOf(sized(758));
    const { message, things } = await sync(rows, { rowCap: { max, how: 'empty' }, descending: true }, 100);
    expect(message).toBe('');
    expectEach(rows, things);
  });
});

describe('offsets behind the last row that give the last rows again', () => {
  const servers = (['page', 'rows', 'row'] as const).flatMap((lastAgain) =>
    [{}, { pageCap: 3 }, { descending: true }, { filterIgnored: true }].map((others) => ({ lastAgain, ...others })),
  );
  test.each(servers)('%j: each row once, in every sync', async (behaviour) => {
    for (const ticks of [(index: number) => index, (index: number) => 7 * Math.floor(index / 9), () => 7]) {
      const rows = rowsOf(sized(31), ticks);
      const news = rowsOf(sized(44), (index) => (index < 31 ? 0 : 50 + ticks(index))).slice(31);
      for (const limit of [10, 50]) {
        const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
        try {
          const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit } };
          const first = await syncOnce(api.url, config);
          api.rowsOf('rows').insert(news);
          const second = await syncOnce(api.url, config, first.states.at(-1)?.state);
          expect([first.message, second.message]).toEqual(['', '']);
          expectEach(rows, thingsOf(first));
          expectEach(news, thingsOf(second));
        } finally {
          await api.close();
        }
      }
    }
  });
});

test.each(['page', 'rows', 'row'] as const)(
  'the last rows again (%s), and the last row deleted behind a sync: the next one asks for few offsets',
  async (lastAgain) => {
    const rows = rowsOf(sized(34), (index) => index * 1000);
    const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { lastAgain } });
    try {
      const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 50 } };
      const { states } = await syncOnce(api.url, config);
      const before = api.requests.length;
      api.rowsOf('rows').remove((row) => (row as CaseRow).thing === rows.at(-1)?.thing);
      const { message, rows: again } = await syncOnce(api.url, config, states.at(-1)?.state);
      expect([message, again]).toEqual(['', []]);
      const offsets = api.requests.slice(before).map(({ offset = 0 }) => offset);
      expect(offsets.length).toBeLessThan(60);
      expect(Math.max(...offsets)).toBeLessThanOrEqual(FAR_OFFSET);
    } finally {
      await api.close();
    }
  },
);

test.each([() => 7, (index: number) => index])(
  'the last rows again, of which one fits a page, so that it is not the last: every row',
  async (tickOf) => {
    for (const count of [3, 25]) {
      const rows = rowsOf(sized(count), tickOf);
      const { message, things } = await sync(rows, { lastAgain: 'rows', pageBytes: 1 }, 10, ALONE);
      expect(message).toBe('');
      expectEach(rows, things);
    }
  },
);

test('the last rows again, and truly equal rows of one time in another order in each answer: every row, or no COMPLETE, and no reading for ever', async () => {
  for (let seed = 1; seed <= 6; seed += 1) {
    const rows = rowsOf(sized(40), () => 7).map((row, index) => ({ ...row, id: null, thing: `thing ${index % 4}` }));
    const behaviour: Behaviour = { lastAgain: 'rows', tiesShuffled: seed };
    const { failed, things, requests } = await sync(rows, behaviour, 10, ALONE);
    if (failed === undefined) expect(things).toHaveLength(rows.length);
    else expect(failed).toBe('ties_not_provable');
    expect(requests).toBeLessThan(1000);
  }
});

test.each([5, 12])(
  'the last rows again, and %i rows of one time in an order that turns round with each answer: no reading for ever',
  async (count) => {
    const rows = rowsOf(sized(count), () => 7);
    for (const [parity, concurrency] of [0, 1].flatMap((turn) => [1, 2].map((readers) => [turn, readers] as const))) {
      let isGrown = false;
      const api: LoopbackApi = await startLoopbackApi(({ url, body }) => {
        const { length } = api.asked;
        if (length > 2000) return { status: 401, body: { error: 'asked for ever' } };
        const [{ clause }] = JSON.parse(body) as [{ clause: { parameters: [{ value: number }, { value: number }] } }];
        const [from, to] = clause.parameters;
        const found = (isGrown ? rows : rows.slice(0, 2)).filter(
          ({ timestamp }) => Number(timestamp) >= from.value && Number(timestamp) <= to.value,
        );
        if (length % 2 === parity) found.reverse();
        const [offset, limit] = ['offset', 'limit'].map((name) => Number(url.searchParams.get(name))) as [
          number,
          number,
        ];
        const first = offset < found.length ? offset : Math.max(0, found.length - limit);
        return { body: { data: found.slice(first, first + limit) } };
      });
      try {
        const settings = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 5 }, requests: { concurrency } };
        const first = await syncOnce(api.url, settings);
        isGrown = true;
        const second = await syncOnce(api.url, settings, first.states.at(-1)?.state);
        const failed = first.failed ?? second.failed;
        if (failed === undefined) expectEach(rows, [...thingsOf(first), ...thingsOf(second)]);
        else expect(failed).toBe('ties_not_provable');
      } finally {
        await api.close();
      }
    }
  },
);

test.each([20, 21, 25])(
  '%i rows, the last ones again up to an offset of the configuration: each once, without asking for each offset',
  async (count) => {
    const rows = rowsOf(sized(count));
    const paginator = { limit: 10, max_offset: 2000 };
    const { message, things, requests } = await sync(rows, { lastAgain: 'rows' }, 10, { paginator, ...ALONE });
    expect(message).toBe('');
    expectEach(rows, things);
    expect(requests).toBeLessThan(60);
  },
);

test.each([3, 90])(
  'offsets behind %i rows that give the last ones again, up to one where all end: each once, without asking for each offset',
  async (count) => {
    const behaviour: Behaviour = { lastAgain: 'rows', offsetCap: { max: 5000, how: 'empty' } };
    const { message, things, requests } = await sync(
      rowsOf(sized(count), () => 7),
      behaviour,
      25,
      ALONE,
    );
    expect(message).toBe('');
    expectEach(
      rowsOf(sized(count), () => 7),
      things,
    );
    expect(requests).toBeLessThan(100);
  },
);

describe('APIs that refuse what goes beyond a page', () => {
  test('pages capped at two rows, and two of the last time in an increment: a sync without news', async () => {
    const rows = rowsOf(sized(5), (index) => index >> 1);
    const behaviour: Behaviour = { rowCap: { max: 10, how: 'refuse' }, pageCap: 2 };
    const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
    const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 10 }, ...ALONE };
    try {
      const first = await syncOnce(api.url, config);
      const news = rowsOf(sized(6), () => 2).slice(5);
      api.rowsOf('rows').insert(news);
      const second = await syncOnce(api.url, config, first.states.at(-1)?.state);
      const third = await syncOnce(api.url, config, second.states.at(-1)?.state);
      expect([first.message, second.message, third.message]).toEqual(['', '', '']);
      expectEach([...rows, ...news], [...thingsOf(first), ...thingsOf(second), ...thingsOf(third)]);
    } finally {
      await api.close();
    }
  });

  test.each([1, 3, 11])('%i rows, and an offset behind the last row otherwise: every row', async (count) => {
    const rows = rowsOf(sized(count));
    const behaviour: Behaviour = { rowCap: { max: 10, how: 'refuse' }, pastEnd: 404 };
    const { message, things } = await sync(rows, behaviour, 10, ALONE);
    expect(message).toBe('');
    expectEach(rows, things);
  });

  test.each([1, 3, 11])(
    '%i rows, offset and limit together at most a page: syncs with and without news',
    async (count) => {
      const rows = rowsOf(sized(count));
      const behaviour: Behaviour = { rowCap: { max: 10, how: 'refuse' } };
      const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
      const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 10 } };
      try {
        const first = await syncOnce(api.url, config);
        const second = await syncOnce(api.url, config, first.states.at(-1)?.state);
        expect([first.failed, second.failed]).toEqual([undefined, undefined]);
        expectEach(rows, [...thingsOf(first), ...thingsOf(second)]);
      } finally {
        await api.close();
      }
    },
  );

  test.each([
    ['in the middle', 60, 30],
    ['at the end', 60, 60],
    ['of all rows', 30, 30],
  ])('more rows of one time than a query gives, %s: no COMPLETE', async (_name, count, end) => {
    const tickOf = (index: number) => (index < end - 30 ? index : index < end ? end : index + 1);
    const { failed } = await sync(rowsOf(sized(count), tickOf), { rowCap: { max: 10, how: 'refuse' } }, 10);
    expect(failed).toBe('ties_not_provable');
  });

  test('as many rows of one time as offsets reach, with the next one behind them: every row', async () => {
    const rows = rowsOf(sized(60), (index) => (index < 20 || index > 50 ? index : 20));
    for (const how of ['refuse', 'empty'] as const) {
      const { message, things } = await sync(rows, { offsetCap: { max: 30, how } }, 20);
      expect(message).toBe('');
      expectEach(rows, things);
    }
  });

  test('pages that are capped by their bytes, and no offset: every row', async () => {
    const rows = rowsOf(
      [10, 10, 90, 10, 10, 140, 10].map((size) => size * KIB),
      (index) => index * 3,
    );
    const config = { paginator: { limit: 10, offset_param: '' } };
    const { failed, things } = await sync(rows, { pageBytes: 150 * KIB }, 10, config);
    expect(failed).toBeUndefined();
    expectEach(rows, things);
  });
});

describe('an API without offsets', () => {
  test.each([[''], ['offset']])(
    'one row stored behind all others (offset_param "%s"): it comes as well',
    async (param) => {
      const rows = rowsOf(sized(40), (index) => (index === 39 ? 11 : index));
      const config = { paginator: { limit: 7, offset_param: param } };
      const { failed, things } = await sync(rows, { orderIgnored: true, offsetIgnored: true }, 7, config);
      expect(failed).toBeUndefined();
      expectEach(rows, things);
    },
  );

  test('that does not sort: no COMPLETE', async () => {
    const rows = rowsOf(sized(40), (index) => (index * 7) % 40);
    const config = { paginator: { limit: 2, offset_param: '' } };
    const { failed } = await sync(rows, { orderIgnored: true }, 2, config);
    expect(['end_not_proven', 'order_not_provable', 'page_repeated']).toContain(failed);
  });
});

describe('the rows of one time in the first page', () => {
  test.each([1, 2, 3])(
    'the newest first, pages capped at %i rows, of one time: the older ones come as well',
    async (pageCap) => {
      const rows = rowsOf(sized(4), (index) => [1, 2, 9, 9][index] ?? 0);
      const { failed, things } = await sync(rows, { descending: true, pageCap }, 5);
      expect(failed).toBeUndefined();
      expectEach(rows, things);
    },
  );

  test('in no order, more rows of it than a page, among them one of the next time: every row of an increment', async () => {
    for (const news of [
      [3, 2, 2, 4],
      [3, 2, 2, 2],
      [4, 3, 2, 2, 2],
      [2, 3, 2, 3],
    ]) {
      const ticks = [0, 2, 2, 2, ...news];
      const rows = rowsOf(sized(ticks.length), (index) => ticks[index] ?? 0);
      const { messages, first, second } = await syncTwice(
        rows.slice(0, 4),
        rows.slice(4),
        { orderIgnored: true },
        3,
        ALONE,
      );
      expect([news, ...messages]).toEqual([news, '', '']);
      expectEach(rows, [...first, ...second]);
    }
  });

  test('the newest first, rows of a hidden time right below another one, which fill pages: each comes once', async () => {
    const rows = rowsOf(sized(6), (index) => [1, 5, 5, 6, 10, 10][index] ?? 0);
    const behaviour: Behaviour = { descending: true, lowerExclusive: true };
    const { messages, first, second } = await syncTwice(rows.slice(0, 2), rows.slice(2), behaviour, 2, ALONE);
    expect(messages).toEqual(['', '']);
    expectEach(rows, [...first, ...second]);
  });

  test('a row at start_time itself, hidden by an exclusive bound, before one of the same unit: it comes as well', async () => {
    const rows = rowsOf(sized(4), (index) => [0, 500, 3000, 3500][index] ?? 0);
    const definition: DatasetDefinition = { rows, filterUnit: 'epoch_seconds' };
    const api = await startDatasetApi({ datasets: { rows: definition }, behaviour: { lowerExclusive: true } });
    try {
      const result = await syncOnce(api.url, {
        datasets: [{ dataset_id: 'rows' }],
        start_time: new Date(CASE_START).toISOString(),
        endpoint: { filter_time_format: 'epoch_seconds' },
        paginator: { limit: 5 },
      });
      expect(result.failed).toBeUndefined();
      expectEach(rows, thingsOf(result));
    } finally {
      await api.close();
    }
  });
});

describe('one answer that is the one before', () => {
  const cases: readonly (readonly [string, Behaviour])[] = [
    ['in order', {}],
    ['in order, the upper bound exclusive', { upperExclusive: true }],
    ['the newest first', { descending: true }],
    ['the filter ignored', { filterIgnored: true }],
  ];
  test.each(cases)('%s, at any place: every row', async (_name, behaviour) => {
    const rows = rowsOf(sized(23), (index) => index >> 1);
    for (let match = 1; match < 24; match += 1) {
      const faults: readonly Fault[] = [{ kind: 'previousPage', match, times: 1 }];
      const { failed, things } = await sync(rows, behaviour, 5, { requests: { concurrency: 1 } }, faults);
      const missing = rows.filter(({ thing }) => !things.includes(thing));
      expect({ match, failed, missing }).toEqual({ match, failed: undefined, missing: [] });
    }
  });

  test('that of another reader, pages of one row, at any place: every row, and none by offsets', async () => {
    const rows = rowsOf(sized(24), (index) => index * 10);
    for (let match = 20; match < 45; match += 1) {
      const faults: readonly Fault[] = [{ kind: 'previousPage', match, times: 1 }];
      const config = { requests: { concurrency: 3 }, end_time: undefined };
      const { failed, things, warnings } = await sync(rows, {}, 1, config, faults);
      expectEach(rows, things);
      const order = warnings.filter((text) => text.includes('order'));
      expect({ match, failed, order }).toEqual({ match, failed: undefined, order: [] });
    }
  });

  test('that of a reader above, for the first page of another one: what it skips is seen at once', async () => {
    const rows = rowsOf(sized(400), (index) => index * 200_000);
    for (let match = 2; match < 7; match += 1) {
      const faults: readonly Fault[] = [{ kind: 'previousPage', match, times: 1 }];
      const { things, warnings } = await sync(rows, {}, 10, { requests: { concurrency: 4 } }, faults);
      expectEach(rows, things);
      expect({ match, warnings }).toEqual({ match, warnings: [] });
    }
  });
});

describe('pages of one row, read by offsets', () => {
  const servers: readonly (readonly [string, Behaviour])[] = [
    ['the filter ignored', { filterIgnored: true }],
    ['the newest first', { descending: true }],
  ];
  test.each(servers)('%s, and one answer without rows at any place: every row', async (_name, behaviour) => {
    const rows = rowsOf(sized(9), (index) => index >> 1);
    for (let match = 1; match < 40; match += 1) {
      const faults: readonly Fault[] = [{ kind: 'emptyData', match, times: 1 }];
      const { failed, things } = await sync(rows, behaviour, 1, { requests: { concurrency: 1 } }, faults);
      const missing = rows.filter(({ thing }) => !things.includes(thing));
      expect({ match, failed, missing }).toEqual({ match, failed: undefined, missing: [] });
    }
  });

  test('more rows of one time than there are offsets: no COMPLETE', async () => {
    const behaviour: Behaviour = { pageCap: 1, offsetCap: { max: 6, how: 'refuse' } };
    const api = await startDatasetApi({ datasets: { rows: { rows: rowsOf(sized(8), () => 5) } }, behaviour });
    try {
      const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 9 } };
      const first = await syncOnce(api.url, config);
      const second = await syncOnce(api.url, config, first.states.at(-1)?.state);
      expect([first.failed, second.failed]).toEqual(['ties_not_provable', 'ties_not_provable']);
    } finally {
      await api.close();
    }
  });
});

test.each<Behaviour>([
  { filterIgnored: true },
  { filterIgnored: true, untimedMatch: 'last' },
  { untimedMatch: 'first' },
])('another order in each answer, and an offset behind the last row is refused: every row (%j)', async (others) => {
  const untimed = others.untimedMatch === undefined ? [] : [0, 1, 2];
  for (const count of [12, 40]) {
    const rows = rowsOf(sized(count), (index) => index >> 3).map((row, index) => ({
      ...row,
      timestamp: untimed.includes(index) ? null : row.timestamp,
    }));
    const behaviour: Behaviour = { pastEnd: 400, tiesShuffled: 5, ...others };
    const { message, things } = await sync(rows, behaviour, 10, ALONE);
    expect(message).toBe('');
    expect(new Set(things).size).toBe(count);
  }
});

describe('an API that ignores the filter', () => {
  const cases = [undefined, 6].flatMap((pageCap) => [1, 2, 3, 9].map((count) => [count, pageCap] as const));

  test.each(cases)(
    '%i rows, pages capped at %s, and syncs with and without news: each row once',
    async (count, cap) => {
      const rows = rowsOf(sized(count));
      const behaviour: Behaviour = { filterIgnored: true, ...(cap === undefined ? {} : { pageCap: cap }) };
      const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
      try {
        const settings = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 10 } };
        const results = [await syncOnce(api.url, settings)];
        const news = rowsOf(sized(count + 1)).slice(count);
        for (const batch of [[], news, []]) {
          api.rowsOf('rows').insert(batch);
          results.push(await syncOnce(api.url, settings, results.at(-1)?.states.at(-1)?.state));
        }
        expect(results.map(({ message }) => message)).toEqual(['', '', '', '']);
        expectEach(
          [...rows, ...news],
          results.flatMap((result) => thingsOf(result)),
        );
      } finally {
        await api.close();
      }
    },
  );

  test.each([[{}], [{ descending: true }]])(
    'pages of days before the last row (%j), and syncs with and without news: each row once',
    async (others) => {
      const days = rowsOf(sized(46), (index) => index * 86_400_000);
      const rows = days.slice(0, 45);
      const behaviour: Behaviour = { filterIgnored: true, ...others };
      const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
      try {
        const settings = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 10 } };
        const results = [await syncOnce(api.url, settings)];
        for (const batch of [[], days.slice(45), []]) {
          api.rowsOf('rows').insert(batch);
          // A state without the rows at its time.
          const state = results.at(-1)?.states.at(-1)?.state;
          const { airbyte_cursor } = (state ?? {}) as { airbyte_cursor?: number };
          expect((await syncOnce(api.url, settings, { airbyte_cursor })).message).toBe('');
          results.push(await syncOnce(api.url, settings, state));
        }
        expect(results.map(({ message }) => message)).toEqual(['', '', '', '']);
        expectEach(
          days,
          results.flatMap((result) => thingsOf(result)),
        );
      } finally {
        await api.close();
      }
    },
  );

  test('pages of rows behind end_time alone: every row up to it', async () => {
    const rows = rowsOf(sized(50), (index) => (index < 15 ? index : index * 86_400_000));
    for (const pageCap of [10, 20]) {
      const { message, things } = await sync(rows, { filterIgnored: true, orderIgnored: true, pageCap }, 10, ALONE);
      expect(message).toBe('');
      expectEach(rows.slice(0, 15), things);
    }
  });
});

test.each([60, 160])(
  '%i rows of one time, ordered otherwise in each answer, and syncs from there on: no error',
  async (count) => {
    const rows = rowsOf(sized(count), () => 5);
    const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { tiesShuffled: 7 } });
    try {
      const settings = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 7 }, ...ALONE };
      const first = await syncOnce(api.url, settings);
      const news = rowsOf(sized(count + 3), (index) => index).slice(count);
      api.rowsOf('rows').insert(news);
      const second = await syncOnce(api.url, settings, first.states.at(-1)?.state);
      expect([first.message, second.message]).toEqual(['', '']);
      expectEach(rows, thingsOf(first));
      // A state cannot name so many rows.
      expectEach([...rows, ...news], thingsOf(second));
      expect(api.requests.length).toBeLessThan(10 * count);
    } finally {
      await api.close();
    }
  },
);

describe('rows that are written otherwise in each answer', () => {
  test.each([1, 30])('%i rows with another value each time: the sync ends, and says so', async (count) => {
    const { failed, message, requests } = await sync(rowsOf(sized(count)), { stamped: true }, 50);
    expect(failed).toBe('rows_changing');
    expect(message).toContain('another value in each answer');
    expect(requests).toBeLessThan(100);
  });
});

describe('an API without offsets that gives fewer rows at once than it is asked for, and more of the last time', () => {
  test.each(['', 'offset'])(
    'offset_param "%s": no COMPLETE, and none of the sync that goes on',
    async (offset_param) => {
      const rows = rowsOf(sized(60), (index) => Math.min(index, 30));
      const behaviour: Behaviour = { pageCap: 9, offsetIgnored: true };
      const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
      try {
        const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 10, offset_param } };
        const first = await syncOnce(api.url, config);
        const second = await syncOnce(api.url, config, first.states.at(-1)?.state);
        const third = await syncOnce(api.url, config, second.states.at(-1)?.state);
        expect([first.failed, second.failed, third.failed]).toEqual(Array(3).fill('ties_not_provable'));
      } finally {
        await api.close();
      }
    },
  );
});

test('pages that are capped below the limit, offsets that are refused before the end of one, all of one time: no COMPLETE', async () => {
  const behaviour: Behaviour = { pageCap: 45, offsetCap: { max: 12, how: 'refuse' } };
  const few = rowsOf(sized(45), () => 7);
  expectEach(few, (await sync(few, behaviour, 50)).things);
  expect(
    (
      await sync(
        rowsOf(sized(204), () => 7),
        behaviour,
        50,
      )
    ).failed,
  ).toBe('ties_not_provable');
});

describe('an API that refuses a range that ends where it begins', () => {
  const spread = rowsOf(sized(40), (index) => index + Number(index > 30) * 5);
  const allAtEnd = rowsOf(sized(3), () => 44);
  const end_time = new Date(CASE_START + 44).toISOString();

  /** `maxOffset`: a larger one is refused. `extent`: the upper bound is taken for one so much later. */
  function startStrictApi(rows: readonly CaseRow[], { maxOffset = 1e9, extent = 0 } = {}): Promise<LoopbackApi> {
    return startLoopbackApi(({ url, body }) => {
      const [{ clause }] = JSON.parse(body) as [{ clause: { parameters: [{ value: number }, { value: number }] } }];
      const [from, to] = clause.parameters;
      if (from.value >= to.value) return { status: 400, body: { error: 'the start must be before the end' } };
      const found = rows.filter(
        ({ timestamp: time }) => time !== null && time >= from.value && time <= to.value + extent,
      );
      const offset = Number(url.searchParams.get('offset'));
      if (offset > maxOffset) return { status: 400, body: { error: 'no such page' } };
      return { body: { data: found.slice(offset, offset + Number(url.searchParams.get('limit'))) } };
    });
  }

  const allBeforeEnd = rowsOf(sized(9), () => 43);

  const cases = [1, 7, 1000].flatMap((limit) => [spread, allAtEnd, allBeforeEnd].map((rows) => [limit, rows] as const));

  test.each([7, 11])('and each offset, pages of %i, the last row at end_time itself: every row', async (limit) => {
    const api = await startStrictApi(spread, { maxOffset: 0 });
    try {
      const settings = { datasets: [{ dataset_id: 'rows' }], end_time, paginator: { limit }, ...ALONE };
      const { message, ...result } = await syncOnce(api.url, settings);
      expect(message).toBe('');
      expectEach(spread, thingsOf(result));
    } finally {
      await api.close();
    }
  });

  test.each([7, 1000])('and gives rows behind the end as well, pages of %i: every row up to it', async (limit) => {
    const rows = rowsOf(sized(60));
    const api = await startStrictApi(rows, { extent: 9 });
    try {
      const settings = { datasets: [{ dataset_id: 'rows' }], end_time, paginator: { limit }, ...ALONE };
      const { message, ...result } = await syncOnce(api.url, settings);
      expect(message).toBe('');
      expectEach(rows.slice(0, 45), thingsOf(result));
    } finally {
      await api.close();
    }
  });

  test.each([1, 2, 5, 40])('%i rows, the newest first: each, and none in a sync without news', async (count) => {
    const rows = rowsOf(sized(count)).toReversed();
    const api = await startStrictApi(rows);
    try {
      const start_time = new Date(CASE_START).toISOString();
      const settings = { datasets: [{ dataset_id: 'rows' }], start_time, paginator: { limit: 10 } };
      const first = await syncOnce(api.url, settings);
      const second = await syncOnce(api.url, settings, first.states.at(-1)?.state);
      expect([first.message, second.message]).toEqual(['', '']);
      expectEach(rows, [...thingsOf(first), ...thingsOf(second)]);
    } finally {
      await api.close();
    }
  });

  test.each(cases)(
    'the last row at end_time itself or right before, pages of %i, and a sync without news',
    async (limit, rows) => {
      const api = await startStrictApi(rows);
      try {
        const settings = { datasets: [{ dataset_id: 'rows' }], end_time, paginator: { limit } };
        const first = await syncOnce(api.url, settings);
        const second = await syncOnce(api.url, settings, first.states.at(-1)?.state);
        expect([first.message, second.message]).toEqual(['', '']);
        expectEach(rows, thingsOf(first));
        expect(thingsOf(second)).toEqual([]);
      } finally {
        await api.close();
      }
    },
  );
});

describe('one bound of the filter is not read, and rows come in no order', () => {
  test('the upper one, ever other orders: every row', async () => {
    for (let seed = 31; seed <= 45; seed += 1) {
      const random = seededRandom(seed);
      const rows = rowsOf(sized(6 + (seed % 5)), (index) => index % 3).toSorted(() => random() - 0.5);
      const behaviour: Behaviour = { boundIgnored: 'upper', orderIgnored: true };
      const { message, things } = await sync(rows, behaviour, 2, ALONE);
      const missing = rows.filter(({ thing }) => !things.includes(thing));
      expect({ seed, message, missing }).toEqual({ seed, message: '', missing: [] });
    }
  });

  test('the lower one, and rows of one time stand among earlier ones: every row, from any state', async () => {
    const rows = rowsOf(sized(24), (index) => (index < 4 || index % 3 > 0 ? 0 : -index));
    const inRange = rows.filter(({ timestamp }) => timestamp === CASE_START).map(({ thing }) => thing);
    const behaviour: Behaviour = { boundIgnored: 'lower', orderIgnored: true };
    const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
    try {
      const start_time = new Date(CASE_START).toISOString();
      const config = { datasets: [{ dataset_id: 'rows' }], start_time, paginator: { limit: 2 }, ...ALONE };
      const first = await syncOnce(api.url, config);
      for (const { after, state } of [{ after: 0, state: undefined }, ...first.states]) {
        const next = await syncOnce(api.url, config, state);
        expect(next.message).toBe('');
        expect(new Set([...thingsOf(first).slice(0, after), ...thingsOf(next)])).toEqual(new Set(inRange));
      }
    } finally {
      await api.close();
    }
  });
});
