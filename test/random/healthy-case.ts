import fc from 'fast-check';
import type { Behaviour, Rounding } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import type { TimeUnit } from '../../integration_tests/dataset-api/instant.ts';
import { seededRandom } from '../../integration_tests/dataset-api/seeded-random.ts';
import { CASE_START, type CaseRow } from '../support/sync-cases.ts';

const DAY = 86_400_000;

export interface Units {
  readonly rows: TimeUnit;
  readonly filter: TimeUnit;
}

/** A server that has its ways, and never an error: every sync must be complete, and bring each row once. */
export interface HealthyCase {
  /** The rows that come in before each of the syncs. */
  readonly batches: readonly (readonly CaseRow[])[];
  readonly limit: number;
  readonly concurrency: number;
  /** Before which syncs another one is broken off, and at which of its states. */
  readonly crashes: readonly (number | undefined)[];
  /** Milliseconds behind CASE_START. */
  readonly from: number;
  readonly to: number | undefined;
  readonly behaviour: Behaviour;
  /** How rows and filters write the time. */
  readonly units: Units;
  /** The most milliseconds that an answer waits. */
  readonly latency: number;
  readonly seed: number;
}

const rounding = (lower: Rounding, upper: Rounding): Pick<Behaviour, 'boundRounding'> => ({
  boundRounding: { lower, upper },
});

/** How the bounds of the filter are taken. */
const bounds = fc.oneof(
  fc.constantFrom<Behaviour>(
    { lowerExclusive: true },
    { upperExclusive: true },
    { boundIgnored: 'lower' },
    { boundIgnored: 'upper' },
  ),
  fc
    .record({
      boundStep: fc.constantFrom(1000, 60_000, 3_600_000),
      ends: fc.constantFrom(
        rounding('up', 'end'),
        rounding('nearest', 'nearest'),
        rounding('down', 'down'),
        rounding('down', 'end'),
        rounding('up', 'up'),
      ),
    })
    .map(({ boundStep, ends }): Behaviour => ({ boundStep, ...ends })),
);

/** What an offset does beside what it should. */
const offsets = fc.constantFrom<Behaviour>(
  { pastEnd: 400 },
  { pastEnd: 404 },
  { pastEnd: 200 },
  { offsetInPages: 'rounded' },
  { offsetCap: { max: 40, how: 'refuse' } },
);

export const MILLISECONDS: Units = { rows: 'epoch_milliseconds', filter: 'epoch_milliseconds' };

const unitsArbitrary = fc.oneof(
  fc.constant(MILLISECONDS),
  fc.constantFrom<Units>(
    { rows: 'iso8601', filter: 'iso8601' },
    { rows: 'epoch_seconds', filter: 'epoch_seconds' },
    { rows: 'epoch_microseconds', filter: 'epoch_microseconds' },
    { rows: 'epoch_nanoseconds', filter: 'epoch_nanoseconds' },
    { rows: 'epoch_milliseconds', filter: 'epoch_seconds' },
    { rows: 'iso8601', filter: 'epoch_milliseconds' },
    { rows: 'epoch_milliseconds', filter: 'iso8601' },
  ),
);

/** Which rows come first, and how many of them. */
const pages = fc.constantFrom<Behaviour>(
  { descending: true },
  { orderIgnored: true },
  { limitIgnored: true },
  { pageBytes: 600 },
  { pageBytes: 2000 },
);

const pageCaps = fc.constantFrom<Behaviour>({ pageCap: 4 }, { pageCap: 7 });

const untimed = fc.constantFrom<Behaviour>({ untimedMatch: 'first' }, { untimedMatch: 'last' });

const answers = fc.constantFrom<Behaviour>(
  { emptyIsNoContent: true },
  { emptyWithoutData: true },
  { timesAsFloats: true },
  { tiesShuffled: 7 },
);

/** Rows of one time fit a page, and each batch begins where the one before has ended, now and then at its last time. */
interface Shape {
  readonly seed: number;
  readonly sizes: readonly number[];
  readonly gap: number;
  readonly ties: number;
  /** Rows without a time, where such rows match. */
  readonly nulls: number;
}

