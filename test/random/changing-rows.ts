import type { EditableRows } from '../../integration_tests/dataset-api/dataset.ts';
import { seededRandom } from '../../integration_tests/dataset-api/seeded-random.ts';
import { CASE_START, type CaseRow } from '../support/sync-cases.ts';
import { withBytes } from './large-rows.ts';
import type { PairedCase } from './paired-case.ts';
import type { Change } from './ways.ts';

/** A dataset that grows for ever is never read. */
const MOST_CHANGES = 30;

/** The rows of a dataset that others come into, go from and move in while they are read. */
export class ChangingRows {
  isQuiet = false;
  /** Rows that came in between others, went or moved: a sync may have them or not. */
  readonly touched = new Set<string>();
  /** By what they are known by; equal ones together. */
  readonly rows = new Map<string, CaseRow[]>();
  readonly #given: PairedCase;
  readonly #random: () => number;
  #done = 0;
  #latest = CASE_START;

  constructor(given: PairedCase) {
    this.#given = given;
    this.#random = seededRandom(given.seed + 1);
  }

  /** New rows, which are later than all that have ever been if the dataset changes by itself. */
  grow(dataset: EditableRows, batch: readonly CaseRow[]): void {
    const first = Math.min(...batch.flatMap(({ timestamp }) => timestamp ?? []));
    const by = this.#given.changes.length === 0 ? 0 : Math.max(0, this.#latest + 1 - first);
    const later = ({ timestamp, ...row }: CaseRow): CaseRow => ({ ...row, timestamp: timestamp && timestamp + by });
    this.#put(dataset, batch.map(later));
  }

  /** Before an answer. */
  change(dataset: EditableRows, answer: number): void {
    const { changes, changeEvery } = this.#given;
    const change = changes[this.#done % changes.length];
    if (this.isQuiet || change === undefined || answer % changeEvery !== 1 || this.#done >= MOST_CHANGES) return;
    this.#done += 1;
    this.#make(change, dataset);
  }

  #make(change: Change, dataset: EditableRows): void {
    if (change === 'insert') this.#insert(dataset);
    else if (change === 'append') this.#put(dataset, [this.#newRow(this.#latest + 1)]);
    else this.#takeOut(change, dataset);
  }

  /** With an update, the row comes back as the latest. */
  #takeOut(change: 'delete' | 'update', dataset: EditableRows): void {
    const things = [...this.rows.keys()];
    const thing = things[Math.floor(this.#random() * things.length)] ?? '';
    const [row] = this.rows.get(thing) ?? [];
    if (row === undefined || dataset.count < 2) return;
    dataset.remove((one) => (one as CaseRow).thing === thing);
    this.rows.delete(thing);
    this.touched.add(thing);
    if (change === 'update') this.#put(dataset, [{ ...row, timestamp: this.#latest + 1 }]);
  }

  #insert(dataset: EditableRows): void {
    const row = this.#newRow(CASE_START + Math.floor(this.#random() * (this.#latest - CASE_START)));
    this.touched.add(row.thing);
    this.#put(dataset, [row], Math.floor(this.#random() * dataset.count));
  }

  #newRow(timestamp: number): CaseRow {
    return { id: `new-${this.#done}`, thing: `new ${this.#done}`, timestamp };
  }

  #put(dataset: EditableRows, added: readonly CaseRow[], place?: number): void {
    for (const row of added) {
      this.rows.set(row.thing, [...(this.rows.get(row.thing) ?? []), row]);
      this.#latest = Math.max(this.#latest, row.timestamp ?? 0);
    }
    dataset.insert(withBytes(added, this.#given.rowBytes), place);
  }
}
