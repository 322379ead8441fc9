import { CLOSE_ARRAY, CLOSE_OBJECT, COLON, COMMA, OPEN_ARRAY, OPEN_OBJECT, QUOTE } from './bytes.ts';
import { findValue } from './find-value.ts';
import { JsonError, type ScannedPage, type Span } from './page.ts';
import { afterSpace, afterValue } from './proven.ts';

/**
 * The rows of a page whose elements are arrays as the text `[{"column":value,…},…]`, every name and value in its own
 * bytes. `columns` is the span in the same body of an array of strings, or of objects whose "name" is a string.
 * Throws JsonError where it is not that, and where a row has more or fewer values than there are columns.
 */
export function objectRows(page: ScannedPage, columns: Span): Uint8Array {
  const names = columnNames(page.body, columns);
  const target = new Uint8Array(largestSize(page, names));
  let to = 0;
  target[to++] = OPEN_ARRAY;
  for (let row = 0; row < page.count; row++) {
    if (row > 0) target[to++] = COMMA;
    to = writeRow(page, row, names, target, to);
  }
  target[to++] = CLOSE_ARRAY;
  return target.subarray(0, to);
}

/** The names with their quotes and a colon after. */
function columnNames(body: Uint8Array, columns: Span): Uint8Array[] {
  if (body[columns.start] !== OPEN_ARRAY) throw new JsonError('the columns are not an array', columns.start);
  return elements(body, columns.start, columns.end).map((span, index) => {
    const name = body[span.start] === QUOTE ? span : findValue(body, span.start, span.end, ['name']);
    if (name === undefined || body[name.start] !== QUOTE) {
      throw new JsonError(`column ${index} is neither a string nor an object with a "name"`, span.start);
    }
    const label = new Uint8Array(name.end - name.start + 1);
    label.set(body.subarray(name.start, name.end));
    label[label.length - 1] = COLON;
    return label;
  });
}

/** The spans of the elements of a proven array. */
function elements(body: Uint8Array, start: number, end: number): Span[] {
  const spans: Span[] = [];
  let i = afterSpace(body, start + 1);
  while (body[i] !== CLOSE_ARRAY) {
    const elementEnd = afterValue(body, i, end);
    spans.push({ start: i, end: elementEnd });
    i = afterSpace(body, elementEnd);
    if (body[i] === COMMA) i = afterSpace(body, i + 1);
  }
  return spans;
}

/** The brackets and commas of a row are as many in its object, which has the names besides. */
function largestSize(page: ScannedPage, names: readonly Uint8Array[]): number {
  const namesSize = names.reduce((sum, name) => sum + name.length, 0);
  let size = 2;
  for (let row = 0; row < page.count; row++) {
    size += (page.end[row] as number) - (page.start[row] as number) + namesSize + 1;
  }
  return size;
}

function writeRow(
  page: ScannedPage,
  row: number,
  names: readonly Uint8Array[],
  target: Uint8Array,
  at: number,
): number {
  const { body } = page;
  const start = page.start[row] as number;
  const values = elements(body, start, page.end[row] as number);
  if (values.length !== names.length) {
    throw new JsonError(`row ${row} has ${values.length} values for ${names.length} columns`, start);
  }
  let to = at;
  target[to++] = OPEN_OBJECT;
  for (const [index, value] of values.entries()) {
    if (index > 0) target[to++] = COMMA;
    const name = names[index] as Uint8Array;
    target.set(name, to);
    to += name.length;
    target.set(body.subarray(value.start, value.end), to);
    to += value.end - value.start;
  }
  target[to++] = CLOSE_OBJECT;
  return to;
}
