import fc from 'fast-check';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import type { Fault, FaultKind } from '../../integration_tests/dataset-api/faults/fault.ts';
import { seededRandom } from '../../integration_tests/dataset-api/seeded-random.ts';
import { CASE_START, type CaseRow, mostTies } from '../support/sync-cases.ts';
import { largeRowBytes } from './large-rows.ts';

const DAY = 86_400_000;

/** A dataset, a server, what goes wrong, and where the sync is broken off. */
export interface RandomCase {
  /** In stored order. */
  readonly rows: readonly CaseRow[];
  /** Bytes of a text that each row has beside. */
  readonly rowBytes?: number;
  readonly limit: number;
  readonly concurrency: number;
  /** Ticks behind CASE_START; they may be those of rows. */
  readonly from: number;
  readonly to: number | undefined;
  readonly behaviour: Behaviour;
  readonly withTotal: boolean;
  readonly faults: readonly Fault[];
  /** Rows that are deleted while they are read. */
  readonly deletions: readonly Deletion[];
  /** Which of its states each sync is continued from. */
  readonly crashes: readonly number[];
}

/** Before one of the answers, the row at a place of `rows` is deleted. */
export interface Deletion {
  readonly answer: number;
  readonly place: number;
}

/** Ties and gaps: few different times, some of them a day apart. */
const rowArbitrary = fc.record({
  tick: fc.integer({ min: 0, max: 12 }),
  far: fc.boolean(),
  nullId: fc.boolean(),
  nullTime: fc.integer({ min: 0, max: 19 }),
});

const fewRows = fc.array(rowArbitrary, { maxLength: 60, size: 'max' }).map((specs) =>
  specs.map(
    ({ tick, far, nullId, nullTime }, index): CaseRow => ({
      id: nullId ? null : `row-${index}`,
      thing: `thing ${index}`,
      timestamp: nullTime === 0 ? null : CASE_START + tick + (far ? DAY : 0),
    }),
  ),
);

/** More rows than a page for each reader, in the order of their times or in none. */
const manyRows = fc
  .record({
    seed: fc.nat(),
    count: fc.integer({ min: 60, max: 400 }),
    ticks: fc.integer({ min: 1, max: 800 }),
    sorted: fc.boolean(),
  })
  .map(({ seed, count, ticks, sorted }) => {
    const random = seededRandom(seed);
    const rows = Array.from({ length: count }, (_, index): CaseRow => {
      const time = CASE_START + Math.floor(random() * ticks) + (random() < 0.3 ? DAY : 0);
      const id = random() < 0.1 ? null : `row-${index}`;
      return { id, thing: `thing ${index}`, timestamp: random() < 0.02 ? null : time };
    });
    return sorted ? rows.sort((one, other) => (one.timestamp ?? 0) - (other.timestamp ?? 0)) : rows;
  });

const rowsArbitrary = fc.oneof({ weight: 3, arbitrary: fewRows }, { weight: 1, arbitrary: manyRows });

const anyBehaviour: fc.Arbitrary<Behaviour> = fc.record(
  {
    pageCap: fc.integer({ min: 1, max: 9 }),
    limitIgnored: fc.boolean(),
    lowerExclusive: fc.boolean(),
    upperExclusive: fc.boolean(),
    prettyPrinted: fc.boolean(),
    timesAsFloats: fc.boolean(),
    orderIgnored: fc.boolean(),
    descending: fc.boolean(),
    filterIgnored: fc.boolean(),
    offsetIgnored: fc.boolean(),
    offsetInPages: fc.constant('rounded'),
    tiesShuffled: fc.integer({ min: 1, max: 1000 }),
    offsetCap: fc.record({ max: fc.integer({ min: 5, max: 40 }), how: fc.constantFrom('refuse', 'empty') }),
  },
  { requiredKeys: [] },
);

/** Each switch alone is met often, and some together. */
const fewSwitches = fc
  .tuple(anyBehaviour, fc.array(fc.nat({ max: 12 }), { maxLength: 3 }))
  .map(([behaviour, places]): Behaviour => {
    const entries = Object.entries(behaviour);
    return Object.fromEntries(entries.filter((_, index) => places.includes(index)));
  });

/** Rows do not come in the order of their times, whatever was asked for. */
export function isUnordered({ orderIgnored, descending }: Behaviour): boolean {
  return orderIgnored === true || descending === true;
}

/**
 * What no client can tell from a small dataset: without an order a cap below the limit, and offsets that lead nowhere;
 * without a filter an end of offsets without a word. An API that refuses offsets has read them, and one that counts in pages
 * gives whole ones.
 */
