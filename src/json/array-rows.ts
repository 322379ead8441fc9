import { CLOSE_ARRAY, CLOSE_OBJECT, COLON, COMMA, OPEN_ARRAY, OPEN_OBJECT } from './bytes.ts';
import { JsonError, type ScannedPage, type Span } from './page.ts';
import { afterSpace, afterValue } from './proven.ts';

/**
 * A new body `[{"name":value,…},…]` for an API whose rows are arrays: the bytes of every value stay as they came.
 * `columns` is an array of strings, or of objects that have a string "name". Errors: JsonError.
 */
export function objectRows(page: ScannedPage, columns: Span): Uint8Array {
  const names = columnNames(page.body, columns);
  const keys = names.map((name) => Buffer.from(JSON.stringify(name)));
  const keyBytes = keys.reduce((sum, key) => sum + key.length + 1, 2);
  const out = new Uint8Array(page.body.length + page.count * keyBytes + 2);
  let at = 0;
  out[at++] = OPEN_ARRAY;
  for (let row = 0; row < page.count; row += 1) {
    if (row > 0) out[at++] = COMMA;
    at = writeRow(page, row, keys, out, at);
  }
  out[at++] = CLOSE_ARRAY;
  return out.subarray(0, at);
}

function writeRow(page: ScannedPage, row: number, keys: readonly Uint8Array[], out: Uint8Array, start: number): number {
  const values = elementsOf(page.body, page.start[row] as number, page.end[row] as number);
  if (values.length !== keys.length) {
    throw new JsonError(`row ${row} has ${values.length} values for ${keys.length} columns`, page.start[row] as number);
  }
  let at = start;
  out[at++] = OPEN_OBJECT;
  for (const [column, value] of values.entries()) {
    if (column > 0) out[at++] = COMMA;
    const key = keys[column] as Uint8Array;
    out.set(key, at);
    at += key.length;
    out[at++] = COLON;
    out.set(page.body.subarray(value.start, value.end), at);
    at += value.end - value.start;
  }
  out[at++] = CLOSE_OBJECT;
  return at;
}

/** The spans of the elements of a proven array. */
function elementsOf(body: Uint8Array, start: number, end: number): Span[] {
  const spans: Span[] = [];
  let at = afterSpace(body, start + 1);
  while (at < end - 1) {
    const after = afterValue(body, at, end);
    spans.push({ start: at, end: after });
    at = afterSpace(body, after);
    if (body[at] === COMMA) at = afterSpace(body, at + 1);
  }
  return spans;
}

function columnNames(body: Uint8Array, { start, end }: Span): string[] {
  const columns: unknown = JSON.parse(Buffer.from(body.buffer, body.byteOffset + start, end - start).toString());
  const names = Array.isArray(columns) ? columns.map((column: unknown) => nameOf(column)) : [undefined];
  const texts = names.filter((name) => name !== undefined);
  if (texts.length !== names.length) throw new JsonError('the column names are no array of texts', start);
  return texts;
}

function nameOf(column: unknown): string | undefined {
  if (typeof column === 'string') return column;
  const name = (column as { name?: unknown } | null)?.name;
  return typeof name === 'string' ? name : undefined;
}
