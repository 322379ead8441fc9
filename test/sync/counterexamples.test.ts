import { describe, expect, test } from '@jest/globals';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import type { Fault } from '../../integration_tests/dataset-api/faults/fault.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import type { RandomCase } from '../random/random-case.ts';
import { configOf, runRandomCase } from '../random/run-random-case.ts';
import { CASE_START, thingsOf } from '../support/sync-cases.ts';
import { syncOnce } from '../support/sync-once.ts';

const DAY = 86_400_000;
const plain: RandomCase = {
  rows: [],
  limit: 1,
  concurrency: 1,
  from: -1,
  to: undefined,
  behaviour: {},
  withTotal: false,
  faults: [],
  deletions: [],
  crashes: [],
};

const rowsAt = (...ticks: readonly number[]) =>
  ticks.map((tick, index) => ({ id: `row-${index}`, thing: `thing ${index}`, timestamp: CASE_START + tick }));

describe('the upper bound exclusive, and several rows at end_time', () => {
  const cases: readonly (readonly [string, Partial<RandomCase>])[] = [
    ['pages of one row', { rows: rowsAt(2, 3, 3), to: 3 }],
    ['pages of two rows', { rows: rowsAt(1, 1, 2, 2, 2), limit: 2, to: 2 }],
  ];
  test.each(cases)('%s', async (_name, given) => {
    const { violation } = await runRandomCase({ ...plain, ...given, behaviour: { upperExclusive: true } });
    expect(violation).toBeUndefined();
  });
});

describe('a total that was not met', () => {
  test('the last state has not passed the rows that were missing: one answer short of 2 rows', async () => {
    const faults: readonly Fault[] = [{ kind: 'shortPage', rows: 2, where: 'middle', match: 0 }];
    const rows = rowsAt(3, 8, DAY + 1, DAY + 7);
    expect((await runRandomCase({ ...plain, rows, limit: 7, withTotal: true, faults })).violation).toBeUndefined();
  });

  test('is met by a sync that is continued, on a healthy server', async () => {
    const rows = rowsAt(5, 6, DAY + 1, DAY + 10, DAY + 10);
    const { ends } = await runRandomCase({ ...plain, rows, withTotal: true, crashes: [5] });
    expect(ends).toEqual(['complete', 'complete']);
  });
});

test('continued with a total, rows of one time in another order each time: none comes twice in one sync', async () => {
  const rows = rowsAt(3, 3, 6, DAY, DAY + 1, DAY + 6, DAY + 9, DAY + 9);
  const behaviour: Behaviour = { tiesShuffled: 663 };
  const given = { ...plain, rows, concurrency: 5, from: 0, behaviour, withTotal: true, crashes: [1] };
  const violations = [];
  // It depends on what answers first.
  for (let run = 0; run < 40; run += 1) violations.push((await runRandomCase(given)).violation);
  expect(new Set(violations)).toEqual(new Set([undefined]));
});

describe('an API that knows no offset, and rows of one time in another order each time', () => {
  const cases: readonly (readonly [number, number, number])[] = [
    [1, 52, 5],
    [1, 24, 8],
    [4, 52, 5],
  ];
  test.each(cases)('%i readers, %i rows, %i of one time: the sync ends', async (concurrency, count, ties) => {
    const rows = rowsAt(...Array.from({ length: count }, (_, index) => Math.floor(index / ties)));
    const behaviour: Behaviour = { tiesShuffled: 828, offsetIgnored: true };
    const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
    try {
      const given = { ...plain, rows, limit: 12, concurrency, behaviour };
      let isOver = false;
      const over = syncOnce(api.url, configOf(given)).finally(() => {
        isOver = true;
      });
      while (!isOver && api.requests.length < 400) await new Promise((resolve) => setTimeout(resolve, 20));
      expect(api.requests.length).toBeLessThan(400);
      await over;
    } finally {
      await api.close();
    }
  });
});

