import { expect, test } from '@jest/globals';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import { seededRandom } from '../../integration_tests/dataset-api/seeded-random.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { largeRowBytes, withBytes } from '../random/large-rows.ts';
import { shuffled } from '../support/shuffled.ts';
import { CASE_START, type CaseRow, thingsOf } from '../support/sync-cases.ts';
import { syncOnce } from '../support/sync-once.ts';

const ALONE = { requests: { concurrency: 1 } };

type Mutate = NonNullable<Behaviour['mutate']>;

/** `row-0` at the first of the ticks, and so on. */
function rowsAt(ticks: readonly number[]): CaseRow[] {
  return ticks.map((tick, row) => rowAt(tick, `row-${row}`));
}

function rowAt(tick: number, id: string): CaseRow {
  return { id, thing: `thing of ${id}`, timestamp: CASE_START + tick };
}

function ticksOf(count: number, tickOf: (row: number) => number): number[] {
  return Array.from({ length: count }, (_, row) => tickOf(row));
}

/** In no order. */
const MIXED = ticksOf(101, (row) => (row * 37) % 101);

function remove(stored: Parameters<Mutate>[0], ...ids: readonly string[]): void {
  stored.remove((row) => ids.includes(String((row as CaseRow).id)));
}

/** One sync by one reader, from pages of `limit` rows. */
async function readAll(rows: readonly CaseRow[], behaviour: Behaviour, limit: number, config: object = {}) {
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
  try {
    const settings = { datasets: [{ dataset_id: 'rows' }], paginator: { limit }, ...ALONE, ...config };
    const result = await syncOnce(api.url, settings);
    return { message: result.message, things: thingsOf(result), requests: api.requests.length };
  } finally {
    await api.close();
  }
}

/** Rows that stayed all the time, and did not come. */
function missingOf(rows: readonly CaseRow[], gone: readonly string[], things: readonly string[]): CaseRow[] {
  const seen = new Set(things);
  return rows.filter(({ id, thing }) => !gone.includes(String(id)) && !seen.has(thing));
}

/** Where each answer brings others, a dataset grows as fast as it is read. */
const MOST_CHANGES = 60;

interface Changes {
  readonly behaviour: Behaviour;
  /** The ids of the rows that were deleted. */
  readonly gone: readonly string[];
  /** So many more from here on. */
  allow(changes: number): void;
}

/** Rows come in and are deleted at random times, with every few answers, up to MOST_CHANGES times. */
function changesOf(rows: readonly CaseRow[], ticks: number, random: () => number): Changes {
  const lasting = new Set(rows.map(({ id }) => String(id)));
  const gone: string[] = [];
  const [inserts, deletes, rate] = [random() < 0.7, random() < 0.6, 0.05 + random() * 0.25];
  let added = 0;
  let left = MOST_CHANGES;
  const mutate: Mutate = (stored) => {
    if (left === 0 || random() > rate) return;
    left -= 1;
    if (inserts) {
      stored.insert([rowAt(Math.floor(random() * ticks), `new-${added}`)]);
      added += 1;
    }
    const id = deletes ? [...lasting][Math.floor(random() * lasting.size)] : undefined;
    if (id === undefined) return;
    lasting.delete(id);
    gone.push(id);
    remove(stored, id);
  };
  return {
    behaviour: { mutate },
    gone,
    allow: (changes) => {
      left = changes;
    },
  };
}

const seeds = Array.from({ length: 24 }, (_, index) => index + 1);

test.each(seeds)(
  'rows come in and go while they are read, and syncs crash: all that stayed comes (seed %i)',
  async (seed) => {
    const random = seededRandom(seed);
    const [count, step, limit] = [
      100 + Math.floor(random() * 700),
      1 + Math.floor(random() * 4),
      5 + Math.floor(random() * 20),
    ];
    const ties = random() < 0.4 ? 5 : 1;
    const rows = rowsAt(ticksOf(count, (row) => Math.floor(row / ties) * step));
    const changes = changesOf(rows, (count / ties) * step, random);
    const server: Behaviour = {
      ...(seed % 3 === 0 ? { lowerExclusive: true } : {}),
      ...(seed % 4 === 0 ? { pageCap: 4 } : {}),
    };
    const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { ...server, ...changes.behaviour } });
    const concurrency = 1 + Math.floor(random() * 6);
    const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit }, requests: { concurrency } };
    const seen: string[] = [];
    try {
      let state: unknown;
      for (let sync = 0; sync < 3; sync += 1) {
        changes.allow(sync === 2 ? 0 : MOST_CHANGES);
        const result = await syncOnce(api.url, config, state);
        const place = sync === 2 ? -1 : Math.floor(random() * result.states.length);
        const stored = result.states.at(place);
        seen.push(...thingsOf(result).slice(0, stored?.after ?? 0));
        state = stored?.state;
        if (sync === 2) expect(result.failed).toBeUndefined();
      }
      expect(missingOf(rows, changes.gone, seen)).toEqual([]);
    } finally {
      await api.close();
    }
  },
);

