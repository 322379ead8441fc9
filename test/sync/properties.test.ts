import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import type { Fault } from '../../integration_tests/dataset-api/faults/fault.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { type SyncResult, syncOnce } from '../support/sync-once.ts';

const START = Date.parse('2020-01-02T00:00:00Z');

/** The same cases in every run of the tests; `npm run soak` looks for new ones. */
const RUNS = process.env['RUNS'] === undefined ? { seed: 4711 } : {};

interface Row {
  readonly id: string | null;
  readonly thing: string;
  readonly timestamp: number;
}

/** Rows with ties and gaps: few different times, some of them far apart; keys are unique, ids may be null. */
const rowsArbitrary = fc
  .array(fc.record({ tick: fc.integer({ min: 0, max: 12 }), far: fc.boolean(), nullId: fc.boolean() }), {
    maxLength: 60,
  })
  .map((specs) =>
    specs.map(
      ({ tick, far, nullId }, index): Row => ({
        id: nullId ? null : `row-${index}`,
        thing: `thing ${index}`,
        timestamp: START + tick + (far ? 86_400_000 : 0),
      }),
    ),
  );

/** A cap below the limit and no order at once cannot be told from a small dataset: no client can prove that end. */
const withoutContradiction = ({ pageCap, ...behaviour }: Behaviour): Behaviour =>
  behaviour.orderIgnored || pageCap === undefined ? behaviour : { ...behaviour, pageCap };

const anyBehaviour: fc.Arbitrary<Behaviour> = fc.record(
  {
    pageCap: fc.integer({ min: 1, max: 9 }),
    lowerExclusive: fc.boolean(),
    upperExclusive: fc.boolean(),
    prettyPrinted: fc.boolean(),
    timesAsFloats: fc.boolean(),
    orderIgnored: fc.boolean(),
    filterIgnored: fc.boolean(),
  },
  { requiredKeys: [] },
);

const behaviourArbitrary = anyBehaviour.map(withoutContradiction);

const faultArbitrary: fc.Arbitrary<Fault> = fc
  .record({
    kind: fc.constantFrom(
      'html',
      'emptyBody',
      'cutJson',
      'cutConnection',
      'cutGzip',
      'reset',
      'emptyData',
      'errorObject',
    ),
    match: fc.integer({ min: 0, max: 30 }),
  })
  .map((fault) => ({ ...fault, times: 1 }) as Fault);

function things(result: SyncResult): string[] {
  return result.rows.map((row) => (JSON.parse(row) as Row).thing);
}

function sorted(texts: readonly string[]): string[] {
  return [...texts].sort((one, other) => (one < other ? -1 : Number(one > other)));
}

test('any data, page size, cap and faults: every row once, or a loud failure that loses nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      rowsArbitrary,
      fc.integer({ min: 1, max: 12 }),
      behaviourArbitrary,
      fc.array(faultArbitrary, { maxLength: 3 }),
      async (rows, limit, behaviour, faults) => {
        const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour, faults });
        try {
          const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit } };
          const result = await syncOnce(api.url, config);
          // Without an order that the API keeps, rows are read again rather than lost.
          const written = behaviour.orderIgnored ? [...new Set(things(result))] : things(result);
          expect(new Set(written).size).toBe(written.length);
          if (result.failed === undefined) expect(sorted(written)).toEqual(sorted(rows.map(({ thing }) => thing)));
          else expect(result.message).not.toContain('fault of its own');
        } finally {
          await api.close();
        }
      },
    ),
    {
      ...RUNS,
      numRuns: Number(process.env['RUNS'] ?? 150),
      // An empty answer by mistake where rows one tick below fill the page that confirms it.
      examples: [
        [
          [0, 1].map((tick) => ({ id: `row-${tick}`, thing: `thing ${tick}`, timestamp: START + tick })),
          1,
          {},
          [{ kind: 'emptyData', match: 5, times: 1 }],
        ],
      ],
    },
  );
}, 600_000);

test('any crash and resume: the union is the dataset, and only rows after the state come again', async () => {
  await fc.assert(
    fc.asyncProperty(
      rowsArbitrary,
      fc.integer({ min: 2, max: 12 }),
      fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
      async (rows, limit, crashes) => {
        const api = await startDatasetApi({ datasets: { rows: { rows } } });
        const config = { datasets: [{ dataset_id: 'rows' }], paginator: { limit } };
        const seen = new Set<string>();
        try {
          let state: unknown;
          for (const crash of crashes) {
            const result = await syncOnce(api.url, config, state);
            expect(result.failed).toBeUndefined();
            // The reader saw everything up to one of the states, and perhaps rows after it.
            const chosen = result.states[crash % result.states.length];
            if (chosen === undefined) continue;
            for (const thing of things(result).slice(0, chosen.after)) {
              expect(seen.has(thing)).toBe(false);
              seen.add(thing);
            }
            state = chosen.state;
          }
          const last = await syncOnce(api.url, config, state);
          for (const thing of things(last)) seen.add(thing);
          expect(sorted([...seen])).toEqual(sorted(rows.map(({ thing }) => thing)));
          const again = await syncOnce(api.url, config, last.states.at(-1)?.state);
          expect({ rows: again.rows, failed: again.failed }).toEqual({ rows: [], failed: undefined });
        } finally {
          await api.close();
        }
      },
    ),
    { ...RUNS, numRuns: Number(process.env['RUNS'] ?? 100) },
  );
}, 600_000);
