import fc from 'fast-check';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import type { Fault, FaultKind } from '../../integration_tests/dataset-api/faults/fault.ts';
import type { SyncResult } from './sync-once.ts';

/** The time of the first rows, in milliseconds. */
export const CASE_START = Date.parse('2020-01-02T00:00:00Z');
const DAY = 86_400_000;

export interface CaseRow {
  readonly id: string | null;
  /** Unlike all others: by it a row is known again. */
  readonly thing: string;
  readonly timestamp: number | null;
}

/** Rows at so many milliseconds behind the start of all cases, with the places as names. */
export function rowsAt(ticks: readonly number[]): CaseRow[] {
  return ticks.map((tick, index) => ({ id: `row-${index}`, thing: `thing ${index}`, timestamp: CASE_START + tick }));
}

/** One dataset, one server and one way to read it. */
export interface SyncCase {
  readonly rows: readonly CaseRow[];
  readonly limit: number;
  readonly concurrency: number;
  readonly behaviour: Behaviour;
  readonly faults: readonly Fault[];
  /** The range, in milliseconds; undefined: long before the first row, until now. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

const tickArbitrary = fc.integer({ min: 0, max: 12 });
const timeArbitrary = fc.tuple(tickArbitrary, fc.boolean()).map(([tick, far]) => CASE_START + tick + (far ? DAY : 0));

/** Rows with ties and gaps: few different times, some of them far apart, some none; ids may be null. */
const rowsArbitrary = fc
  .array(fc.record({ time: timeArbitrary, untimed: fc.nat({ max: 15 }), nullId: fc.boolean() }), { maxLength: 60 })
  .map((specs) =>
    specs.map(
      ({ time, untimed, nullId }, index): CaseRow => ({
        id: nullId ? null : `row-${index}`,
        thing: `thing ${index}`,
        timestamp: untimed === 15 ? null : time,
      }),
    ),
  );

const behaviourArbitrary: fc.Arbitrary<Behaviour> = fc
  .record(
    {
      pageCap: fc.integer({ min: 1, max: 9 }),
      lowerExclusive: fc.boolean(),
      upperExclusive: fc.boolean(),
      prettyPrinted: fc.boolean(),
      timesAsFloats: fc.boolean(),
      orderIgnored: fc.boolean(),
      filterIgnored: fc.boolean(),
      tiesShuffled: fc.nat({ max: 1000 }),
    },
    { requiredKeys: [] },
  )
  .map(withoutContradiction);

/**
 * A cap below the limit and no order at once cannot be told from a small dataset: no client can prove that end. And
 * where only offsets are left, rows that change their places cannot be told from rows that are not there.
 */
function withoutContradiction({ pageCap, tiesShuffled, ...behaviour }: Behaviour): Behaviour {
  const cap = behaviour.orderIgnored || pageCap === undefined ? {} : { pageCap };
  const offsets = behaviour.orderIgnored || behaviour.filterIgnored;
  return { ...behaviour, ...cap, ...(offsets || tiesShuffled === undefined ? {} : { tiesShuffled }) };
}

const PASSING: readonly FaultKind[] = [
  { kind: 'html' },
  { kind: 'emptyBody' },
  { kind: 'cutJson' },
  { kind: 'cutConnection' },
  { kind: 'cutGzip' },
  { kind: 'wrongContentEncoding' },
  { kind: 'garbageUtf8' },
  { kind: 'reset' },
  { kind: 'errorObject' },
  { kind: 'status', code: 500 },
  { kind: 'status', code: 429, headers: { 'retry-after': '1' } },
];
/** Answers that lie. Two of them in a row are the truth as far as a client can know, so a case has one at most. */
const LYING: readonly FaultKind[] = [{ kind: 'emptyData' }, { kind: 'shortPage' }, { kind: 'shortPage', rows: 3 }];

const at = (kinds: readonly FaultKind[]): fc.Arbitrary<Fault> =>
  fc
    .tuple(fc.constantFrom(...kinds), fc.integer({ min: 0, max: 30 }))
    .map(([fault, match]): Fault => ({ ...fault, match, times: 1 }));

const faultsArbitrary = fc
  .tuple(fc.array(at(PASSING), { maxLength: 3 }), fc.array(at(LYING), { maxLength: 1 }))
  .map((faults): Fault[] => faults.flat());

/** A range that begins and ends at rows; often none. */
const rangeArbitrary = fc
  .tuple(fc.option(timeArbitrary, { nil: undefined }), fc.option(timeArbitrary, { nil: undefined }))
  .map(([from, to]) => (from !== undefined && to !== undefined && from > to ? { from: to, to: from } : { from, to }));

export const caseArbitrary: fc.Arbitrary<SyncCase> = fc
  .record({
    rows: rowsArbitrary,
    limit: fc.integer({ min: 1, max: 12 }),
    concurrency: fc.integer({ min: 1, max: 6 }),
    behaviour: behaviourArbitrary,
    faults: faultsArbitrary,
    range: rangeArbitrary,
  })
  .map(({ range, ...others }) => withoutDoubt({ ...others, ...range }));

/**
 * Without a filter, rows without a time may come again after a resume, for they have no place in the order of time; and
 * an answer without rows cannot be told from the end. Where pages are capped below the limit, an early answer that is short
 * by its last rows looks like the end of a small dataset.
 */
function withoutDoubt(given: SyncCase): SyncCase {
  const { pageCap, filterIgnored } = given.behaviour;
  const faults = given.faults.filter((fault) => {
    if (filterIgnored) return fault.kind !== 'emptyData' && fault.kind !== 'shortPage';
    return pageCap === undefined || !isEarlyEnd(fault);
  });
  const rows = filterIgnored ? given.rows.filter(({ timestamp }) => timestamp !== null) : given.rows;
  return { ...given, rows, faults };
}

function isEarlyEnd({ kind, match }: Fault): boolean {
  return kind === 'shortPage' && typeof match === 'number' && match < 8;
}

export function configOf({ limit, concurrency, from, to }: SyncCase): Record<string, unknown> {
  return {
    datasets: [{ dataset_id: 'rows' }],
    paginator: { limit },
    requests: { concurrency },
    ...(from === undefined ? {} : { start_time: new Date(from).toISOString() }),
    ...(to === undefined ? {} : { end_time: new Date(to).toISOString() }),
  };
}

/** What a sync of the case has to bring: the rows of the range, for a filter matches no row without a time. */
export function expectedThings({ rows, from = 0, to = Number.POSITIVE_INFINITY }: SyncCase): string[] {
  const wanted = ({ timestamp }: CaseRow): boolean => timestamp !== null && timestamp >= from && timestamp <= to;
  return sortedTexts(rows.filter(wanted).map(({ thing }) => thing));
}

export function thingsOf({ rows }: Pick<SyncResult, 'rows'>): string[] {
  return rows.map((row) => (JSON.parse(row) as CaseRow).thing);
}

export function sortedTexts(texts: Iterable<string>): string[] {
  return [...texts].sort((one, other) => (one < other ? -1 : Number(one > other)));
}

/** Whether the server lets a sync read from an anchor: then rows come once, and a state counts exactly. */
export function hasAnchors({ behaviour }: SyncCase): boolean {
  return behaviour.orderIgnored !== true && behaviour.filterIgnored !== true;
}

/** The most rows of one time. */
export function mostTies(rows: readonly CaseRow[]): number {
  const counts = new Map<number | null, number>();
  for (const { timestamp } of rows) counts.set(timestamp, (counts.get(timestamp) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}