const byOffsets: readonly (readonly [string, Behaviour, number])[] = [
  ['the order is ignored', { orderIgnored: true }, 1],
  ['the filter is ignored', { filterIgnored: true }, 1],
  ['order and filter are ignored', { orderIgnored: true, filterIgnored: true }, 1],
  ['the newest come first', { descending: true }, 1],
  ['many rows have one time', {}, 60],
  ['many rows have one time, in another order in each answer', { tiesShuffled: 5 }, 60],
];

test.each(byOffsets)('rows go while offsets lead, %s: all that stayed comes', async (_name, server, ties) => {
  const end_time = new Date(CASE_START + 86_400_000).toISOString();
  for (let seed = 1; seed <= 8; seed += 1) {
    const random = seededRandom(seed);
    const limit = 2 + Math.floor(random() * 14);
    const rows = rowsAt(ticksOf(120, (row) => Math.floor(row / ties)));
    const stored = server.orderIgnored === true ? rows.toSorted(() => random() - 0.5) : rows;
    const changes = changesOf(rows, 120 / ties, random);
    const { message, things } = await readAll(stored, { ...server, ...changes.behaviour }, limit, { end_time });
    // Where nothing stands still, no number of passes proves the rows of one time.
    if (message !== '' && server.tiesShuffled !== undefined) continue;
    const missing = missingOf(rows, changes.gone, things);
    expect({ seed, message, missing }).toEqual({ seed, message: '', missing: [] });
  }
});

test('the only row of an increment is updated behind its first answer, in each sync: all are complete, and it comes', async () => {
  let updates = 0;
  let answers = 0;
  const mutate: Mutate = (stored) => {
    answers += 1;
    if (answers !== 2) return;
    updates += 1;
    remove(stored, 'busy');
    stored.insert([{ id: 'busy', thing: `update ${updates}`, timestamp: Date.now() }]);
  };
  const rows = rowsAt(ticksOf(20, (row) => row));
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { mutate } });
  const things: string[] = [];
  let state: unknown;
  try {
    for (let syncs = 0; syncs < 5; syncs += 1) {
      const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 100 } };
      // The clock goes on, so that what was updated is below the end of the next sync.
      await new Promise((resolve) => setTimeout(resolve, 5));
      answers = syncs === 4 ? 2 : 0;
      const result = await syncOnce(api.url, config, state);
      expect([result.failed, result.message]).toEqual([undefined, '']);
      state = result.states.at(-1)?.state;
      things.push(...thingsOf(result));
    }
  } finally {
    await api.close();
  }
  expect(things.slice(20)).toEqual(['update 1', 'update 2', 'update 3', 'update 4']);
});

test('late rows come in, each in another page, of which most are not remembered: those pages are asked for again, and no row comes twice', async () => {
  const ticks = ticksOf(2000, (row) => 2 * row);
  const rows = withBytes(rowsAt(ticks), largeRowBytes(ticks.length));
  const late = ticksOf(24, (row) => row * 120 + 61);
  const mutate: Mutate = (stored, { index }) => {
    if (index === 90) stored.insert(late.map((tick) => rowAt(tick, `late-${tick}`)));
  };
  const { message, things, requests } = await readAll(rows, { mutate }, 20);
  expect([message, missingOf(rows, [], things)]).toEqual(['', []]);
  expect(things).toHaveLength(new Set(things).size);
  // A hundred pages; each late row is looked for in halves, and its page looked through.
  expect(requests).toBeLessThan(100 + 24 * 20);
});

test('a row comes in at the top, and then one below with each answer, while a page is read: each comes once', async () => {
  const mutate: Mutate = (stored, { index }) => {
    if (index === 1) stored.insert([rowAt(9, 'top')]);
    else if (index > 1 && index < 6) stored.insert([rowAt(0, `below ${index}`)]);
  };
  const rows = rowsAt([0, 1, 2, 3, 4, 5]);
  const { message, things } = await readAll(rows, { mutate }, 100);
  expect([message, missingOf(rows, [], things)]).toEqual(['', []]);
  expect(things).toHaveLength(new Set(things).size);
});

