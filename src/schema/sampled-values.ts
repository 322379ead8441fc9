import { type Page, rowBytes } from '../dataset/page.ts';
import { findValue } from '../json/find-value.ts';

/** The text of the value at a path in each row of a sample that has one. */
export function* sampledValues(sample: Page, path: readonly string[]): Generator<string> {
  for (let row = 0; row < sample.count; row += 1) {
    const bytes = rowBytes(sample, row);
    const span = findValue(bytes, 0, bytes.length, path);
    if (span !== undefined) yield Buffer.from(bytes.subarray(span.start, span.end)).toString();
  }
}
