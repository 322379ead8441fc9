import type { EditableRows } from '../../../integration_tests/dataset-api/dataset.ts';
import { COMPLETE, everywhere, fails, type Given, type MatrixCase, warns } from './matrix-case.ts';
import { ROWS, START } from './rows.ts';

const seconds = (from: number, count: number, step = 1000) =>
  Array.from({ length: count }, (_, n) => ({ id: `s-${from}-${n}`, thing: 'x', timestamp: from + n * step }));

const STATE_TIME = 1_595_570_341_000;
const earlier = seconds(STATE_TIME - 9000, 9);
const atState = [0, 0, 456, 999].map((ms, n) => ({ id: `at-${n}`, thing: 'at', timestamp: STATE_TIME + ms }));
const later = seconds(STATE_TIME + 1000, 60);
const wanted = [...atState, ...later];
const around = [...earlier, ...wanted];
const stateConfig = { end_time: '2020-07-24T06:00:10Z' };

const fromState = (cursor: unknown, behaviour = {}): Given => ({
  rows: around,
  wanted,
  behaviour,
  config: stateConfig,
  state: { airbyte_cursor: cursor },
});

/** Rows exactly at the bounds. */
export const boundCases: readonly MatrixCase[] = [
  everywhere('state of the low-code connector, text', fromState('1595570341'), COMPLETE),
  everywhere('state of the low-code connector, number', fromState(1595570341), COMPLETE),
  everywhere(
    "lower bound exclusive, rows at the state's time",
    fromState('1595570341', { lowerExclusive: true }),
    warns('lower_exclusive'),
  ),
  everywhere(
    'both bounds exclusive, rows at the end time',
    {
      rows: ROWS,
      behaviour: { lowerExclusive: true, upperExclusive: true },
      config: { end_time: new Date(START + 30_000).toISOString() },
      wanted: ROWS.filter(({ timestamp }) => timestamp <= START + 30_000),
    },
    warns('lower_exclusive', 'upper_exclusive'),
  ),
  everywhere(
    'upper bound exclusive, rows at the end time',
    {
      rows: ROWS,
      behaviour: { upperExclusive: true },
      config: { end_time: new Date(START + 30_000).toISOString() },
      wanted: ROWS.filter(({ timestamp }) => timestamp <= START + 30_000),
    },
    warns('upper_exclusive'),
  ),
  everywhere(
    'lower bound exclusive, one row, at the start time',
    {
      rows: seconds(START, 1),
      behaviour: { lowerExclusive: true },
    },
    warns('lower_exclusive'),
  ),
  everywhere(
    'rows in the future of the end time',
    {
      rows: ROWS,
      config: { end_time: new Date(START + 20_500).toISOString() },
      wanted: ROWS.filter(({ timestamp }) => timestamp <= START + 20_500),
    },
    COMPLETE,
  ),
];

const when = (value: (n: number, time: number) => object) =>
  ROWS.map(({ timestamp, ...row }, n) => ({ ...row, ...value(n, timestamp), timestamp }));
const whenConfig = { endpoint: { time_field: 'when' } };
const nulls = when((n, time) => ({ when: n % 17 === 5 ? null : time }));
const missing = when((n, time) => (n % 17 === 5 ? {} : { when: time }));
const UNTIMED = warns('order');

const nanoseconds = Array.from(
  { length: 120 },
  (_, n) => `{"id":"n${n}","timestamp":${BigInt(START) * 1_000_000n + BigInt(Math.floor(n / 2)) * 1_000_000_001n}}`,
);
const isoTimes = Array.from({ length: 120 }, (_, n) => ({
  id: `i${n}`,
  timestamp: `2020-01-02T00:00:${String(Math.floor(n / 6)).padStart(2, '0')}${['', '.125', '.25', '.5', '.987654', '.999999999'][n % 6]}Z`,
}));
const epochSeconds = Array.from({ length: 120 }, (_, n) => ({ id: `e${n}`, timestamp: START / 1000 + (n >> 2) }));
const inUnit = (unit: 'epoch_seconds' | 'epoch_nanoseconds' | 'iso8601') => ({
  dataset: { unit },
  config: { endpoint: { time_format: unit } },
});

/** Times of every kind. */
export const timeCases: readonly MatrixCase[] = [
  everywhere('times null', { rows: nulls, config: whenConfig }, UNTIMED),
  everywhere('times missing in some rows', { rows: missing, config: whenConfig }, UNTIMED),
  everywhere(
    'time column missing',
    { rows: ROWS, config: whenConfig },
    {
      ends: ['time_field_missing'],
      warnings: ['order'],
    },
  ),
  everywhere(
    'times with a fraction',
    {
      rows: ROWS.map((row) => ({ ...row, timestamp: row.timestamp + 0.456 })),
    },
    COMPLETE,
  ),
  everywhere(
    'time column turns into numeric text',
    {
      rows: when((n, time) => ({ when: n < 50 ? time : String(time) })),
      config: whenConfig,
    },
    COMPLETE,
  ),
  everywhere(
    'time column turns unreadable',
    {
      rows: when((n, time) => ({ when: n < 50 ? time : 'soon' })),
      config: whenConfig,
      wanted: [],
      mayCome: when((_, time) => ({ when: time })),
    },
    fails('time_unreadable'),
  ),
  everywhere('nanoseconds beyond 2^53', { rows: nanoseconds, ...inUnit('epoch_nanoseconds') }, COMPLETE),
  everywhere('ISO times of mixed precision', { rows: isoTimes, ...inUnit('iso8601') }, COMPLETE),
  everywhere('epoch seconds', { rows: epochSeconds, ...inUnit('epoch_seconds') }, COMPLETE),
];

const BY = { below: -40, at: 0, above: 30 } as const;

/** Rows come or go before the answer to the third request. */
function changing(change: 'inserted' | 'deleted', place: keyof typeof BY): MatrixCase {
  const given = (): Given => {
    const added = { id: 'new', thing: 'new', timestamp: START };
    let now: readonly object[] = ROWS;
    let moved: object | undefined;
    const mutate = (rows: EditableRows, { index, lower }: { index: number; lower: unknown }): void => {
      if (index !== 3) return;
      const position = Math.max(0, Math.floor((Number(lower) - START) / 1000)) * 3 + BY[place];
      const target = ROWS[Math.min(ROWS.length - 1, Math.max(0, position))] ?? added;
      moved = change === 'inserted' ? { ...added, timestamp: target.timestamp } : target;
      if (change === 'inserted') rows.insert([moved]);
      else rows.remove((row) => (row as { id: unknown }).id === target.id);
      now = change === 'inserted' ? [...ROWS, moved] : ROWS.filter((row) => row !== target);
    };
    return {
      rows: ROWS,
      behaviour: { mutate },
      after: () => now,
      get wanted() {
        return ROWS.filter((row) => row !== moved);
      },
      get mayCome() {
        return moved === undefined ? [] : [moved];
      },
    };
  };
  const one = { ends: 'complete', mayWarn: ['late', 'found', 'vanished', 'short_pages'] } as const;
  return { fault: `row ${change} while it is read`, place: `${place} the position`, given, one };
}

export const changeCases: readonly MatrixCase[] = (['inserted', 'deleted'] as const).flatMap((change) =>
  (['below', 'at', 'above'] as const).map((place) => changing(change, place)),
);
