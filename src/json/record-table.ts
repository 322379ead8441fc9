import type { Kernel } from './kernel.ts';

const BYTES_PER_RECORD = 64; // of a small record
const LEAST = 16;
const FIRST = 1024;
const SPARE = 1.1;
const BYTES_PER_ROW = 25;

/** Where the records of a body are. See ScannedPage for what the columns mean. */
export class RecordTable {
  count = 0;
  start: Int32Array;
  end: Int32Array;
  timeStart: Int32Array;
  timeEnd: Int32Array;
  timeInteger: Float64Array;
  flags: Uint8Array;
  private readonly bodySize: number;

  constructor(bodySize: number) {
    this.bodySize = bodySize;
    const columns = newColumns(Math.min(FIRST, LEAST + Math.ceil(bodySize / BYTES_PER_RECORD)));
    this.start = columns.start;
    this.end = columns.end;
    this.timeStart = columns.timeStart;
    this.timeEnd = columns.timeEnd;
    this.timeInteger = columns.timeInteger;
    this.flags = columns.flags;
  }

  add(start: number, end: number, timeStart: number, timeEnd: number, timeInteger: number, flags: number): void {
    const at = this.count;
    if (at === this.start.length) this.grow(1);
    this.start[at] = start;
    this.end[at] = end;
    this.timeStart[at] = timeStart;
    this.timeEnd[at] = timeEnd;
    this.timeInteger[at] = timeInteger;
    this.flags[at] = flags;
    this.count = at + 1;
  }

  setTime(row: number, timeStart: number, timeEnd: number, timeInteger: number): void {
    this.timeStart[row] = timeStart;
    this.timeEnd[row] = timeEnd;
    this.timeInteger[row] = timeInteger;
  }

  /** The first rows of the kernel's table. */
  addColumns({ code, bytes, ints, doubles }: Kernel, rows: number): void {
    if (rows === 0) return;
    const at = this.count;
    if (at + rows > this.start.length) this.grow(rows, ints[code.END.value / 4 + rows - 1]);
    const column = (area: { readonly value: number }): Int32Array =>
      ints.subarray(area.value / 4, area.value / 4 + rows);
    this.start.set(column(code.START), at);
    this.end.set(column(code.END), at);
    this.timeStart.set(column(code.TIME_START), at);
    this.timeEnd.set(column(code.TIME_END), at);
    this.timeInteger.set(doubles.subarray(code.TICKS.value / 8, code.TICKS.value / 8 + rows), at);
    this.flags.set(bytes.subarray(code.FLAGS.value, code.FLAGS.value + rows), at);
    this.count = at + rows;
  }

  /** Room for more: for as many as the body will have if they go on as long as those up to `read` are. */
  private grow(rows: number, read = this.end[this.count - 1] ?? 0): void {
    const count = this.count + rows;
    const expected = (count * this.bodySize) / Math.max(read, 1);
    const size = Math.ceil(Math.max(count, expected) * SPARE) + LEAST;
    const columns = newColumns(size);
    this.start = copied(this.start, columns.start);
    this.end = copied(this.end, columns.end);
    this.timeStart = copied(this.timeStart, columns.timeStart);
    this.timeEnd = copied(this.timeEnd, columns.timeEnd);
    this.timeInteger = copied(this.timeInteger, columns.timeInteger);
    this.flags = copied(this.flags, columns.flags);
  }
}

type Columns = Pick<RecordTable, 'start' | 'end' | 'timeStart' | 'timeEnd' | 'timeInteger' | 'flags'>;

/** All in one piece of memory that is not cleared: to clear it would cost as much as to fill it. */
function newColumns(size: number): Columns {
  const rows = Math.ceil(size / 8) * 8;
  const { buffer } = Buffer.allocUnsafeSlow(rows * BYTES_PER_ROW);
  return {
    timeInteger: new Float64Array(buffer, 0, rows),
    start: new Int32Array(buffer, rows * 8, rows),
    end: new Int32Array(buffer, rows * 12, rows),
    timeStart: new Int32Array(buffer, rows * 16, rows),
    timeEnd: new Int32Array(buffer, rows * 20, rows),
    flags: new Uint8Array(buffer, rows * 24, rows),
  };
}

function copied<Column extends Int32Array | Float64Array | Uint8Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
