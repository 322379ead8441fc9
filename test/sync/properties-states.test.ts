import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import {
  CASE_START,
  caseArbitrary,
  configOf,
  expectedThings,
  hasAnchors,
  type SyncCase,
  sortedTexts,
  thingsOf,
} from '../support/sync-cases.ts';
import { type SyncResult, syncOnce } from '../support/sync-once.ts';

/** The same cases in every run of the tests; `RUNS=n` looks for new ones. */
const FIXED = process.env['RUNS'] === undefined ? { seed: 1147 } : {};
const runs = (usual: number): number => Number(process.env['RUNS'] ?? usual);
/** States of one sync that are continued. */
const MOST_STATES = 4;

type Sync = (state?: unknown) => Promise<SyncResult>;

async function withServer(given: SyncCase, work: (sync: Sync) => Promise<void>): Promise<void> {
  const { rows, behaviour, faults } = given;
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour, faults });
  try {
    await work((state) => syncOnce(api.url, configOf(given), state));
  } finally {
    await api.close();
  }
}

function someStates({ states }: SyncResult, first: number): SyncResult['states'] {
  const step = Math.max(1, Math.ceil(states.length / MOST_STATES));
  return states.filter((_, index) => index % step === first % step);
}

const withoutFaults = caseArbitrary.map((given): SyncCase => ({ ...given, faults: [] }));
const anchored = withoutFaults.filter(hasAnchors);

test('every state counts the records before it and stays below 1 KB', async () => {
  await fc.assert(
    fc.asyncProperty(caseArbitrary, (given) =>
      withServer(given, async (sync) => {
        const { states } = await sync();
        let before = 0;
        for (const { after, count, state } of states) {
          expect(count).toBe(after - before);
          expect(Buffer.byteLength(JSON.stringify(state))).toBeLessThan(1024);
          before = after;
        }
      }),
    ),
    { ...FIXED, numRuns: runs(30) },
  );
}, 3_600_000);

test('from every state the rest is read, and at most a page for each reader comes again', async () => {
  await fc.assert(
    fc.asyncProperty(anchored, fc.nat({ max: 100 }), (given, first) =>
      withServer(given, async (sync) => {
        const whole = await sync();
        fc.pre(whole.failed === undefined);
        for (const { state, after } of someStates(whole, first)) {
          const rest = await sync(state);
          if (rest.failed !== undefined) expect(rest.failed).toBe('ties_not_provable');
          else expectUnion(given, thingsOf(whole).slice(0, after), thingsOf(rest));
        }
      }),
    ),
    { ...FIXED, numRuns: runs(50) },
  );
}, 3_600_000);

function expectUnion(given: SyncCase, before: readonly string[], rest: readonly string[]): void {
  const expected = expectedThings(given);
  expect(sortedTexts(new Set([...before, ...rest]))).toEqual(expected);
  expect(new Set(rest).size).toBe(rest.length);
  const repeated = before.length + rest.length - expected.length;
  expect(repeated).toBeLessThanOrEqual(given.concurrency * given.limit);
}

test('any crashes, faults and resumes: the union is the dataset', async () => {
  await fc.assert(
    fc.asyncProperty(
      caseArbitrary.filter(({ behaviour }) => behaviour.orderIgnored !== true),
      fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 3 }),
      (given, crashes) =>
        withServer(given, async (sync) => {
          const seen = new Set<string>();
          let state: unknown;
          for (const crash of crashes) {
            const result = await sync(state);
            // The reader saw everything up to one of the states, and perhaps rows after it.
            const chosen = result.states[crash % Math.max(1, result.states.length)];
            for (const thing of thingsOf(result).slice(0, chosen?.after ?? 0)) seen.add(thing);
            state = chosen?.state ?? state;
          }
          const last = await sync(state);
          for (const thing of thingsOf(last)) seen.add(thing);
          if (last.failed === undefined) expect(sortedTexts(seen)).toEqual(expectedThings(given));
        }),
    ),
    { ...FIXED, numRuns: runs(35) },
  );
}, 3_600_000);

test('a sync from the last state of a complete one brings nothing', async () => {
  await fc.assert(
    fc.asyncProperty(anchored, (given) =>
      withServer(given, async (sync) => {
        const whole = await sync();
        fc.pre(whole.failed === undefined && whole.rows.length > 0);
        const again = await sync(whole.states.at(-1)?.state);
        expect({ rows: again.rows, failed: again.failed }).toEqual({ rows: [], failed: undefined });
      }),
    ),
    { ...FIXED, numRuns: runs(30) },
  );
}, 3_600_000);

/** Seconds as other connectors and people write them; all of them mean the same moment or one just before it. */
const foreignCursors = fc
  .tuple(fc.integer({ min: -1, max: 13 }), fc.constantFrom(0, 86_400_000))
  .chain(([tick, day]) => {
    const milliseconds = CASE_START + tick + day;
    const whole = Math.floor(milliseconds / 1000);
    return fc.constantFrom<{ cursor: string | number; from: number }>(
      { cursor: String(whole), from: whole * 1000 },
      { cursor: whole, from: whole * 1000 },
      { cursor: milliseconds / 1000, from: milliseconds },
      { cursor: (milliseconds / 1000).toFixed(3), from: milliseconds },
      { cursor: `${whole}.0`, from: whole * 1000 },
    );
  });

test('a cursor alone, as a text, a number or a float, continues without a gap', async () => {
  await fc.assert(
    fc.asyncProperty(anchored, foreignCursors, (given, { cursor, from }) => {
      const open = { ...given, from: undefined, to: undefined };
      return withServer(open, async (sync) => {
        const result = await sync({ airbyte_cursor: cursor });
        if (result.failed !== undefined) expect(result.failed).toBe('ties_not_provable');
        else expect(sortedTexts(thingsOf(result))).toEqual(expectedThings({ ...open, from }));
      });
    }),
    { ...FIXED, numRuns: runs(35) },
  );
}, 3_600_000);