test.each([6, 9, 12, 15])(
  'the newest first, and HTTP 503 four times from request %i on: every row, or a loud end',
  async (from) => {
    const ticks = [
      9,
      7,
      1,
      0,
      0,
      DAY + 12,
      DAY + 2,
      DAY + 5,
      DAY + 8,
      DAY + 12,
      DAY + 11,
      DAY + 2,
      DAY + 2,
      DAY + 9,
      DAY + 3,
    ];
    const faults: readonly Fault[] = [{ kind: 'status', code: 503, match: ({ index }) => index >= from, times: 4 }];
    const given = { ...plain, rows: rowsAt(...ticks), limit: 2, behaviour: { descending: true }, faults };
    expect((await runRandomCase(given)).violation).toBeUndefined();
  },
);

test('the upper bound exclusive, rows of one time at end_time in another order: none comes twice', async () => {
  const rows = rowsAt(DAY, 11, DAY);
  const violations = [];
  for (let seed = 1; seed <= 10; seed += 1) {
    const behaviour: Behaviour = { upperExclusive: true, tiesShuffled: seed };
    violations.push((await runRandomCase({ ...plain, rows, to: DAY, behaviour })).violation);
  }
  expect(new Set(violations)).toEqual(new Set([undefined]));
});

describe('a page that left out rows, and nothing after it', () => {
  const short = (match: number): Fault => ({ kind: 'shortPage', rows: 2, where: 'middle', match, times: 1 });
  const cases: readonly (readonly [string, Partial<RandomCase>])[] = [
    [
      'alone, in stored order',
      { rows: rowsAt(9, 3, 5, 1), limit: 10, behaviour: { orderIgnored: true }, faults: [short(0)] },
    ],
    ['alone, in order', { rows: rowsAt(1, 3, 5, 9), limit: 10, faults: [short(0)] }],
    ['the newest first', { rows: rowsAt(0, 0, 0, DAY), limit: 4, behaviour: { descending: true }, faults: [short(1)] }],
    [
      'before a crash, by one of two readers',
      { rows: rowsAt(5, 5, DAY, 5, DAY + 1, 5, DAY, DAY), limit: 4, concurrency: 2, faults: [short(2)], crashes: [0] },
    ],
  ];
  test.each(cases)('%s: every row', async (_name, given) => {
    for (const start of [0, -1]) {
      const { violation, ends } = await runRandomCase({ ...plain, ...given, from: start });
      expect({ violation, last: ends.at(-1) }).toEqual({ violation: undefined, last: 'complete' });
    }
  });
});

test.each([0, 1, 2, 3, 4, 5])(
  'late rows behind all others, the order ignored, and a crash at state %i: the next sync finds them',
  async (crash) => {
    const rows = rowsAt(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 2, 5);
    const given = { ...plain, rows, limit: 3, behaviour: { orderIgnored: true }, crashes: [crash] };
    expect((await runRandomCase(given)).violation).toBeUndefined();
  },
);

describe('both bounds exclusive', () => {
  test.each([0, 1, 2, 3])('answer %i without rows by mistake: the row at start_time comes', async (match) => {
    const faults: readonly Fault[] = [{ kind: 'emptyData', match, times: 1 }];
    const behaviour: Behaviour = { lowerExclusive: true, upperExclusive: true };
    for (const below of [[], [2], [2, 2]]) {
      const given = { ...plain, rows: rowsAt(...below, 5, 9), from: 5, to: 8, limit: 2, behaviour, faults };
      const { violation, ends } = await runRandomCase(given);
      expect({ violation, last: ends.at(-1) }).toEqual({ violation: undefined, last: 'complete' });
    }
  });
});

test.each([0, 1, 2])(
  'neither order nor filter, and broken off at state %i: a later sync has every row or ends loudly',
  async (crash) => {
    const rows = rowsAt(10, DAY + 10, 8, 11, 9, DAY + 12, 12, DAY + 12, 1, 3);
    const behaviour: Behaviour = { lowerExclusive: true, orderIgnored: true, filterIgnored: true };
    for (const limit of [2, 3, 4, 6, 12]) {
      for (const from of [-1, 9, 10]) {
        const given = { ...plain, rows, limit, from, to: DAY + 2, behaviour, crashes: [crash, crash] };
        expect((await runRandomCase(given)).violation).toBeUndefined();
      }
    }
  },
);