test('a row comes in behind those of one time, which fill pages, right before it is asked whether there are any: no error', async () => {
  let isIn = false;
  const mutate: Mutate = (stored, { lower, offset }) => {
    if (isIn || lower !== CASE_START + 1 || offset !== 0) return;
    stored.insert([rowAt(5, 'later')]);
    isIn = true;
  };
  const rows = rowsAt(ticksOf(12, () => 0));
  const { message, things } = await readAll(rows, { mutate }, 5);
  expect([isIn, message, missingOf(rows, [], things)]).toEqual([true, '', []]);
});

const oneChange = (['deleted', 'updated'] as const).flatMap((how) =>
  [{}, { lowerExclusive: true }, { descending: true }].map((server) => [how, server] as const),
);
const places: readonly (readonly number[])[] = [
  [2, 12, 22, 22, 22, 22],
  [0, 1, 3, 4, 5, 7],
  [5, 5, 5, 5, 6, 6],
];

test.each(oneChange)('one row is %s behind any answer (%j): all that stayed comes', async (how, server) => {
  const start_time = new Date(CASE_START).toISOString();
  for (const ticks of places) {
    for (let place = 0; place < ticks.length; place += 1) {
      for (let answer = 0; answer < 20; answer += 1) {
        const rows = rowsAt(ticks);
        const id = `row-${place}`;
        const mutate: Mutate = (stored, { index }) => {
          if (index !== answer) return;
          remove(stored, id);
          if (how === 'updated') stored.insert([{ ...rowAt(30, id), thing: 'new' }]);
        };
        const { message, things } = await readAll(rows, { ...server, mutate }, 3, { start_time });
        const where = { ticks, place, answer };
        expect({ ...where, message, missing: missingOf(rows, [id], things) }).toEqual({
          ...where,
          message: '',
          missing: [],
        });
      }
    }
  }
});

test('rows come in among those that are read by offsets: each takes three requests, and none whether offsets count', async () => {
  const requests: number[] = [];
  for (const answers of [[], [14, 18]]) {
    const rows = rowsAt(MIXED);
    const mutate: Mutate = (stored, { index }) => {
      if (answers.includes(index)) stored.insert([rowAt(50, `new-${index}`)], 5);
    };
    const all = await readAll(rows, { filterIgnored: true, mutate }, 8);
    expect([all.message, missingOf(rows, [], all.things)]).toEqual(['', []]);
    requests.push(all.requests);
  }
  const [still = 0, changed = 0] = requests;
  expect(changed - still).toBeLessThanOrEqual(6);
});

test.each<Behaviour>([{ descending: true }, { orderIgnored: true }])(
  'rows come in among those that are read by offsets, several at once (%j): all are read once more, and each comes once',
  async (server) => {
    const inOrder = rowsAt(ticksOf(1000, (row) => row));
    const rows = server.orderIgnored === true ? shuffled(inOrder, seededRandom(7)) : inOrder;
    const mutate: Mutate = (stored, { index }) => {
      if (index > 10 && index <= 14) stored.insert([rowAt(990, `new-${index}`), rowAt(970, `other-${index}`)], 5);
    };
    const { message, things, requests } = await readAll(rows, { ...server, mutate }, 20);
    expect([message, missingOf(rows, [], things)]).toEqual(['', []]);
    expect(things).toHaveLength(new Set(things).size);
    // In parts of the time it would be ten for each page.
    expect(requests).toBeLessThan(3 * 50);
  },
);

test('one of the rows of one time goes behind any answer, pages of one row: all that stayed comes', async () => {
  for (let answer = 2; answer < 40; answer += 1) {
    const rows = rowsAt([2, 12, 22, 22, 22, 22]);
    const mutate: Mutate = (stored, { index }) => {
      if (index === answer) remove(stored, 'row-2');
    };
    const { message, things } = await readAll(rows, { pageCap: 1, mutate }, 10);
    const missing = missingOf(rows, ['row-2'], things);
    expect({ answer, message, missing }).toEqual({ answer, message: '', missing: [] });
  }
});

test('two rows go with each answer, the newest first: all that stayed comes', async () => {
  for (const limit of [20, 50]) {
    const rows = rowsAt(ticksOf(160, (row) => row));
    const gone: string[] = [];
    const mutate: Mutate = (stored, { index }) => {
      // Of those that are read already.
      for (const place of [158 - 2 * index, 159 - 2 * index]) {
        if (gone.length >= 40) return;
        gone.push(`row-${place}`);
        remove(stored, `row-${place}`);
      }
    };
    const { message, things } = await readAll(rows, { descending: true, mutate }, limit);
    const missing = missingOf(rows, gone, things);
    expect({ limit, message, missing }).toEqual({ limit, message: '', missing: [] });
  }
});