function batchesOf({ seed, sizes, gap, ties, nulls }: Shape, { untimedMatch }: Behaviour, units: Units): CaseRow[][] {
  const random = seededRandom(seed);
  let time = CASE_START + Math.floor(random() * 60_000);
  let index = 0;
  const row = (timestamp: number | null): CaseRow => {
    index += 1;
    return { id: random() < 0.1 ? null : `row-${index}`, thing: `thing ${index}`, timestamp };
  };
  const batches = sizes.map((size) => {
    if (random() < 0.7) time += 1 + Math.floor(random() * gap);
    return Array.from({ length: size }, () => {
      const made = row(units.rows === 'epoch_seconds' ? time - (time % 1000) : time);
      if (random() >= ties) time += 1 + Math.floor(random() * gap);
      return made;
    });
  });
  if (untimedMatch !== undefined) batches[0]?.push(...Array.from({ length: nulls }, () => row(null)));
  return batches;
}

const shape: fc.Arbitrary<Shape> = fc.record({
  seed: fc.nat(),
  sizes: fc.array(fc.constantFrom(0, 1, 2, 5, 20, 70), { minLength: 1, maxLength: 5 }),
  gap: fc.constantFrom(1, 7, 100, 1300, 20_000, 2_000_000),
  ties: fc.constantFrom(0, 0.1, 0.5),
  nulls: fc.constantFrom(1, 4, 25),
});

/** The switches of one server: each alone is met often, and some together. */
const behaviourArbitrary = fc
  .tuple(
    fc.tuple(bounds, offsets, answers, pageCaps, untimed, pages),
    fc.uniqueArray(fc.nat({ max: 5 }), { minLength: 1, maxLength: 3 }),
  )
  .map(([kinds, chosen]) => withoutContradiction(Object.assign({}, ...chosen.map((kind) => kinds[kind])) as Behaviour));

/**
 * What no client can read: by offsets alone, where rows change their places or offsets end before the rows do, and bounds
 * that hide rows without an order. An API that counts offsets in pages gives whole ones.
 */
function withoutContradiction(given: Behaviour): Behaviour {
  const { tiesShuffled, offsetCap, offsetInPages, pageCap, boundStep, boundRounding, ...others } = given;
  const isUnsorted = others.descending === true || others.orderIgnored === true;
  const isRounded = boundStep !== undefined && !isUnsorted;
  // Else an API cannot count offsets in pages.
  const hasSize = others.pageBytes === undefined && others.limitIgnored !== true;
  const byOffsets = others.untimedMatch !== undefined || isRounded || isUnsorted || others.boundIgnored === 'lower';
  return {
    ...others,
    ...(isRounded ? { boundStep, ...(boundRounding && { boundRounding }) } : {}),
    ...(tiesShuffled === undefined || byOffsets || offsetInPages !== undefined ? {} : { tiesShuffled }),
    ...(offsetCap === undefined || byOffsets ? {} : { offsetCap }),
    ...(offsetInPages === undefined || isRounded || !hasSize ? {} : { offsetInPages }),
    ...(pageCap === undefined || offsetInPages !== undefined ? {} : { pageCap }),
  };
}

export const healthyCase: fc.Arbitrary<HealthyCase> = fc
  .record({
    shape,
    limit: fc.constantFrom(5, 10, 20),
    concurrency: fc.constantFrom(1, 2, 4),
    from: fc.option(fc.nat({ max: 100_000 }), { nil: undefined }),
    end: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    behaviour: behaviourArbitrary,
    units: unitsArbitrary,
    latency: fc.constantFrom(0, 3, 12),
    crashes: fc.oneof(fc.constant([]), fc.array(fc.option(fc.nat(), { nil: undefined }), { maxLength: 5 })),
  })
  .map(({ shape: given, limit, concurrency, from = -DAY, end, behaviour, ...others }): HealthyCase => {
    // A step of bounds is one of milliseconds, and of one second there may be more rows than offsets reach.
    const { boundStep, offsetCap, boundIgnored } = behaviour;
    const units = boundStep === undefined && offsetCap === undefined ? others.units : MILLISECONDS;
    const batches = batchesOf(given, behaviour, units);
    const times = batches.flat().flatMap(({ timestamp }) => timestamp ?? []);
    const to = end === undefined ? undefined : (times[Math.floor(end * (times.length - 1))] ?? CASE_START) - CASE_START;
    const isEnd = to !== undefined && to >= from && boundIgnored !== 'upper';
    // A first page with nothing of the range is refused where the bound counts for nothing.
    const range = { from: boundIgnored === 'lower' ? -DAY : from, to: isEnd ? to : undefined };
    return { batches, limit, concurrency, ...range, behaviour, ...others, units, seed: given.seed };
  });
