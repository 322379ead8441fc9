import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import type { Fault } from '../../integration_tests/dataset-api/faults/fault.ts';
import { CASE_START, type CaseRow } from '../support/sync-cases.ts';
import { Draw } from './draw.ts';
import { largeRowBytes } from './large-rows.ts';
import { type Change, WAYS } from './ways.ts';

/** The names of two ways. */
export type Pair = readonly [string, string];

/** Two ways at once, of one dataset that grows between three syncs. */
export interface PairedCase {
  readonly ways: Pair;
  /** The rows that come in before each sync, in stored order. */
  readonly batches: readonly (readonly CaseRow[])[];
  /** Bytes of a text that each row has beside. */
  readonly rowBytes: number;
  readonly limit: number;
  readonly concurrency: number;
  readonly behaviour: Behaviour;
  readonly faults: readonly Fault[];
  readonly changes: readonly Change[];
  /** A change for each so many answers. */
  readonly changeEvery: number;
  readonly seed: number;
}

const LIES = ['shortOnce', 'shortOften', 'emptyOnce', 'previousOnce'];
const CHANGES = ['inserted', 'appended', 'deleted', 'updated'];

/** What no client can tell from a server that is as it should be, or only by reading everything twice or for ever. */
const HIDDEN: Readonly<Record<string, readonly string[]>> = {
  // Where a query ends without a word, only later rows show that it had more.
  offsetCapSilent: ['filterIgnored', 'lowerIgnored', 'boundsRounded', 'oneTime', 'equalRows', 'allEqual', ...LIES],
  rowCapSilent: ['filterIgnored', 'lowerIgnored', 'boundsRounded', 'oneTime', 'equalRows', 'allEqual', ...LIES],
  // Of rows that are equal, or are known by nothing, nobody can say which one came.
  stamped: ['tiesShuffled', 'unsorted', 'equalRows', 'allEqual', ...LIES, ...CHANGES],
  equalRows: ['tiesShuffled', ...LIES, ...CHANGES],
  allEqual: ['tiesShuffled', 'lastAgain', 'offsetIgnored', ...LIES, ...CHANGES],
  // A count is right where as many rows are gone as stand behind later ones.
  nearlySorted: ['deleted', 'updated'],
  // A row alone is asked for at each offset up to where they end.
  lastAgain: ['offsetCapRefused', 'offsetCapSilent', 'rowCapRefused', 'rowCapSilent'],
  // Where a page holds one row, the same page may be equal rows.
  offsetIgnored: ['pageBytes'],
  // An answer to another question may be just the one that was expected.
  previousOnce: ['lowerExclusive'],
};

const names = Object.keys(WAYS);

/** Each way with itself and with each other one. */
export const PAIRS: readonly Pair[] = names
  .flatMap((one, index) => names.slice(index).map((other): Pair => [one, other]))
  .filter(([one, other]) => !(HIDDEN[one]?.includes(other) || HIDDEN[other]?.includes(one)));

export function pairedCase(pair: Pair, seed: number): PairedCase {
  const draw = new Draw(seed);
  const ways = pair.flatMap((name) => WAYS[name] ?? []);
  const batches = batchesOf(draw).map((batch) => {
    let rows = batch;
    for (const way of ways) rows = way.rows?.(rows, draw) ?? rows;
    return rows;
  });
  const rowBytes = draw.isOneIn(4) ? largeRowBytes(batches.flat().length) : 0;
  const behaviour = Object.assign({}, ...ways.map((way) => way.behaviour?.(draw) ?? {})) as Behaviour;
  const pageBytes = behaviour.pageBytes === undefined ? {} : { pageBytes: behaviour.pageBytes + 4 * rowBytes };
  return {
    ways: pair,
    batches,
    rowBytes,
    limit: draw.oneOf(2, 5, 10, 10, 20, 50, 100),
    concurrency: draw.oneOf(1, 2, 4),
    behaviour: { ...behaviour, ...pageBytes },
    faults: ways.flatMap((way) => way.fault?.(draw) ?? []),
    changes: ways.flatMap(({ change }) => change ?? []),
    changeEvery: draw.oneOf(2, 5, 13),
    seed,
  };
}

function batchesOf(draw: Draw): CaseRow[][] {
  const gap = draw.oneOf(1, 5, 500, 20_000);
  const ties = draw.oneOf(0, 0, 0.3, 0.8);
  let time = CASE_START;
  let index = 0;
  return [draw.oneOf(1, 3, 12, 40, 130, 300), draw.oneOf(0, 1, 6, 40), draw.oneOf(0, 1, 20)].map((size) => {
    time += 1;
    return Array.from({ length: size }, (): CaseRow => {
      if (draw.random() >= ties) time += 1 + draw.below(gap);
      index += 1;
      return { id: draw.isOneIn(8) ? null : `row-${index}`, thing: `thing ${index}`, timestamp: time };
    });
  });
}
