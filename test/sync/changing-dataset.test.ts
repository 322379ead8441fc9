import { expect, jest, test } from '@jest/globals';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import { seededRandom } from '../../integration_tests/dataset-api/seeded-random.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { CASE_START, thingsOf } from '../support/sync-cases.ts';
import { syncOnce } from '../support/sync-once.ts';

/** One of the seeds takes most of a minute alone, and tests run beside one another. */
jest.setTimeout(300_000);

const ALONE = { requests: { concurrency: 1 } };

interface Changes {
  readonly behaviour: Behaviour;
  /** The things of the rows that are there from the beginning to now. */
  readonly lasting: ReadonlySet<string>;
  stop(): void;
}

/** Rows come in and are deleted at random times, with every few answers. */
function changesOf(things: readonly string[], ticks: number, random: () => number): Changes {
  const lasting = new Set(things);
  const [inserts, deletes, rate] = [random() < 0.7, random() < 0.6, 0.05 + random() * 0.25];
  let added = 0;
  let isOver = false;
  const mutate: Behaviour['mutate'] = (rows) => {
    if (isOver || random() > rate) return;
    if (inserts) {
      const time = CASE_START + Math.floor(random() * ticks);
      rows.insert([{ id: `new-${added}`, thing: `new ${added}`, timestamp: time }]);
      added += 1;
    }
    const gone = deletes ? [...lasting][Math.floor(random() * lasting.size)] : undefined;
    if (gone === undefined) return;
    lasting.delete(gone);
    rows.remove((row) => (row as { readonly thing: string }).thing === gone);
  };
  return {
    behaviour: { mutate },
    lasting,
    stop: () => {
      isOver = true;
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
    const rows = Array.from({ length: count }, (_, index) => ({
      id: `row-${index}`,
      thing: `thing ${index}`,
      timestamp: CASE_START + Math.floor(index / ties) * step,
    }));
    const things = rows.map(({ thing }) => thing);
    const changes = changesOf(things, (count / ties) * step, random);
    const server: Behaviour = {
      ...(seed % 3 === 0 ? { lowerExclusive: true } : {}),
      ...(seed % 4 === 0 ? { pageCap: 4 } : {}),
    };
    const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { ...server, ...changes.behaviour } });
    const concurrency = 1 + Math.floor(random() * 6);
    const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit }, requests: { concurrency } };
    const seen = new Set<string>();
    try {
      let state: unknown;
      for (let sync = 0; sync < 3; sync += 1) {
        if (sync === 2) changes.stop();
        const result = await syncOnce(api.url, config, state);
        const place = sync === 2 ? -1 : Math.floor(random() * result.states.length);
        const stored = result.states.at(place);
        for (const thing of thingsOf(result).slice(0, stored?.after ?? 0)) seen.add(thing);
        state = stored?.state;
        if (sync === 2) expect(result.failed).toBeUndefined();
      }
      expect([...changes.lasting].filter((thing) => !seen.has(thing))).toEqual([]);
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
  for (let seed = 1; seed <= 8; seed += 1) {
    const random = seededRandom(seed);
    const limit = 2 + Math.floor(random() * 14);
    const rows = Array.from({ length: 120 }, (_, index) => ({
      id: `row-${index}`,
      thing: `thing ${index}`,
      timestamp: CASE_START + Math.floor(index / ties),
    }));
    const stored = server.orderIgnored === true ? rows.toSorted(() => random() - 0.5) : rows;
    const changes = changesOf(
      rows.map(({ thing }) => thing),
      120 / ties,
      random,
    );
    const api = await startDatasetApi({
      datasets: { rows: { rows: stored } },
      behaviour: { ...server, ...changes.behaviour },
    });
    try {
      const end_time = new Date(CASE_START + 86_400_000).toISOString();
      const config = {
        datasets: [{ dataset_id: 'rows' }],
        end_time,
        paginator: { limit },
        requests: { concurrency: 1 },
      };
      const result = await syncOnce(api.url, config);
      const seen = new Set(thingsOf(result));
      // Where nothing stands still, no number of passes proves the rows of one time.
      if (result.failed !== undefined && server.tiesShuffled !== undefined) continue;
      const missing = [...changes.lasting].filter((thing) => !seen.has(thing));
      expect({ seed, failed: result.failed, missing }).toEqual({ seed, failed: undefined, missing: [] });
    } finally {
      await api.close();
    }
  }
});

