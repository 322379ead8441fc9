import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { prettyPrinted } from '../../integration_tests/dataset-api/behaviour/pretty-printed.ts';
import { pageWithShuffledTies } from '../../integration_tests/dataset-api/behaviour/shuffled-ties.ts';
import { matchingRows, type Query } from '../../integration_tests/dataset-api/query.ts';
import { pageOf, type Selection, textOf } from '../../integration_tests/dataset-api/selection.ts';
import { Table } from '../../integration_tests/dataset-api/table.ts';

const times = fc.array(fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined }), { maxLength: 30 });
const bound = fc.option(fc.record({ at: fc.integer({ min: -1, max: 9 }), inclusive: fc.boolean() }), {
  nil: undefined,
});
const queries: fc.Arbitrary<Query> = fc.record({
  lower: bound,
  upper: bound,
  order: fc.constantFrom('stored' as const, 'ascending' as const, 'descending' as const),
  offset: fc.nat(10),
  limit: fc.nat(10),
  filtered: fc.constant(true),
  findsNothing: fc.constant(false),
});

const tableOf = (given: readonly (number | undefined)[]) =>
  new Table(given.map((time, index) => ({ text: `${index}`, time })));
const rowsOf = (selection: Selection): number[] => JSON.parse(`[${textOf(selection).toString()}]`);

function expectedRows(given: readonly (number | undefined)[], { lower, upper, order }: Query): number[] {
  const places = [...given.keys()].filter((place) => {
    const time = given[place];
    if (time === undefined) return lower === undefined && upper === undefined;
    if (lower !== undefined && (time < lower.at || (time === lower.at && !lower.inclusive))) return false;
    return upper === undefined || time < upper.at || (time === upper.at && upper.inclusive);
  });
  if (order === 'stored') return places;
  const sign = order === 'ascending' ? 1 : -1;
  const keyOf = (place: number) => (given[place] ?? sign * 99) * sign;
  return places.sort((a, b) => keyOf(a) - keyOf(b));
}

test('a query always gives the rows that a filter and a stable sort give', () => {
  fc.assert(
    fc.property(times, queries, (given, query) => {
      const matches = matchingRows(tableOf(given), query);
      const expected = expectedRows(given, query);
      expect(rowsOf(matches)).toEqual(expected);
      const page = pageOf(matches, query.offset, query.limit);
      expect(rowsOf(page)).toEqual(expected.slice(query.offset, query.offset + query.limit));
    }),
  );
});

test('a page with shuffled ties always has the times of the page, and is a part of one order of all', () => {
  fc.assert(
    fc.property(times, queries, fc.nat(), (given, query, seed) => {
      const matches = matchingRows(tableOf(given), { ...query, order: 'ascending' });
      const page = rowsOf(pageWithShuffledTies(matches, query.offset, query.limit, seed));
      const timesOf = (rows: readonly number[]) => rows.map((row) => given[row]);
      expect(timesOf(page)).toEqual(timesOf(rowsOf(pageOf(matches, query.offset, query.limit))));
      expect(new Set(page).size).toBe(page.length);
    }),
  );
});

test('a pretty-printed text always has the same value', () => {
  fc.assert(fc.property(fc.json(), (text) => expect(JSON.parse(prettyPrinted(text))).toEqual(JSON.parse(text))));
});