test.each([0, 1, 2])(
  'pages capped, two of them short, continued from state %i: what a sync wrote does not come twice in it',
  async (crash) => {
    const behaviour: Behaviour = { lowerExclusive: true, pageCap: 3, tiesShuffled: 1 };
    for (let first = 6; first < 16; first += 1) {
      for (let second = 20; second < 22; second += 1) {
        const faults = [first, second].map((match): Fault => ({ kind: 'shortPage', rows: 3, match, times: 1 }));
        const rows = rowsAt(11, 7, 4, 1, DAY + 11);
        const given = { ...plain, rows, limit: 5, from: 1, behaviour, faults, crashes: [crash, crash] };
        expect((await runRandomCase(given)).violation).toBeUndefined();
      }
    }
  },
);

test('pages of one row, and one answer without rows by mistake: none is put off to the next sync', async () => {
  for (let crash = 0; crash < 6; crash += 1) {
    for (let match = 4; match < 40; match += 1) {
      const faults: readonly Fault[] = [{ kind: 'emptyData', match, times: 1 }];
      const given = { ...plain, rows: rowsAt(0, DAY, DAY), crashes: [crash], faults };
      expect((await runRandomCase(given)).violation).toBeUndefined();
    }
  }
});

test.each([0, 1, 2, 3, 4])(
  'rows at end_time behind an exclusive bound, and answer %i without rows: they come',
  async (match) => {
    const faults: readonly Fault[] = [{ kind: 'emptyData', match, times: 1 }];
    const behaviour: Behaviour = { lowerExclusive: true, upperExclusive: true };
    const given = { ...plain, rows: rowsAt(1, 3, 10, DAY, DAY), limit: 9, to: DAY, behaviour, faults };
    const { violation, ends } = await runRandomCase(given);
    expect({ violation, last: ends.at(-1) }).toEqual({ violation: undefined, last: 'complete' });
  },
);

describe('neither order nor filter, and each page is in order by itself', () => {
  const cases: readonly (readonly [string, readonly number[], Partial<RandomCase>])[] = [
    ['a row of the range behind those above it', [2, DAY + 3, 2, DAY + 10, DAY + 1, DAY + 11], { from: 2, limit: 2 }],
    ['pages of one row', [DAY + 8, DAY + 10, 11, 1, 6, DAY + 2, 11, 10], { from: 12, to: DAY + 8 }],
  ];
  test.each(cases)('%s: every row, or a loud end', async (_name, ticks, given) => {
    const behaviour: Behaviour = { orderIgnored: true, filterIgnored: true };
    const { violation } = await runRandomCase({ ...plain, rows: rowsAt(...ticks), to: DAY, ...given, behaviour });
    expect(violation).toBeUndefined();
  });
});

describe('a crash after the last row and before the count', () => {
  test.each([0, 1, 2, 3])('pages of one row in stored order, state %i: the next sync counts', async (crash) => {
    const ticks = [DAY + 1, 4, DAY + 1, 3, 10, 10, DAY + 2, 8, DAY + 7, 7, DAY + 3, DAY, 3, DAY + 10, 9];
    const given = { ...plain, rows: rowsAt(...ticks), from: 3, to: DAY + 1, behaviour: { orderIgnored: true } };
    for (let from = 6; from < 26; from += 4) {
      const faults: readonly Fault[] = [{ kind: 'status', code: 503, match: ({ index }) => index >= from, times: 4 }];
      expect((await runRandomCase({ ...given, faults, crashes: [crash] })).violation).toBeUndefined();
    }
  });
});

describe('both bounds exclusive, or the order ignored, and a sync that is continued', () => {
  const cases: readonly (readonly [string, readonly number[], Partial<RandomCase>])[] = [
    [
      'the row at end_time',
      [3, DAY + 10, 12, 11, DAY + 10, DAY + 7, DAY + 6],
      { behaviour: { lowerExclusive: true, upperExclusive: true, orderIgnored: true }, to: DAY + 7 },
    ],
    [
      'the rows at start_time',
      [DAY + 4, DAY, 9, 11, 8, 12, DAY + 1, 3, 3, DAY + 3, 6, DAY + 2, 2, DAY, 2],
      { behaviour: { lowerExclusive: true, orderIgnored: true }, from: 2, to: DAY + 3 },
    ],
    [
      'a row right above the last one',
      [DAY + 3, 0, 2, 4, 12, 7, DAY + 9, DAY + 10, 1],
      { behaviour: { lowerExclusive: true, upperExclusive: true, pageCap: 2 }, from: DAY, to: DAY + 10, limit: 3 },
    ],
    [
      'rows of the time that it goes on from',
      [2, DAY + 1, DAY + 2, 11, DAY + 1, 10, 4, DAY, 4],
      { behaviour: { orderIgnored: true }, from: 8, to: DAY + 1 },
    ],
  ];
  test.each(cases)('%s: every row', async (_name, ticks, given) => {
    for (const crashes of [[], [0], [1], [2], [3], [1, 0], [0, 0]]) {
      const { violation } = await runRandomCase({ ...plain, rows: rowsAt(...ticks), ...given, crashes });
      expect(violation).toBeUndefined();
    }
  });
});