test('the last rows but two are read when others go, in no order: those two come as well', async () => {
  const gone = ['row-3', 'row-5', 'row-7'];
  for (let answer = 2; answer < 9; answer += 1) {
    const rows = rowsAt(MIXED);
    const mutate: Mutate = (stored, { index }) => {
      if (index === answer) remove(stored, ...gone);
    };
    const { message, things } = await readAll(rows, { orderIgnored: true, mutate }, 50);
    const missing = missingOf(rows, gone, things);
    expect({ answer, message, missing }).toEqual({ answer, message: '', missing: [] });
  }
});

test.each([
  ['earlier', -1],
  ['later', 500],
])('a row %s than all others comes in among those that are read, in no order: no error', async (_name, tick) => {
  const start_time = new Date(CASE_START - 1000).toISOString();
  for (const gone of [[], ['row-25']]) {
    for (let answer = 2; answer < 12; answer += 1) {
      const rows = rowsAt(MIXED);
      const mutate: Mutate = (stored, { index }) => {
        if (index !== answer) return;
        stored.insert([rowAt(tick, 'new')], 20);
        remove(stored, ...gone);
      };
      const { message, things } = await readAll(rows, { orderIgnored: true, mutate }, 10, { start_time });
      const missing = missingOf(rows, gone, things);
      expect({ answer, gone, message, missing }).toEqual({ answer, gone, message: '', missing: [] });
    }
  }
});

test('a row comes in and one goes, so that offsets seem to count in pages, in no order: all that stayed comes', async () => {
  const gone = ['row-5', 'row-6', 'row-7'];
  for (let answer = 1; answer < 9; answer += 1) {
    const rows = rowsAt(MIXED);
    const mutate: Mutate = (stored, { index }) => {
      if (index === answer) stored.insert([rowAt(50, 'new')], 0);
      if (index === answer + 1) remove(stored, 'row-5');
      if (index === answer + 3) remove(stored, 'row-6', 'row-7');
    };
    const { message, things } = await readAll(rows, { orderIgnored: true, mutate }, 10);
    const missing = missingOf(rows, gone, things);
    expect({ answer, message, missing }).toEqual({ answer, message: '', missing: [] });
  }
});

test('a state has passed rows that do not stand in order, and as many others are deleted: the next run reads them', async () => {
  // The first pages seem to be in order.
  const rows = rowsAt([5, 5, 5, 5, 5, 5, 6, 0, 1, 2, 9, 10]);
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { orderIgnored: true } });
  try {
    const start_time = new Date(CASE_START).toISOString();
    const config = { datasets: [{ dataset_id: 'rows' }], start_time, paginator: { limit: 3 }, ...ALONE };
    const first = await syncOnce(api.url, config);
    const passed = first.states.findLast(({ state }) => JSON.stringify(state).includes('"read":["5:0"]'));
    expect(passed?.after).toBeGreaterThan(0);
    remove(api.rowsOf('rows'), 'row-0', 'row-1', 'row-2');
    const next = await syncOnce(api.url, config, passed?.state);
    const things = [...thingsOf(first).slice(0, passed?.after), ...thingsOf(next)];
    expect([next.message, missingOf(rows, ['row-0', 'row-1', 'row-2'], things)]).toEqual(['', []]);
  } finally {
    await api.close();
  }
});

test.each<Behaviour>([{ boundIgnored: 'lower' }, { filterIgnored: true }])(
  'the first page has rows of one time, and two of them go behind any answer (%j): all that stayed comes',
  async (ignored) => {
    const gone = ['row-0', 'row-1'];
    for (let answer = 1; answer < 24; answer += 1) {
      const rows = rowsAt([5, 5, 5, 7, 9, 12, 20, 21, 22, 30, 31]);
      const mutate: Mutate = (stored, { index }) => {
        if (index === answer) remove(stored, ...gone);
      };
      const start_time = new Date(CASE_START).toISOString();
      const { message, things } = await readAll(rows, { ...ignored, mutate }, 3, { start_time });
      const missing = missingOf(rows, gone, things);
      expect({ answer, message, missing }).toEqual({ answer, message: '', missing: [] });
    }
  },
);

