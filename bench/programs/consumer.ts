import { readSync } from 'node:fs';
import { TextSum } from '../rows/text-sum.ts';

// Reads protocol lines from a pipe and tells at its end, as JSON, what came. With `{"stallS", "slowS", "slowMbPerS"}` as
// its argument it first reads nothing for `stallS` seconds and then for `slowS` seconds only so much.

interface Pace {
  readonly stallS?: number;
  readonly slowS?: number;
  readonly slowMbPerS?: number;
  /** Sum up the texts of the records, as the rows were before `airbyte_cursor` came in. */
  readonly sum?: boolean;
}

const LINE_FEED = 0x0a;
const DATA = '"data":';
const CHUNK = 1 << 16;

const { stallS = 0, slowS = 0, slowMbPerS = 1, sum = false } = JSON.parse(process.argv[2] ?? '{}') as Pace;
const texts = new TextSum();
const counts = { lines: 0, bytes: 0, records: 0 };
let lastState: unknown;

function take(line: Buffer): void {
  counts.lines += 1;
  const head = line.toString('latin1', 0, 20);
  if (head.startsWith('{"type":"RECORD"')) {
    counts.records += 1;
    if (sum) texts.add(rowText(line));
  } else if (head.startsWith('{"type":"STATE"')) {
    lastState = (JSON.parse(line.toString()) as { readonly state: unknown }).state;
  }
}

function rowText(line: Buffer): Buffer {
  const start = line.indexOf(DATA) + DATA.length;
  const end = line.lastIndexOf(',"emitted_at":');
  const cursor = line.lastIndexOf(',"airbyte_cursor":', end);
  return Buffer.concat([line.subarray(start, cursor), Buffer.from('}')]);
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function readAll(): void {
  const chunk = Buffer.allocUnsafe(CHUNK);
  const slowUntil = Date.now() + slowS * 1000;
  let rest = Buffer.alloc(0);
  for (;;) {
    const length = readSync(0, chunk);
    if (length === 0) return;
    counts.bytes += length;
    rest = takeLines(Buffer.concat([rest, chunk.subarray(0, length)]));
    if (Date.now() < slowUntil) pause(length / 1000 / slowMbPerS);
  }
}

/** Takes the whole lines and gives back what is left behind the last of them. */
function takeLines(bytes: Buffer): Buffer<ArrayBuffer> {
  let start = 0;
  for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
    take(bytes.subarray(start, end));
    start = end + 1;
  }
  return Buffer.from(bytes.subarray(start));
}

pause(stallS * 1000);
readAll();
process.stdout.write(JSON.stringify({ ...counts, sum: sum ? String(texts) : undefined, lastState }));