test('offsets ignored and the lower bound exclusive: rows of one time that one page holds are no reason to fail', async () => {
  const ticks = [DAY, 1, DAY + 1, 2, 11, 8, 4, 0, 3, DAY + 5, 3, 8];
  const behaviour: Behaviour = { lowerExclusive: true, offsetIgnored: true };
  for (const limit of [3, 12]) {
    const { violation, ends } = await runRandomCase({ ...plain, rows: rowsAt(...ticks), from: 3, limit, behaviour });
    expect({ violation, ends }).toEqual({ violation: undefined, ends: ['complete'] });
  }
});

test('offsets ignored, and the one page left out rows: the page that shows it brings them', async () => {
  const faults: readonly Fault[] = [{ kind: 'shortPage', rows: 2, where: 'middle', match: 0, times: 1 }];
  const behaviour: Behaviour = { offsetIgnored: true };
  for (const crashes of [[], [0], [0, 1]]) {
    const given = { ...plain, rows: rowsAt(6, 5, 6, 7, DAY, DAY + 1, DAY + 2), limit: 11, behaviour, faults, crashes };
    const { violation, ends } = await runRandomCase(given);
    expect({ violation, last: ends.at(-1) }).toEqual({ violation: undefined, last: 'complete' });
  }
});

test('the lower bound exclusive, and all rows above the one to go on from are out: no state passes that one', async () => {
  const rows = rowsAt(10, DAY, DAY + 20, DAY + 21, DAY + 22);
  const behaviour: Behaviour = { lowerExclusive: true };
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
  const tick = CASE_START + 10;
  const resume = { tick: String(tick), keys: [], done: [`6-${DAY - 1}:1`] };
  try {
    const given = { ...plain, rows, limit: 2, behaviour };
    const result = await syncOnce(api.url, configOf(given), { airbyte_cursor: tick / 1000, resume });
    expect(thingsOf(result)).toEqual(expect.arrayContaining(['thing 0', 'thing 2', 'thing 3', 'thing 4']));
    const written = thingsOf(result).indexOf('thing 0') + 1;
    const early = result.states.filter(({ after }) => after < written);
    const ticks = early.map(({ state }) => (state as { resume: { tick: string } }).resume.tick);
    expect(ticks.filter((at) => Number(at) > tick)).toEqual([]);
  } finally {
    await api.close();
  }
});

describe('pages that leave out a row again and again, and a crash', () => {
  const cases: readonly (readonly [number, number, readonly number[]])[] = [
    [4, 23, [20]],
    [6, 29, [9, 21]],
    [1, 13, [30, 3]],
    [3, 31, [7, 40, 11]],
  ];
  test.each(cases)('%i readers, each %ith answer: no state has passed it', async (concurrency, every, crashes) => {
    const rows = rowsAt(...Array.from({ length: 700 }, (_, index) => 2 * index));
    for (let first = 0; first < every; first += 3) {
      const match: Fault['match'] = ({ index }) => index % every === first;
      const faults: readonly Fault[] = [{ kind: 'shortPage', where: 'middle', match, times: 'always' }];
      const { violation } = await runRandomCase({ ...plain, rows, limit: 11, concurrency, faults, crashes });
      expect({ first, violation }).toEqual({ first, violation: undefined });
    }
  });
});

test.each([1, 4])('a row stored behind all others, met after a crash, %i readers: it is read', async (concurrency) => {
  const ticks = Array.from({ length: 400 }, (_, index) => index);
  for (const late of [33, 180, 275]) {
    const stored = [...ticks.filter((tick) => tick !== late), late];
    for (const crash of [5, 12, 18, 25]) {
      const given = { ...plain, rows: rowsAt(...stored), limit: 10, concurrency, behaviour: { orderIgnored: true } };
      const { violation } = await runRandomCase({ ...given, crashes: [crash] });
      expect({ late, crash, violation }).toEqual({ late, crash, violation: undefined });
    }
  }
});

