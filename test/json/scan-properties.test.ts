import { isUtf8 } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findValue } from '../../src/json/find-value.ts';
import { HAS_CURSOR, JsonError, NO_MEMBERS, type ScannedPage, type ScanPlan, SPACED } from '../../src/json/page.ts';
import { jsonText, mutated, pageAndPlan } from './arbitraries.ts';
import { at, isAmbiguous, type Tree, treeOf } from './reference.ts';
import { scanPage } from './scan-both.ts';

const runs = { numRuns: 600 };

function parsed(body: Buffer): { readonly value: unknown } | undefined {
  if (!isUtf8(body)) return undefined;
  try {
    return { value: JSON.parse(body.toString().replace(/^\ufeff/, '')) };
  } catch {
    return undefined;
  }
}

function scanned(body: Buffer, plan: ScanPlan): ScannedPage | undefined {
  try {
    return scanPage(body, plan);
  } catch (error) {
    if (error instanceof JsonError && error.offset >= 0 && error.offset <= body.length) return undefined;
    throw error;
  }
}

/** Should the scan take this text, which is JSON? */
function isReadable(tree: Tree, plan: ScanPlan): boolean {
  const elements = at(tree, plan.records)?.elements ?? [];
  return !isAmbiguous(tree, plan.records) && elements.every((element) => element.kind === plan.element);
}

const nowhere: ScanPlan = { records: ['\u0000'], element: 'object', values: [], time: ['t'], cursor: 'c' };

describe('acceptance agrees with JSON.parse', () => {
  test.each([
    [
      'texts',
      fc.tuple(
        jsonText,
        pageAndPlan.map(([, plan]) => plan),
      ),
    ],
    ['pages', pageAndPlan],
    [
      'texts with changed bytes',
      fc.tuple(
        jsonText.chain(mutated),
        pageAndPlan.map(([, plan]) => plan),
      ),
    ],
    ['pages with changed bytes', pageAndPlan.chain(([body, plan]) => fc.tuple(mutated(body), fc.constant(plan)))],
  ])('of %s', (_, text) => {
    fc.assert(
      fc.property(text, ([body, plan]) => {
        const json = parsed(body);
        expect(scanned(body, nowhere) !== undefined).toBe(json !== undefined);
        expect(scanned(body, plan) !== undefined).toBe(json !== undefined && isReadable(treeOf(body), plan));
      }),
      runs,
    );
  });
});

const spanOf = (tree: Tree | undefined): { start: number; end: number } | undefined =>
  tree && { start: tree.start, end: tree.end };

function flagsOf(record: Tree, plan: ScanPlan): number {
  const empty = record.members.length + record.elements.length === 0;
  const hasCursor = record.members.some((member) => member.key === plan.cursor);
  return (record.spaced ? SPACED : 0) | (empty ? NO_MEMBERS : 0) | (hasCursor ? HAS_CURSOR : 0);
}

/** The own property of the path, as JSON.parse gives it. */
function property(value: unknown, path: readonly string[]): unknown {
  let place = value;
  for (const key of path) {
    const isObject = typeof place === 'object' && place !== null && !Array.isArray(place);
    place = isObject && Object.hasOwn(place as object, key) ? (place as Record<string, unknown>)[key] : undefined;
  }
  return place;
}

const decode = (body: Buffer, start: number, end: number): unknown =>
  end === 0 ? undefined : JSON.parse(body.toString('utf8', start, end));

describe('what is found', () => {
  test('is what a slow reader finds', () => {
    fc.assert(
      fc.property(pageAndPlan, ([body, plan]) => {
        const page = scanned(body, plan);
        if (page === undefined) return;
        const tree = treeOf(body);
        const place = at(tree, plan.records);
        expect(page.found).toBe(place?.kind ?? 'missing');
        expect(page.values).toEqual(plan.values.map((path) => spanOf(at(tree, path))));
        const records = place?.elements ?? [];
        expect(page.count).toBe(records.length);
        for (const [i, record] of records.entries()) {
          const time = plan.element === 'object' ? at(record, plan.time) : undefined;
          expect([page.start[i], page.end[i]]).toEqual([record.start, record.end]);
          expect([page.timeStart[i], page.timeEnd[i]]).toEqual([time?.start ?? 0, time?.end ?? 0]);
          expect(page.flags[i]).toBe(flagsOf(record, plan));
        }
      }),
      runs,
    );
  });

  test('parses to what JSON.parse finds in the whole', () => {
    fc.assert(
      fc.property(pageAndPlan, ([body, plan]) => {
        const page = scanned(body, plan);
        if (page === undefined) return;
        const root = parsed(body)?.value;
        const records = property(root, plan.records);
        const elements: unknown[] = Array.isArray(records) ? records : [];
        expect(page.count).toBe(elements.length);
        for (const [i, element] of elements.entries()) {
          expect(decode(body, page.start[i] ?? 0, page.end[i] ?? 0)).toEqual(element);
          const time = plan.element === 'object' ? property(element, plan.time) : undefined;
          expect(decode(body, page.timeStart[i] ?? 0, page.timeEnd[i] ?? 0)).toEqual(time);
        }
      }),
      runs,
    );
  });

  test('findValue finds what stands at the path', () => {
    fc.assert(
      fc.property(pageAndPlan, ([body, { values }]) => {
        const tree = treeOf(body);
        for (const path of values) {
          expect(findValue(body, tree.start, tree.end, path)).toEqual(spanOf(at(tree, path)));
        }
      }),
      runs,
    );
  });
});