test('the only row of an increment is updated behind its first answer, in each sync: all are complete, and it comes', async () => {
  let updates = 0;
  let answers = 0;
  const behaviour: Behaviour = {
    mutate: (rows) => {
      answers += 1;
      if (answers !== 2) return;
      updates += 1;
      rows.remove((row) => (row as { readonly id: string }).id === 'busy');
      rows.insert([{ id: 'busy', thing: `update ${updates}`, timestamp: Date.now() }]);
    },
  };
  const initial = Array.from({ length: 20 }, (_, index) => ({
    id: `row-${index}`,
    thing: `thing ${index}`,
    timestamp: CASE_START + index,
  }));
  const api = await startDatasetApi({ datasets: { rows: { rows: initial } }, behaviour });
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

test('a row comes in at the top, and then one below with each answer, while a page is read: each comes once', async () => {
  const rowAt = (tick: number, name: string) => ({ id: name, thing: name, timestamp: CASE_START + tick });
  const mutate: Behaviour['mutate'] = (stored, { index }) => {
    if (index === 1) stored.insert([rowAt(9, 'top')]);
    else if (index > 1 && index < 6) stored.insert([rowAt(0, `below ${index}`)]);
  };
  const rows = [0, 1, 2, 3, 4, 5].map((tick) => rowAt(tick, `row ${tick}`));
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { mutate } });
  try {
    const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 100 } };
    const result = await syncOnce(api.url, config);
    const things = thingsOf(result);
    expect(result.message).toBe('');
    expect(things).toHaveLength(new Set(things).size);
    expect(things).toEqual(expect.arrayContaining(rows.map(({ thing }) => thing)));
  } finally {
    await api.close();
  }
});

test('a row comes in behind those of one time, which fill pages, right before it is asked whether there are any: no error', async () => {
  let isIn = false;
  const rowAt = (tick: number, name: string) => ({ id: name, thing: name, timestamp: CASE_START + tick });
  const mutate: Behaviour['mutate'] = (stored, { lower, offset }) => {
    if (isIn || lower !== CASE_START + 1 || offset !== 0) return;
    stored.insert([rowAt(5, 'later')]);
    isIn = true;
  };
  const rows = Array.from({ length: 12 }, (_, index) => rowAt(0, `row ${index}`));
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { mutate } });
  try {
    const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 5 }, requests: { concurrency: 1 } };
    const result = await syncOnce(api.url, config);
    expect([isIn, result.message]).toEqual([true, '']);
    expect(thingsOf(result)).toEqual(expect.arrayContaining(rows.map(({ thing }) => thing)));
  } finally {
    await api.close();
  }
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
  for (const ticks of places) {
    for (let place = 0; place < ticks.length; place += 1) {
      for (let answer = 0; answer < 20; answer += 1) {
        const rows = ticks.map((tick, row) => ({
          id: `row-${row}`,
          thing: `thing ${row}`,
          timestamp: CASE_START + tick,
        }));
        const mutate: Behaviour['mutate'] = (stored, { index }) => {
          if (index !== answer) return;
          stored.remove((row) => (row as { readonly id: string }).id === `row-${place}`);
          if (how === 'updated') stored.insert([{ id: `row-${place}`, thing: 'new', timestamp: CASE_START + 30 }]);
        };
        const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { ...server, mutate } });
        try {
          const start_time = new Date(CASE_START).toISOString();
          const config = { datasets: [{ dataset_id: 'rows' }], start_time, paginator: { limit: 3 }, ...ALONE };
          const result = await syncOnce(api.url, config);
          const missing = rows.filter(({ thing }, row) => row !== place && !thingsOf(result).includes(thing));
          const where = { ticks, place, answer };
          expect({ ...where, message: result.message, missing }).toEqual({ ...where, message: '', missing: [] });
        } finally {
          await api.close();
        }
      }
    }
  }
});

