import type { Behaviour } from './behaviour/behaviour.ts';
import { parseExact } from './exact-json.ts';
import type { FilterTarget } from './filter.ts';
import { type InstantReader, instantReader, type TimeUnit } from './instant.ts';
import { Table, type TableRow } from './table.ts';

/** A row, or its JSON text, which is served byte for byte: number texts, duplicate keys and escapes stay as they are. */
export type Row = object | string;

export interface DatasetDefinition {
  /** In stored order. A function is called at the first request. */
  readonly rows: Iterable<Row> | (() => Iterable<Row>);
  /** The key of the time of a row, or a dotted path to it; default `timestamp`. It is also the column of the filter. */
  readonly timeField?: string;
  /** How the rows write it; default epoch_milliseconds. */
  readonly unit?: TimeUnit;
  /** How the bounds of a filter write it; default: as the rows do. */
  readonly filterUnit?: TimeUnit;
  readonly behaviour?: Behaviour;
}

/** The rows of a dataset, changed while it is being read. */
export interface EditableRows {
  readonly count: number;
  /** Puts rows behind the last one, or before the row at `place` of the stored order. */
  insert(rows: Iterable<Row>, place?: number): void;
  /** Takes out the rows for which `matches` is true (it is given each row parsed) and returns how many they were. */
  remove(matches: (row: unknown) => boolean): number;
}

/** One dataset as the server holds it: read at the first request, serialised once. */
export class Dataset implements EditableRows {
  readonly name: string;
  readonly timeField: string;
  readonly target: FilterTarget;
  readonly #definition: DatasetDefinition;
  readonly #readTime: InstantReader;
  #table: Table | undefined;

  constructor(name: string, definition: DatasetDefinition) {
    const { timeField = 'timestamp', unit = 'epoch_milliseconds', filterUnit = unit } = definition;
    this.name = name;
    this.timeField = timeField;
    this.#definition = definition;
    this.#readTime = instantReader(unit, filterUnit);
    this.target = {
      column: timeField,
      boundReader: instantReader(filterUnit, unit),
      boundForm: filterUnit === 'iso8601' ? 'an ISO 8601 text' : `a number (${filterUnit})`,
    };
  }

  get table(): Table {
    if (this.#table === undefined) {
      const { rows } = this.#definition;
      this.#table = new Table(this.#tableRows(typeof rows === 'function' ? rows() : rows));
    }
    return this.#table;
  }

  get count(): number {
    return this.table.count;
  }

  insert(rows: Iterable<Row>, place = this.count): void {
    const stored = [...this.table.rows()];
    stored.splice(place, 0, ...this.#tableRows(rows));
    this.#table = new Table(stored);
  }

  remove(matches: (row: unknown) => boolean): number {
    const before = this.count;
    const kept = [...this.table.rows()].filter(({ text }) => !matches(parseExact(text)));
    this.#table = new Table(kept);
    return before - kept.length;
  }

  *#tableRows(rows: Iterable<Row>): Generator<TableRow> {
    for (const row of rows) {
      const text = typeof row === 'string' ? row : JSON.stringify(row);
      const value: unknown = typeof row === 'string' ? parseExact(row) : row;
      yield { text, time: this.#readTime(valueAt(value, this.timeField)) };
    }
  }
}

function valueAt(row: unknown, path: string): unknown {
  let value = row;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