test('a row stored behind all others, in a span that is out already, far below the next row: it is read', async () => {
  const ticks = [...Array(60).keys(), ...Array.from({ length: 30 }, (_, index) => 1000 + index), 61];
  const rows = rowsAt(...ticks);
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { orderIgnored: true } });
  const tick = CASE_START + 5;
  const resume = { tick: String(tick), keys: [], done: ['5-495:50'], read: ['5:5'] };
  try {
    const result = await syncOnce(api.url, configOf({ ...plain, rows, limit: 10 }), {
      airbyte_cursor: tick / 1000,
      resume,
    });
    expect(result.failed).toBeUndefined();
    expect(thingsOf(result)).toContain('thing 90');
  } finally {
    await api.close();
  }
});

test('rows right below the one to go on from fill a page, and all above is out: the sync ends', async () => {
  const rows = rowsAt(11, 12, 12, DAY, DAY + 1);
  const api = await startDatasetApi({ datasets: { rows: { rows } } });
  const tick = CASE_START + 13;
  const resume = { tick: String(tick), keys: [], done: [`3-${DAY}:2`], read: ['2:3'] };
  try {
    const state = { airbyte_cursor: tick / 1000, resume };
    const { failed, rows: again } = await syncOnce(api.url, configOf({ ...plain, rows, limit: 2, from: 11 }), state);
    expect({ failed, again }).toEqual({ failed: undefined, again: [] });
  } finally {
    await api.close();
  }
});

test('in stored order, the second answer is full and goes beyond the range: the row behind it is read', async () => {
  const rows = rowsAt(DAY + 5, DAY + 3, 7, DAY + 7, DAY + 4, DAY + 1, 8);
  const behaviour: Behaviour = { lowerExclusive: true, orderIgnored: true };
  const given = { ...plain, rows, from: DAY + 1, to: DAY + 3, limit: 2, behaviour };
  expect((await runRandomCase(given)).violation).toBeUndefined();
});

test.each([1, 3])('a row stored behind all others, a crash and a lookback, %i readers: it is read', async (readers) => {
  const ticks = Array.from({ length: 400 }, (_, index) => index * 1000);
  const lookback = { lookback_window: 'PT5S' };
  for (const late of [33_000, 180_000]) {
    const rows = rowsAt(...ticks.filter((tick) => tick !== late), late);
    const config = { ...configOf({ ...plain, rows, limit: 10, concurrency: readers }), ...lookback };
    const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { orderIgnored: true } });
    try {
      const crashed = await syncOnce(api.url, config);
      for (const { after, state } of crashed.states) {
        const next = await syncOnce(api.url, config, state);
        const seen = new Set([...thingsOf(crashed).slice(0, after), ...thingsOf(next)]);
        expect({ late, after, failed: next.failed, seen: seen.size }).toEqual({ late, after, seen: rows.length });
      }
    } finally {
      await api.close();
    }
  }
});

test('offsets that end without a word inside of the rows of end_time: no COMPLETE without the others', async () => {
  const ticks = [1, 2, ...Array<number>(17).fill(DAY), DAY + 1, DAY + 2];
  for (const behaviour of [{}, { lowerExclusive: true }, { upperExclusive: true }]) {
    const offsetCap = { max: 5, how: 'empty' } as const;
    const given = { ...plain, rows: rowsAt(...ticks), from: 9, to: DAY, limit: 2 };
    const { violation } = await runRandomCase({ ...given, behaviour: { ...behaviour, offsetCap } });
    expect(violation).toBeUndefined();
  }
});

test('the limit ignored, and the one page left out a row: no state has passed it', async () => {
  const faults: readonly Fault[] = [{ kind: 'shortPage', where: 'middle', match: 0 }];
  for (const crash of [0, 1, 2]) {
    const rows = rowsAt(...Array.from({ length: 30 }, (_, index) => index));
    const given = { ...plain, rows, behaviour: { limitIgnored: true }, faults, crashes: [crash] };
    expect((await runRandomCase(given)).violation).toBeUndefined();
  }
});

