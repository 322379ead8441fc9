import type { Instant } from './instant.ts';

export interface TableRow {
  readonly text: string;
  /** Undefined: the row has no time; no time range contains it, and it is sorted last. */
  readonly time: Instant | undefined;
}

/** The rows of a dataset in one order, serialised once: any run of them is one slice of `bytes`. */
export class Table {
  readonly times: readonly (Instant | undefined)[];
  /** Row i with the comma behind it: `starts[i]` to `starts[i + 1]`. */
  readonly #starts: readonly number[];
  readonly #bytes: Buffer;
  readonly #sorted = new Map<'ascending' | 'descending', Table>();

  constructor(rows: Iterable<TableRow>) {
    const times: (Instant | undefined)[] = [];
    const starts = [0];
    let bytes = Buffer.allocUnsafe(1 << 16);
    let end = 0;
    for (const { text, time } of rows) {
      // UTF-8 takes at most 3 bytes for a UTF-16 unit.
      const needed = end + text.length * 3 + 1;
      if (needed > bytes.length) bytes = Buffer.concat([bytes], needed * 2);
      end += bytes.write(text, end);
      bytes[end++] = COMMA;
      times.push(time);
      starts.push(end);
    }
    this.times = times;
    this.#starts = starts;
    this.#bytes = bytes.subarray(0, end);
  }

  get count(): number {
    return this.times.length;
  }

  /** The texts of the rows `first` (inclusive) to `last` (exclusive), with commas between them; not a copy. */
  slice(first: number, last: number): Buffer {
    if (last <= first) return this.#bytes.subarray(0, 0);
    return this.#bytes.subarray(this.#starts[first], (this.#starts[last] ?? 0) - 1);
  }

  *rows(): Generator<TableRow> {
    for (let index = 0; index < this.count; index++) yield this.#row(index);
  }

  /** The same rows by time; rows of the same time stay in stored order. */
  sorted(order: 'ascending' | 'descending'): Table {
    const known = this.#sorted.get(order);
    if (known !== undefined) return known;
    const compare = order === 'ascending' ? compareInstants : (a: Instant, b: Instant) => compareInstants(b, a);
    const table = isSorted(this.times, compare) ? this : this.#permuted(compare);
    this.#sorted.set(order, table);
    return table;
  }

  #permuted(compare: (a: Instant, b: Instant) => number): Table {
    const indices = [...this.times.keys()];
    indices.sort((a, b) => compareTimes(this.times[a], this.times[b], compare));
    return new Table(this.#rowsAt(indices));
  }

  *#rowsAt(indices: readonly number[]): Generator<TableRow> {
    for (const index of indices) yield this.#row(index);
  }

  #row(index: number): TableRow {
    return { text: this.slice(index, index + 1).toString(), time: this.times[index] };
  }
}

const COMMA = 0x2c;

export function compareInstants(a: Instant, b: Instant): number {
  return a < b ? -1 : Number(a > b);
}

function compareTimes(
  a: Instant | undefined,
  b: Instant | undefined,
  compare: (a: Instant, b: Instant) => number,
): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return compare(a, b);
}

function isSorted(times: readonly (Instant | undefined)[], compare: (a: Instant, b: Instant) => number): boolean {
  return times.every((time, index) => index === 0 || compareTimes(times[index - 1], time, compare) <= 0);
}
