import { createHash } from 'node:crypto';
import { findValue } from '../json/find-value.ts';
import { type Page, rowBytes } from './page.ts';

/** Characters of a row's fingerprint: 66 bits, so that a billion rows have no two alike by chance. */
const FINGERPRINT_CHARACTERS = 11;

/** What tells a row from every other one: a hash of its bytes. Rows that are truly equal have the same. */
export function rowFingerprint(page: Page, row: number): string {
  return createHash('sha1').update(rowBytes(page, row)).digest('base64url').slice(0, FINGERPRINT_CHARACTERS);
}

/** The text of a row's primary key; undefined where a part of it is null or missing, so that it names no row. */
export function primaryKeyText(page: Page, row: number, paths: readonly (readonly string[])[]): string | undefined {
  const { body, start, end } = page.scanned;
  if (paths.length === 0) return undefined;
  const parts: string[] = [];
  for (const path of paths) {
    const span = findValue(body, start[row] as number, end[row] as number, path);
    const text = span && Buffer.from(body.buffer, body.byteOffset + span.start, span.end - span.start).toString();
    if (text === undefined || text === 'null') return undefined;
    parts.push(text);
  }
  return parts.join(',');
}

/** A hash of all rows of a page and their order: two answers with the same rows have the same. */
export function pageFingerprint(page: Page): string {
  const hash = createHash('sha1');
  const { body, start, end } = page.scanned;
  if (page.count > 0) hash.update(body.subarray(start[0] as number, end[page.count - 1] as number));
  return `${page.count}:${hash.digest('base64url')}`;
}