test('in stored order, a first answer without rows, and the second full of rows beyond: the row behind is read', async () => {
  const faults: readonly Fault[] = [{ kind: 'emptyData', match: 0 }];
  const behaviour: Behaviour = { lowerExclusive: true, orderIgnored: true };
  const { violation } = await runRandomCase({
    ...plain,
    rows: rowsAt(DAY + 4, 8),
    from: 0,
    to: DAY + 3,
    behaviour,
    faults,
  });
  expect(violation).toBeUndefined();
});

test('offsets that end without a word before a page does, and rows of one time that fill it: no COMPLETE', async () => {
  const ticks = [8, 8, 8, ...Array<number>(12).fill(DAY), DAY + 1, DAY + 2, DAY + 3];
  const offsetCap = { max: 5, how: 'empty' } as const;
  for (const crashes of [[], [0], [1]]) {
    const given = { ...plain, rows: rowsAt(...ticks), from: 8, limit: 11, crashes };
    const { violation, ends } = await runRandomCase({ ...given, behaviour: { lowerExclusive: true, offsetCap } });
    expect({ violation, last: ends.at(-1) }).toEqual({ violation: undefined, last: 'ties_not_provable' });
  }
});

test('capped at as many rows as the last time has, and an answer without rows by mistake: nothing is put off', async () => {
  const old = rowsAt(...Array<number>(12).fill(5));
  const rows = [...old, ...rowsAt(6, 7, 8).map((row) => ({ ...row, thing: `new ${row.thing}` }))];
  const [before, after] = await Promise.all([
    startDatasetApi({ datasets: { rows: { rows: old } } }),
    startDatasetApi({
      datasets: { rows: { rows } },
      behaviour: { pageCap: 12 },
      faults: [{ kind: 'emptyData', match: 1, times: 1 }],
    }),
  ]);
  try {
    const config = configOf({ ...plain, limit: 50 });
    const state = (await syncOnce(before.url, config)).states.at(-1)?.state;
    const result = await syncOnce(after.url, config, state);
    expect(result.failed).toBeUndefined();
    expect(thingsOf(result)).toEqual(['new thing 0', 'new thing 1', 'new thing 2']);
  } finally {
    await Promise.all([before.close(), after.close()]);
  }
});

test('a page of more rows of one time than a page holds left out two of them: no state has passed them', async () => {
  const ticks = [...Array<number>(13).fill(3), ...Array<number>(12).fill(4), ...Array<number>(13).fill(5), 6, 7];
  for (let match = 0; match < 24; match += 1) {
    const faults: readonly Fault[] = [{ kind: 'shortPage', rows: 2, where: 'middle', match }];
    for (const crash of [1, 2, 3, 4]) {
      const given = { ...plain, rows: rowsAt(...ticks), limit: 8, faults, crashes: [crash] };
      const { violation } = await runRandomCase(given);
      expect({ match, crash, violation }).toEqual({ match, crash, violation: undefined });
    }
  }
});

test.each([true, false])(
  'a row between the anchor and the next reader was left out: no state passes it (offset ignored: %s)',
  async (offsetIgnored) => {
    const rows = rowsAt(10, 11, DAY, DAY + 1, DAY + 2, DAY + 3);
    const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { offsetIgnored } });
    const given = { ...plain, rows, from: 10, limit: 6 };
    const resumeOf = (state: unknown) => (state as { readonly resume: { readonly tick: string } }).resume;
    try {
      const [begun] = (await syncOnce(api.url, configOf({ ...given, to: 10 }))).states.slice(-1);
      const resume = { ...resumeOf(begun?.state), done: [`6-${DAY - 11}:0`] };
      api.faults.push({ kind: 'shortPage', rows: 2, where: 'middle', match: api.requests.length, times: 1 });
      const result = await syncOnce(api.url, configOf(given), { airbyte_cursor: (CASE_START + 10) / 1000, resume });
      const written = thingsOf(result).indexOf('thing 1') + 1;
      expect(written).toBeGreaterThan(0);
      const early = result.states.filter(({ after }) => after < written);
      expect(early.filter(({ state }) => Number(resumeOf(state).tick) > CASE_START + 11)).toEqual([]);
    } finally {
      await api.close();
    }
  },
);

