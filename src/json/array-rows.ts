import { CLOSE_ARRAY, CLOSE_OBJECT, COLON, COMMA, OPEN_ARRAY, OPEN_OBJECT, QUOTE } from './bytes.ts';
import { findValue } from './find-value.ts';
import { JsonError, type ScannedPage, type Span } from './page.ts';
import { afterSpace, afterValue } from './proven.ts';

/**
 * The rows of a page whose elements are arrays as the text `[{"column":value,…},…]`, every name and value in its own
 * bytes. `columns` is the span in the same body of an array of strings, or of objects whose "name" is a string.
 * Throws JsonError where it is not that, where two columns have one name, of which readers of JSON would keep one value, and
 * where a row has more or fewer values than there are columns.
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
  const taken = new Set<unknown>();
  return elements(body, columns.start, columns.end).map((span, index) => {
    const name = body[span.start] === QUOTE ? span : findValue(body, span.start, span.end, ['name']);
    if (name === undefined || body[name.start] !== QUOTE) {
      throw new JsonError(`column ${index} is neither a string nor an object with a "name"`, span.start);
    }
    const quoted = Buffer.from(body.subarray(name.start, name.end)).toString();
    const text: unknown = JSON.parse(quoted);
    if (taken.has(text)) {
      throw new JsonError(`two columns have the name ${quoted}, which the dataset must name differently`, name.start);
    }
    taken.add(text);
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
    i = nextElement(body, elementEnd);
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
  const end = page.end[row] as number;
  let to = at;
  let count = 0;
  let i = afterSpace(body, start + 1);
  target[to++] = OPEN_OBJECT;
  while (body[i] !== CLOSE_ARRAY) {
    const name = names[count++];
    const valueEnd = afterValue(body, i, end);
    if (name !== undefined) {
      if (count > 1) target[to++] = COMMA;
      to = copy(name, 0, name.length, target, to);
      to = copy(body, i, valueEnd, target, to);
    }
    i = nextElement(body, valueEnd);
  }
  if (count !== names.length) {
    throw new JsonError(`row ${row} has ${count} values for ${names.length} columns`, start);
  }
  target[to++] = CLOSE_OBJECT;
  return to;
}

/** From the end of an element of a proven array to the next one, or to the closing bracket. */
function nextElement(body: Uint8Array, end: number): number {
  const i = afterSpace(body, end);
  return body[i] === COMMA ? afterSpace(body, i + 1) : i;
}

// Most values are short: a loop beats the set-up of a native copy.
function copy(source: Uint8Array, start: number, end: number, target: Uint8Array, at: number): number {
  let to = at;
  for (let i = start; i < end; i++) target[to++] = source[i] as number;
  return to;
}
