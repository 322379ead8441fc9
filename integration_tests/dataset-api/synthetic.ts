import { seededRandom } from './seeded-random.ts';

export interface SyntheticOptions {
  readonly count: number;
  /** Timestamp of the first row, epoch ms; default 2023-11-14T22:13:20Z. */
  readonly start?: number;
  /** Milliseconds from one timestamp to the next; default 1000. */
  readonly step?: number;
  /** Rows that share one timestamp; default 1. */
  readonly ties?: number;
  /** Further columns: numbers, texts, booleans and nulls in turn; default 0. */
  readonly wide?: number;
  readonly seed?: number;
  /** Part of the rows (0 to 1) whose id is null; default 0. */
  readonly nullIds?: number;
}

export interface SyntheticRow {
  readonly id: string | null;
  readonly thing: string;
  readonly timestamp: number;
  readonly [column: string]: unknown;
}

/** Rows in ascending order of time; the same options give the same rows. */
export function generateRows(options: SyntheticOptions): SyntheticRow[] {
  return [...syntheticRows(options)];
}

/** The rows of `generateRows`, one at a time. */
export function* syntheticRows(options: SyntheticOptions): Generator<SyntheticRow> {
  const { count, start = 1_700_000_000_000, step = 1000, ties = 1, wide = 0, seed = 1, nullIds = 0 } = options;
  const random = seededRandom(seed);
  for (let index = 0; index < count; index++) {
    yield {
      id: nullIds > 0 && random() < nullIds ? null : `row-${index}`,
      thing: THINGS[Math.floor(random() * THINGS.length)] ?? '',
      timestamp: start + Math.floor(index / ties) * step,
      ...(wide > 0 ? columns(wide, random) : undefined),
    };
  }
}

const THINGS = ['pump', 'press', 'Ofen', 'four à chaux', '炉', 'robot "R2"', 'line\\3'];

function columns(wide: number, random: () => number): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (let column = 0; column < wide; column++) {
    const value = random();
    const kinds = [Math.round(value * 1e6) / 1e3, `text ${Math.floor(value * 1e9)}`, value < 0.5, null];
    values[`column_${column}`] = kinds[column % kinds.length];
  }
  return values;
}
