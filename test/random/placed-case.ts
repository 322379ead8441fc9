import type { Behaviour, Rounding } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import type { FaultKind } from '../../integration_tests/dataset-api/faults/fault.ts';
import { seededRandom } from '../../integration_tests/dataset-api/seeded-random.ts';
import { shuffled } from '../support/shuffled.ts';
import { type CaseRow, rowsAt } from '../support/sync-cases.ts';

/** A server with its own way, and one lie of it, which is told in the place of each answer of two syncs in turn. */
export interface PlacedCase {
  readonly name: string;
  readonly behaviour: Behaviour;
  /** The rows of the first sync, and those that come in behind it, in stored order. */
  readonly rows: readonly CaseRow[];
  readonly news: readonly CaseRow[];
  readonly limit: number;
  readonly lie: FaultKind;
}

function rounded(boundStep: number, lower: Rounding, upper: Rounding): Behaviour {
  return { boundStep, boundRounding: { lower, upper } };
}

const BEHAVIOURS = {
  plain: {},
  pageCap: { pageCap: 3 },
  pageBytes: { pageBytes: 300 },
  limitIgnored: { limitIgnored: true },
  offsetIgnored: { offsetIgnored: true },
  offsetRounded: { offsetInPages: 'rounded' },
  offsetCounted: { offsetInPages: 'counted' },
  filterIgnored: { filterIgnored: true },
  lowerIgnored: { boundIgnored: 'lower' },
  upperIgnored: { boundIgnored: 'upper' },
  lowerExclusive: { lowerExclusive: true },
  upperExclusive: { upperExclusive: true },
  bothExclusive: { lowerExclusive: true, upperExclusive: true },
  roundedUp: rounded(1000, 'up', 'end'),
  roundedDown: rounded(1000, 'down', 'end'),
  roundedNear: rounded(1000, 'nearest', 'nearest'),
  roundedToMinutes: rounded(60_000, 'up', 'end'),
  takenForMinutes: rounded(60_000, 'down', 'end'),
  lastPageAgain: { lastAgain: 'page' },
  lastRowsAgain: { lastAgain: 'rows' },
  lastRowAgain: { lastAgain: 'row' },
  refusedPastEnd: { pastEnd: 400 },
  unknownPastEnd: { pastEnd: 404 },
  errorPastEnd: { pastEnd: 200 },
  tiesShuffled: { tiesShuffled: 7 },
  unsorted: { orderIgnored: true },
  descending: { descending: true },
  descendingExclusive: { descending: true, lowerExclusive: true },
  floats: { timesAsFloats: true },
  offsetCapRefused: { offsetCap: { max: 8, how: 'refuse' } },
  offsetCapSilent: { offsetCap: { max: 8, how: 'empty' } },
  rowCapRefused: { rowCap: { max: 20, how: 'refuse' } },
  rowCapSilent: { rowCap: { max: 10, how: 'empty' } },
} satisfies Record<string, Behaviour>;

type Name = keyof typeof BEHAVIOURS;

/** The ticks of all rows, and how many of these the first sync has. */
interface Dataset {
  readonly ticks: readonly number[];
  readonly first: number;
}

/** More rows of one time than a page, at the end of the first sync. */
export const TIED: Dataset = { ticks: [0, ...Array<number>(11).fill(1), 2, 2, 3, 3, 3, 3, 3, 3, 4, 8, 8], first: 12 };

const DATASETS: readonly Dataset[] = [
  TIED,
  { ticks: [0, 0, 5, 6], first: 3 },
  { ticks: [7, 9], first: 1 },
  { ticks: Array.from({ length: 30 }, (_, row) => 250 * row), first: 12 },
  { ticks: Array.from({ length: 26 }, (_, row) => 3 * (row >> 2)), first: 14 },
  { ticks: Array.from({ length: 20 }, (_, row) => (row < 10 ? 700 * row : 7000 + row)), first: 10 },
  { ticks: Array.from({ length: 17 }, (_, row) => 40_000 * row + 3), first: 16 },
  { ticks: Array.from({ length: 15 }, (_, row) => 11 * row), first: 15 },
  { ticks: Array.from({ length: 12 }, (_, row) => 11 * row), first: 0 },
];

const LIMITS: readonly number[] = [10, 3];

export const LIES: readonly FaultKind[] = [
  { kind: 'emptyData' },
  { kind: 'shortPage', where: 'middle' },
  { kind: 'shortPage', where: 'end' },
  { kind: 'shortPage', where: 'end', rows: 3 },
  { kind: 'previousPage' },
];

/** Seeds in a row have each server with each dataset, limit and lie in turn. */
export function placedCaseOf(seed: number): PlacedCase {
  let left = seed;
  const next = <Item>(items: readonly Item[]): Item => {
    const item = items[left % items.length] as Item;
    left = Math.floor(left / items.length);
    return item;
  };
  const name = next(Object.keys(BEHAVIOURS) as Name[]);
  const dataset = next(DATASETS);
  return placedCase(name, dataset, next(LIMITS), next(LIES));
}

export function placedCase(name: Name, { ticks, first }: Dataset, limit: number, lie: FaultKind): PlacedCase {
  const behaviour: Behaviour = BEHAVIOURS[name];
  // Some have no id.
  const all = rowsAt(ticks).map((row, index) => (index % 7 === 3 ? { ...row, id: null } : row));
  const stored = (rows: readonly CaseRow[]): readonly CaseRow[] =>
    behaviour.orderIgnored === true ? shuffled(rows, seededRandom(rows.length)) : rows;
  return { name, behaviour, rows: stored(all.slice(0, first)), news: stored(all.slice(first)), limit, lie };
}