test('one of the rows of one time goes behind any answer, pages of one row: all that stayed comes', async () => {
  for (let answer = 2; answer < 40; answer += 1) {
    const rows = [2, 12, 22, 22, 22, 22].map((tick, row) => ({
      id: `row-${row}`,
      thing: `thing ${row}`,
      timestamp: CASE_START + tick,
    }));
    const mutate: Behaviour['mutate'] = (stored, { index }) => {
      if (index === answer) stored.remove((row) => (row as { readonly id: string }).id === 'row-2');
    };
    const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { pageCap: 1, mutate } });
    try {
      const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 10 }, ...ALONE };
      const result = await syncOnce(api.url, config);
      const missing = rows.filter(({ id, thing }) => id !== 'row-2' && !thingsOf(result).includes(thing));
      expect({ answer, message: result.message, missing }).toEqual({ answer, message: '', missing: [] });
    } finally {
      await api.close();
    }
  }
});

test('two rows go with each answer, the newest first: all that stayed comes', async () => {
  for (const limit of [20, 50]) {
    const rows = Array.from({ length: 160 }, (_, index) => ({
      id: `row-${index}`,
      thing: `thing ${index}`,
      timestamp: CASE_START + index,
    }));
    const gone = new Set<string>();
    const mutate: Behaviour['mutate'] = (stored, { index }) => {
      // Of those that are read already.
      for (const place of [158 - 2 * index, 159 - 2 * index]) {
        if (gone.size >= 40) return;
        gone.add(`thing ${place}`);
        stored.remove((row) => (row as { readonly id: string }).id === `row-${place}`);
      }
    };
    const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { descending: true, mutate } });
    try {
      const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit }, ...ALONE };
      const result = await syncOnce(api.url, config);
      const things = new Set(thingsOf(result));
      const missing = rows.filter(({ thing }) => !gone.has(thing) && !things.has(thing));
      expect({ limit, message: result.message, missing }).toEqual({ limit, message: '', missing: [] });
    } finally {
      await api.close();
    }
  }
});

test('the last rows but two are read when others go, in no order: those two come as well', async () => {
  for (let answer = 2; answer < 9; answer += 1) {
    const rows = Array.from({ length: 101 }, (_, index) => ({
      id: `row-${index}`,
      thing: `thing ${index}`,
      timestamp: CASE_START + ((index * 37) % 101),
    }));
    const mutate: Behaviour['mutate'] = (stored, { index }) => {
      if (index === answer) stored.remove((row) => ['row-3', 'row-5', 'row-7'].includes((row as { id: string }).id));
    };
    const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { orderIgnored: true, mutate } });
    try {
      const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 50 }, ...ALONE };
      const result = await syncOnce(api.url, config);
      const things = new Set(thingsOf(result));
      const missing = rows.filter(({ id, thing }) => !['row-3', 'row-5', 'row-7'].includes(id) && !things.has(thing));
      expect({ answer, message: result.message, missing }).toEqual({ answer, message: '', missing: [] });
    } finally {
      await api.close();
    }
  }
});

test('a row is updated to the next time, the newest first, before the end is proven: no error', async () => {
  for (let answer = 4; answer < 16; answer += 1) {
    const rows = Array.from({ length: 12 }, (_, index) => ({
      id: `row-${index}`,
      thing: `thing ${index}`,
      timestamp: CASE_START + 7 * index,
    }));
    const mutate: Behaviour['mutate'] = (stored, { index }) => {
      if (index !== answer) return;
      stored.remove((row) => (row as { readonly id: string }).id === 'row-4');
      stored.insert([{ id: 'row-4', thing: 'new', timestamp: CASE_START + 78 }]);
    };
    const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { descending: true, mutate } });
    try {
      const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 5 }, ...ALONE };
      const { message } = await syncOnce(api.url, config);
      expect({ answer, message }).toEqual({ answer, message: '' });
    } finally {
      await api.close();
    }
  }
});