test('the upper bound exclusive, and the question that would show the row at end_time left it out: a count finds it', async () => {
  const behaviour: Behaviour = { upperExclusive: true };
  for (let match = 0; match < 6; match += 1) {
    const faults: readonly Fault[] = [{ kind: 'shortPage', where: 'middle', match }];
    const given = {
      ...plain,
      rows: rowsAt(3, 5, DAY + 7, DAY + 10),
      from: 2,
      to: DAY + 10,
      limit: 3,
      behaviour,
      faults,
    };
    const { violation } = await runRandomCase(given);
    expect({ match, violation }).toEqual({ match, violation: undefined });
  }
});

test('the second answer left out just the new rows below a fixed end: what stands behind the page shows them', async () => {
  const given = { ...plain, rows: rowsAt(0, 1, 1, 3, 10), to: 3, limit: 5 };
  for (const match of [0, 1, 2, 3]) {
    const faults: readonly Fault[] = [{ kind: 'shortPage', match, times: 1 }];
    const { violation } = await runRandomCase({ ...given, behaviour: { upperExclusive: true }, faults });
    expect({ match, violation }).toEqual({ match, violation: undefined });
  }
});

test('the lower bound exclusive, one page up to the next part, and a row below deleted: the first row is not hidden', async () => {
  const rows = rowsAt(2, 3, 11, 12, DAY, DAY + 1, DAY + 2, DAY + 3);
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour: { lowerExclusive: true } });
  // Three rows were read below, of which two are left: a count over all alone shows nothing.
  const resume = { tick: String(CASE_START + 11), keys: [], done: ['5-100:0'], read: ['11:3'] };
  try {
    const given = configOf({ ...plain, rows, from: 0, limit: 3 });
    const result = await syncOnce(api.url, given, { airbyte_cursor: (CASE_START + 11) / 1000, resume });
    expect(result.failed).toBeUndefined();
    expect(thingsOf(result)).toContain('thing 2');
  } finally {
    await api.close();
  }
});

describe('pages larger than what is kept to compare with', () => {
  const rowsOf = (bytes: number, ...ticks: readonly number[]) =>
    rowsAt(...ticks).map((row) => ({ ...row, thing: `${row.thing} ${'x'.repeat(bytes)}` }));

  test('two answers in a row left out the last two rows of the last time: they come', async () => {
    const rows = rowsOf(600_000, 1, 2, 3, 4, 5, 6, ...Array<number>(11).fill(7));
    const faults = [1, 2].map((match): Fault => ({ kind: 'shortPage', rows: 2, match, times: 1 }));
    const api = await startDatasetApi({ datasets: { rows: { rows } }, faults });
    try {
      const result = await syncOnce(api.url, configOf({ ...plain, rows, limit: 15 }));
      expect(result.failed).toBeUndefined();
      expect(new Set(thingsOf(result)).size).toBe(rows.length);
    } finally {
      await api.close();
    }
  });

  test('the first page and the next but two left out two rows: both are asked again, and each row comes once', async () => {
    const ticks = Array.from({ length: 30 }, (_, row) => (row < 12 ? row : row - (row % 3)));
    const faults = [0, 3].map((match): Fault => ({ kind: 'shortPage', rows: 2, where: 'middle', match, times: 1 }));
    const given = { ...plain, rows: rowsOf(200_000, ...ticks), limit: 10, faults };
    expect((await runRandomCase(given)).violation).toBeUndefined();
  });
});

test('the newest first, pages that are cut by their bytes, and one answer without rows: what is left is not taken for new rows', async () => {
  const sizes = Array.from({ length: 120 }, (_, index) => (index < 10 || index > 100 ? 10 : 300));
  const rows = rowsAt(...sizes.keys()).map((row, index) => ({
    ...row,
    thing: `${row.thing} ${'x'.repeat(sizes[index] ?? 0)}`,
  }));
  for (let match = 18; match < 58; match += 1) {
    const faults: readonly Fault[] = [{ kind: 'emptyData', match, times: 1 }];
    const behaviour: Behaviour = { pageBytes: 1000, descending: true };
    const { violation } = await runRandomCase({ ...plain, rows, limit: 20, behaviour, faults });
    expect({ match, violation }).toEqual({ match, violation: undefined });
  }
});
