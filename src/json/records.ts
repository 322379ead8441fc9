import {
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  DOT,
  NINE,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
  SPACE,
  STRING_STOPS,
  ZERO,
} from './bytes.ts';
import { findKeys } from './find-value.ts';
import type { Kernel } from './kernel.ts';
import { KERNEL_DEPTH, KernelRows } from './kernel-rows.ts';
import { isKey, isPlainKey, type Key, keyOf } from './keys.ts';
import { kindOf, withArticle } from './kinds.ts';
import { HAS_CURSOR, JsonError, MAX_DEPTH, NO_MEMBERS, type ScanPlan } from './page.ts';
import { plainInteger } from './plain-integer.ts';
import type { RecordTable } from './record-table.ts';
import type { Tokens } from './tokens.ts';

const LOWER_CASE = 0x20;
const EXPONENT = 0x65;

/** Reads the elements of the array of the records into a table. */
export class RecordReader {
  private readonly tokens: Tokens;
  private readonly table: RecordTable;
  private readonly element: ScanPlan['element'];
  private readonly time: readonly Key[];
  private readonly timeKey: Key;
  private readonly cursor: Key;
  private readonly kernel: Kernel | undefined;
  private timeStart = 0;
  private timeEnd = 0;

  constructor(tokens: Tokens, table: RecordTable, plan: ScanPlan, kernel: Kernel | undefined) {
    this.tokens = tokens;
    this.table = table;
    this.element = plan.element;
    this.time = plan.time.map(keyOf);
    this.timeKey = this.time[0] ?? keyOf('');
    this.cursor = keyOf(plan.cursor);
    this.kernel = kernel;
  }

  /** The array that opens at `at`, inside of `depth` containers; gives the index after it. */
  readArray(at: number, depth: number): number {
    const { tokens } = this;
    const body = tokens.body;
    const bracket = this.element === 'object' ? OPEN_OBJECT : OPEN_ARRAY;
    let i = tokens.open(at, depth);
    if (body[i] === CLOSE_ARRAY) return tokens.close(i, CLOSE_ARRAY, depth);
    const rows = bracket === OPEN_OBJECT ? this.kernelRows(depth) : undefined;
    for (;;) {
      if (rows !== undefined) {
        i = this.readByKernel(rows, i);
        if (rows.atEnd) return tokens.close(i, CLOSE_ARRAY, depth);
      }
      if (body[i] !== bracket) this.refuse(i, depth);
      i = bracket === OPEN_OBJECT ? this.readObject(i, depth + 1) : this.readRow(i, depth + 1);
      if ((body[i] as number) <= SPACE) i = tokens.space(i);
      if (body[i] !== COMMA) return tokens.close(i, CLOSE_ARRAY, depth);
      i++;
      if ((body[i] as number) <= SPACE) i = tokens.space(i);
    }
  }

  private refuse(at: number, depth: number): never {
    this.tokens.value(at, depth + 1);
    const found = withArticle(kindOf(this.tokens.body[at] as number));
    throw new JsonError(`record ${this.table.count} is ${found}, not an ${this.element}`, at);
  }

  private kernelRows(depth: number): KernelRows | undefined {
    if (depth + KERNEL_DEPTH > MAX_DEPTH) return undefined;
    return KernelRows.create(this.kernel, this.tokens.body, this.table, this.timeKey, this.cursor);
  }

  /** The kernel finds the first key of the path to the time; what is below is sought here. */
  private readByKernel(rows: KernelRows, at: number): number {
    const { table } = this;
    let row = table.count;
    const end = rows.read(at);
    for (; this.time.length > 1 && row < table.count; row++) {
      const valueEnd = table.timeEnd[row] as number;
      if (valueEnd === 0) continue;
      this.timeFound(table.timeStart[row] as number, valueEnd);
      table.setTime(row, this.timeStart, this.timeEnd, plainInteger(this.tokens.body, this.timeStart, this.timeEnd));
    }
    return end;
  }

