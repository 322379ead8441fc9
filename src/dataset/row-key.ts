import { hash } from 'node:crypto';
import { byCodeUnits } from '../json/code-units.ts';
import { compactRecord } from '../json/compact.ts';
import { findValue } from '../json/find-value.ts';
import { membersOf } from '../json/members.ts';
import { SPACED } from '../json/page.ts';
import type { ColumnPlaces } from '../json/paths.ts';
import { canonicalText } from './canonical-text.ts';
import { type Page, rowBytes } from './page.ts';

/** Characters of a row's fingerprint: 66 bits, so that a billion rows have no two alike by chance. */
const FINGERPRINT_CHARACTERS = 11;
const FINGERPRINT = new RegExp(`^[\\w-]{${FINGERPRINT_CHARACTERS}}$`);

/** Those that were asked for, for they are asked for again. */
const fingerprints = new WeakMap<Page, string[]>();

/**
 * What tells a row from every other one: a hash of its members. Rows that are truly equal have the same, whatever the order
 * of their keys, the whitespace between them and the spelling of their values, which some servers change from answer to
 * answer.
 */
export function rowFingerprint(page: Page, row: number): string {
  let known = fingerprints.get(page);
  if (known === undefined) {
    known = [];
    fingerprints.set(page, known);
  }
  known[row] ??= fingerprintOf(writtenBytes(page, row));
  return known[row];
}

/** Whether a text may be the fingerprint of a row. */
export function isFingerprint(text: string): boolean {
  return FINGERPRINT.test(text);
}

function fingerprintOf(bytes: Uint8Array): string {
  // A character for each byte: those have the order of the bytes, and are sorted and put together faster.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const members = membersOf(bytes).map(({ start, end }) => canonicalText(text.slice(start, end)));
  const whole = Buffer.from(`${members.sort(byCodeUnits).join(',')},`, 'latin1');
  return hash('sha1', whole, 'base64url').slice(0, FINGERPRINT_CHARACTERS);
}

/** A row without whitespace between its tokens. */
export function writtenBytes(page: Page, row: number): Uint8Array {
  const bytes = rowBytes(page, row);
  if (((page.scanned.flags[row] as number) & SPACED) === 0) return bytes;
  const target = Buffer.allocUnsafe(bytes.length);
  return target.subarray(0, compactRecord(bytes, 0, bytes.length, target, 0));
}

/** The text of a row's primary key; undefined where a part of it is null or missing, so that it names no row. */
export function primaryKeyText(page: Page, row: number, columns: readonly ColumnPlaces[]): string | undefined {
  if (columns.length === 0) return undefined;
  const parts: string[] = [];
  for (const places of columns) {
    const text = places.map((path) => valueText(page, row, path)).find(isValue);
    if (text === undefined) return undefined;
    parts.push(text);
  }
  return parts.join(',');
}

function isValue(text: string | undefined): boolean {
  return text !== undefined && text !== 'null';
}

function valueText({ scanned: { body, start, end } }: Page, row: number, path: readonly string[]): string | undefined {
  const span = findValue(body, start[row] as number, end[row] as number, path);
  return span && Buffer.from(body.buffer, body.byteOffset + span.start, span.end - span.start).toString();
}

/** A hash of all rows of a page and their order: two answers with the same rows have the same. */
export function pageFingerprint({ count, scanned: { body, start, end } }: Page): string {
  const rows = count === 0 ? '' : body.subarray(start[0] as number, end[count - 1] as number);
  return `${count}:${hash('sha1', rows, 'base64url')}`;
}