test('several rows go at once, and rows of the state stand behind the place, the filter is ignored: the news come', async () => {
  for (let answer = 1; answer < 12; answer += 1) {
    const gone = ['row-3', 'row-5', 'row-7', 'row-9', 'row-11'];
    const rows = rowsAt([...ticksOf(64, (row) => row), ...ticksOf(11, () => 100)]);
    let answers = -1;
    const mutate: Mutate = (stored) => {
      if (answers === answer) remove(stored, ...gone);
      if (answers >= 0) answers += 1;
    };
    const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { filterIgnored: true, mutate } });
    try {
      const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 10 }, ...ALONE };
      const first = await syncOnce(api.url, config);
      const news = [rowAt(100, 'new-0'), rowAt(101, 'new-1'), rowAt(102, 'new-2')];
      api.rowsOf('rows').insert(news, 64);
      answers = 0;
      const next = await syncOnce(api.url, config, first.states.at(-1)?.state);
      const missing = missingOf(news, [], thingsOf(next));
      expect({ answer, message: next.message, missing }).toEqual({ answer, message: '', missing: [] });
    } finally {
      await api.close();
    }
  }
});

test('the last row of a page is updated to a later time, and one below goes, the filter is ignored: all that stayed comes', async () => {
  for (let answer = 1; answer < 12; answer += 1) {
    for (let place = 4; place < 16; place += 1) {
      const rows = rowsAt(ticksOf(16, (row) => row));
      const id = `row-${place}`;
      const mutate: Mutate = (stored, { index }) => {
        if (index !== answer) return;
        remove(stored, id, 'row-0', 'row-1');
        // So that it stands where it stood.
        stored.insert([{ ...rowAt(place + 2, id), thing: 'updated' }], Math.min(place, stored.count));
      };
      const { message, things } = await readAll(rows, { filterIgnored: true, mutate }, 4);
      const missing = missingOf(rows, [id, 'row-0', 'row-1'], things);
      expect({ answer, place, message, missing }).toEqual({ answer, place, message: '', missing: [] });
    }
  }
});

test('a row is updated to the next time, the newest first, before the end is proven: no error', async () => {
  for (let answer = 4; answer < 16; answer += 1) {
    const mutate: Mutate = (stored, { index }) => {
      if (index !== answer) return;
      remove(stored, 'row-4');
      stored.insert([{ ...rowAt(78, 'row-4'), thing: 'new' }]);
    };
    const rows = rowsAt(ticksOf(12, (row) => 7 * row));
    const { message } = await readAll(rows, { descending: true, mutate }, 5);
    expect({ answer, message }).toEqual({ answer, message: '' });
  }
});

const steady: readonly (readonly [string, number, (index: number) => number, (answer: number) => number])[] = [
  ['below what is read', 180, (index) => index, () => 1],
  ['anywhere', 1200, (index) => index, (answer) => (answer * 16_807) % 1200],
  ['behind all others', 180, (index) => index, (answer) => 1000 + answer],
  ['at the last time, which fills pages', 180, (index) => Math.min(index, 60), () => 60],
  ['at the last time, which fills no page', 70, (index) => index, () => 69],
];

test.each(steady)('a row comes in with each answer %s: all that was there comes, and the sync ends', async (...now) => {
  const [, count, tickOf, tickAt] = now;
  const rows = rowsAt(ticksOf(count, tickOf));
  const mutate: Mutate = (stored, { index }) => {
    if (index > 0 && index <= 2000) stored.insert([rowAt(tickAt(index), `new-${index}`)]);
  };
  const { message, things, requests } = await readAll(rows, { mutate }, 60);
  expect([message, missingOf(rows, [], things)]).toEqual(['', []]);
  expect(requests).toBeLessThan(1000);
});

test('all pages but the first are small, and far offsets have nothing: every row', async () => {
  const rows = rowsAt(ticksOf(1500, (row) => row));
  let answers = 0;
  const behaviour: Behaviour = {
    offsetCap: { max: 60, how: 'empty' },
    get pageCap() {
      answers += 1;
      return answers > 2 ? 35 + (answers % 10) : 60;
    },
  };
  const { message, things } = await readAll(rows, behaviour, 60);
  expect([message, missingOf(rows, [], things)]).toEqual(['', []]);
});

test('pages become small while they are read, in no order: every row, for more stands behind them', async () => {
  const rows = rowsAt(MIXED.flatMap((tick) => [tick, tick + 200, tick + 400, tick + 600]));
  let answers = 0;
  const behaviour: Behaviour = {
    orderIgnored: true,
    get pageCap() {
      answers += 1;
      return answers > 5 ? 10 : 60;
    },
  };
  const { message, things } = await readAll(rows, behaviour, 60);
  expect([message, missingOf(rows, [], things)]).toEqual(['', []]);
});