  private readRow(at: number, depth: number): number {
    const tokens = this.tokens;
    tokens.spaced = 0;
    const end = tokens.container(at, depth);
    const empty = tokens.body[tokens.space(at + 1)] === CLOSE_ARRAY;
    this.table.add(at, end, 0, 0, Number.NaN, tokens.spaced | (empty ? NO_MEMBERS : 0));
    return end;
  }

  // One function with the common tokens inlined: it sees every byte of nearly every page.
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a call per token costs a fifth of the speed
  private readObject(at: number, depth: number): number {
    const tokens = this.tokens;
    const body = tokens.body;
    const stops = STRING_STOPS;
    const lastQuote = tokens.lastQuote;
    const timeKey = this.timeKey.bytes;
    const cursorKey = this.cursor.bytes;
    tokens.spaced = 0;
    this.timeStart = 0;
    this.timeEnd = 0;
    let flags = 0;
    let i = tokens.open(at, depth);
    if (body[i] === CLOSE_OBJECT) {
      flags = NO_MEMBERS;
    } else {
      for (;;) {
        const quote = i;
        if (body[i] !== QUOTE || i >= lastQuote) tokens.string(i);
        i++;
        while (stops[body[i] as number] === 0) i++;
        const escaped = body[i] !== QUOTE;
        i = escaped ? tokens.restOfString(i) : i + 1;
        const keyEnd = i;
        const length = keyEnd - quote - 2;
        if (body[i] === COLON && (body[i + 1] as number) > SPACE) i++;
        else i = tokens.colon(i);

        const value = i;
        const first = body[i] as number;
        if (first === QUOTE && i < lastQuote) {
          i = tokens.plainEnd(i + 1);
          i = body[i] === QUOTE ? i + 1 : tokens.restOfString(i);
        } else if (first > ZERO && first <= NINE) {
          let byte = body[++i] as number;
          while (byte >= ZERO && byte <= NINE) byte = body[++i] as number;
          if (byte === DOT || (byte | LOWER_CASE) === EXPONENT) i = tokens.restOfNumber(i);
        } else i = tokens.value(i, depth + 1);

        if (escaped) flags |= this.escapedMember(quote, keyEnd, value, i);
        else {
          if (length === timeKey.length && isPlainKey(body, quote + 1, keyEnd - 1, timeKey)) this.timeFound(value, i);
          if (length === cursorKey.length && isPlainKey(body, quote + 1, keyEnd - 1, cursorKey)) flags |= HAS_CURSOR;
        }

        if ((body[i] as number) <= SPACE) i = tokens.space(i);
        if (body[i] !== COMMA) break;
        i++;
        if ((body[i] as number) <= SPACE) i = tokens.space(i);
      }
    }
    i = tokens.close(i, CLOSE_OBJECT, depth);
    const { timeStart, timeEnd } = this;
    this.table.add(at, i, timeStart, timeEnd, plainInteger(body, timeStart, timeEnd), flags | tokens.spaced);
    return i;
  }

  /** A member whose key is spelled with escapes; gives the flags that it adds. */
  private escapedMember(quote: number, keyEnd: number, value: number, end: number): number {
    const body = this.tokens.body;
    if (isKey(body, quote, keyEnd, this.timeKey)) this.timeFound(value, end);
    return isKey(body, quote, keyEnd, this.cursor) ? HAS_CURSOR : 0;
  }

  /** The value of the first key of the path to the time. A later one of the same key undoes an earlier one. */
  private timeFound(start: number, end: number): void {
    if (this.time.length === 1) {
      this.timeStart = start;
      this.timeEnd = end;
      return;
    }
    const span = findKeys(this.tokens.body, start, end, this.time, 1);
    this.timeStart = span?.start ?? 0;
    this.timeEnd = span?.end ?? 0;
  }
}