function withoutContradiction(given: Behaviour): Behaviour {
  const { pageCap, offsetCap, offsetIgnored, offsetInPages, ...behaviour } = given;
  const unordered = isUnordered(behaviour);
  const byOffsets = unordered || behaviour.filterIgnored;
  const isOther = pageCap !== undefined || offsetCap !== undefined || offsetIgnored;
  return {
    ...behaviour,
    ...(offsetInPages === undefined || isOther ? {} : { offsetInPages }),
    ...(pageCap === undefined || byOffsets ? {} : { pageCap }),
    ...(offsetIgnored === undefined || unordered ? {} : { offsetIgnored }),
    ...(offsetCap === undefined || byOffsets || offsetIgnored ? {} : { offsetCap }),
  };
}

const PASSING = ['html', 'emptyBody', 'cutJson', 'cutConnection', 'cutGzip', 'reset', 'errorObject'] as const;

/** Retried, or loud where they last. */
const passing = fc.oneof(
  fc.constantFrom(...PASSING).map((kind): FaultKind => ({ kind })),
  fc.constantFrom(429, 500, 503).map((code): FaultKind => ({ kind: 'status', code })),
);

/** A proper page all the same; seldom: an answer that is wrong twice in the same way is right. */
const wrongRows = fc.constantFrom<FaultKind>(
  { kind: 'emptyData' },
  { kind: 'shortPage', rows: 2 },
  { kind: 'shortPage', rows: 2, where: 'middle' },
  { kind: 'previousPage' },
);

const matchArbitrary = fc.integer({ min: 0, max: 60 });

const passingFault = fc
  .record({ kind: passing, match: matchArbitrary, times: fc.constantFrom(1, 1, 1, 4) })
  .map(({ kind, match: from, times }): Fault => ({ ...kind, match: ({ index }) => index >= from, times }));

const wrongRowsFault = fc
  .record({ kind: wrongRows, match: matchArbitrary })
  .map(({ kind, match }): Fault => ({ ...kind, match, times: 1 }));

/** Pages without some of their rows, again and again; so seldom that no question meets two of them. */
const shortPages = fc
  .record({
    rows: fc.integer({ min: 1, max: 2 }),
    every: fc.constantFrom(23, 29, 31, 37, 43),
    first: fc.nat({ max: 50 }),
  })
  .map(({ rows, every, first }): Fault => {
    const match: Fault['match'] = ({ index }) => index % every === first % every;
    return { kind: 'shortPage', rows, where: 'middle', match, times: 'always' };
  });

const passingFaults = fc.array(passingFault, { maxLength: 3 });

const deletion: fc.Arbitrary<Deletion> = fc.record({ answer: matchArbitrary, place: fc.nat({ max: 60 }) });

/** An answer that is wrong, or rows that go: with both at once, one may hide the other. */
const troubles = fc.oneof(
  fc
    .tuple(passingFaults, fc.array(fc.oneof(wrongRowsFault, shortPages), { maxLength: 1 }))
    .map(([some, one]) => ({ faults: [...some, ...one], deletions: [] })),
  fc.record({ faults: passingFaults, deletions: fc.array(deletion, { minLength: 1, maxLength: 5 }) }),
);

const quietCase = fc.record({
  rows: rowsArbitrary,
  isLarge: fc.nat({ max: 7 }).map((one) => one === 0),
  limit: fc.integer({ min: 1, max: 12 }),
  concurrency: fc.integer({ min: 1, max: 6 }),
  from: fc.integer({ min: -1, max: 12 }),
  to: fc.option(
    fc.integer({ min: 0, max: 13 }).map((tick) => tick + DAY),
    { nil: undefined },
  ),
  behaviour: fewSwitches.map(withoutContradiction),
  withTotal: fc.boolean(),
  crashes: fc.array(fc.nat(), { maxLength: 3 }),
});

export const randomCase: fc.Arbitrary<RandomCase> = fc
  .tuple(quietCase, troubles)
  .map(([{ isLarge, ...quiet }, trouble]) => ({
    ...quiet,
    ...trouble,
    ...(isLarge ? { rowBytes: largeRowBytes(quiet.rows.length) } : {}),
    deletions: hasOneRow(quiet) ? [] : trouble.deletions,
  }));

/** Of pages of one row none overlaps another. */
function hasOneRow({ limit, behaviour }: Pick<RandomCase, 'limit' | 'behaviour'>): boolean {
  return limit === 1 || behaviour.pageCap === 1;
}

/**
 * Offsets alone over an order that changes prove nothing without a total: a warning says so. And where offsets end without
 * a word, no count shows what an answer left out, and of the rows of one time only later rows tell.
 */
export function isProvable({ behaviour, rows, faults }: RandomCase): boolean {
  const { offsetCap, tiesShuffled } = behaviour;
  const leavesOut = faults.some(({ kind }) => kind === 'shortPage' || kind === 'emptyData');
  if (offsetCap?.how === 'empty' && (leavesOut || mostTies(rows) > offsetCap.max)) return false;
  return tiesShuffled === undefined || !(isUnordered(behaviour) || behaviour.filterIgnored);
}
