const BYTES_PER_RECORD = 64; // of a small record: most bodies never grow the table
const LEAST = 16;

/** Where the records of a body are. It grows by doubling; see ScannedPage for what the columns mean. */
export class RecordTable {
  count = 0;
  start: Int32Array;
  end: Int32Array;
  timeStart: Int32Array;
  timeEnd: Int32Array;
  flags: Uint8Array;

  constructor(bodySize: number) {
    const size = Math.max(LEAST, Math.ceil(bodySize / BYTES_PER_RECORD));
    this.start = new Int32Array(size);
    this.end = new Int32Array(size);
    this.timeStart = new Int32Array(size);
    this.timeEnd = new Int32Array(size);
    this.flags = new Uint8Array(size);
  }

  add(start: number, end: number, timeStart: number, timeEnd: number, flags: number): void {
    const at = this.count++;
    if (at === this.start.length) this.grow();
    this.start[at] = start;
    this.end[at] = end;
    this.timeStart[at] = timeStart;
    this.timeEnd[at] = timeEnd;
    this.flags[at] = flags;
  }

  private grow(): void {
    this.start = doubled(this.start);
    this.end = doubled(this.end);
    this.timeStart = doubled(this.timeStart);
    this.timeEnd = doubled(this.timeEnd);
    const flags = new Uint8Array(this.flags.length * 2);
    flags.set(this.flags);
    this.flags = flags;
  }
}

function doubled(column: Int32Array): Int32Array {
  const wider = new Int32Array(column.length * 2);
  wider.set(column);
  return wider;
}
