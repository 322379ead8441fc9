import type { Behaviour } from '../../../integration_tests/dataset-api/behaviour/behaviour.ts';
import { COMPLETE, everywhere, fails, type MatrixCase, warns } from './matrix-case.ts';
import { ROWS, rowsWithTies, START, shuffled } from './rows.ts';

function server(fault: string, behaviour: Behaviour, ...expected: [MatrixCase['one'], MatrixCase['one']?]): MatrixCase {
  return everywhere(fault, { rows: ROWS, behaviour }, ...expected);
}

const repeats = { ends: 'complete', mayRepeat: true } as const;

/** A server that reads the request in its own way. */
export const serverCases: readonly MatrixCase[] = [
  server('none', {}, COMPLETE),
  ...[20, 4, 1].map((pageCap) => server(`pages capped at ${pageCap}`, { pageCap }, COMPLETE)),
  server('limit ignored', { limitIgnored: true }, warns('limit_ignored')),
  server('offset ignored', { offsetIgnored: true }, COMPLETE),
  server('offset refused', { offsetCap: { max: 0, how: 'refuse' } }, COMPLETE),
  server('lower bound exclusive', { lowerExclusive: true }, warns('lower_exclusive')),
  server(
    'upper bound exclusive, rows end before it',
    { upperExclusive: true },
    { ...COMPLETE, mayWarn: ['upper_exclusive'] },
  ),
  server('both bounds exclusive', { lowerExclusive: true, upperExclusive: true }, {
    ...warns('lower_exclusive'),
    mayWarn: ['upper_exclusive'],
  }),
  server('times as floats', { timesAsFloats: true }, COMPLETE),
  server('pretty-printed', { prettyPrinted: true }, COMPLETE),
  server('text/plain', { textPlain: true }, COMPLETE),
  everywhere(
    'bare array',
    { rows: ROWS, behaviour: { bareArray: true }, config: { endpoint: { data_selector: '$' } } },
    COMPLETE,
  ),
  server('offset above 60 refused', { offsetCap: { max: 60, how: 'refuse' } }, COMPLETE),
  server('offset above 60 silently empty', { offsetCap: { max: 60, how: 'empty' } }, COMPLETE),
  server('rows of a query above 60 refused', { rowCap: { max: 60, how: 'refuse' } }, COMPLETE),
  server('rows of a query above 60 silently missing', { rowCap: { max: 60, how: 'empty' } }, COMPLETE),
  server('no filter, no order, no offset', { filterIgnored: true, orderIgnored: true, offsetIgnored: true }, {
    ends: ['page_repeated'],
    mayWarn: ['filter_ignored', 'outside', 'order'],
  }),
];

const late = [...ROWS.slice(0, 40), ...ROWS.slice(43, 90), ...ROWS.slice(40, 43), ...ROWS.slice(90)];
const ORDER = { ...repeats, mayWarn: ['order', 'repeated', 'unstable'] } as const;

/** A server that does not sort. */
export const orderCases: readonly MatrixCase[] = [
  everywhere('order ignored: random', { rows: shuffled(ROWS, 7), behaviour: { orderIgnored: true } }, ORDER),
  everywhere('order ignored: ascending but for few late rows', {
    rows: late,
    behaviour: { orderIgnored: true },
    resumes: 'at the end',
  }, ORDER),
  server('descending', { descending: true }, ORDER),
  everywhere(
    'order ignored: random, offset above 60 refused',
    { rows: shuffled(ROWS, 7), behaviour: { orderIgnored: true, offsetCap: { max: 60, how: 'refuse' } } },
    { ...ORDER, ends: ['complete', 'offset_capped'] },
  ),
  everywhere(
    'order ignored: random, rows above 60 silently missing',
    { rows: shuffled(ROWS, 7), behaviour: { orderIgnored: true, rowCap: { max: 60, how: 'empty' } } },
    { ...ORDER, ends: ['complete', 'offset_capped', 'end_not_proven'] },
  ),
];

const before = rowsWithTies(3, 60).map((row) => ({ ...row, id: `old-${row.id}`, timestamp: row.timestamp - 86_400_000 }));

/** A server that filters wrongly. */
export const filterCases: readonly MatrixCase[] = [
  server('filter ignored, all rows inside', { filterIgnored: true }, { ...COMPLETE, mayWarn: ['filter_ignored'] }),
  everywhere(
    'filter ignored, some rows outside',
    { rows: [...before.slice(0, 5), ...ROWS], behaviour: { filterIgnored: true }, wanted: ROWS },
    warns('filter_ignored', 'outside'),
  ),
  everywhere(
    'filter ignored, all rows outside',
    { rows: before, behaviour: { filterIgnored: true }, wanted: [] },
    fails('rows_outside_range'),
  ),
  everywhere(
    'filter ignored and order unstable, no total',
    {
      rows: rowsWithTies(30),
      behaviour: { filterIgnored: true, tiesShuffled: 3 },
      config: { start_time: '2020-01-02T00:00:00Z' },
      resumes: 'at the end',
    },
    { ends: 'complete', mayMiss: true, mayRepeat: true, warnings: ['filter_ignored', 'unstable'], mayWarn: ['order'] },
  ),
  everywhere(
    'filter answers nothing',
    { rows: ROWS, behaviour: { filterAnswersNothing: true }, wanted: [] },
    warns('nothing'),
  ),
  everywhere(
    'bound of the wrong type answered with nothing',
    {
      rows: ROWS,
      behaviour: { boundTypeStrict: true },
      config: { endpoint: { filter_time_format: 'iso8601' } },
      wanted: [],
    },
    warns('nothing'),
  ),
  everywhere(
    'bound of the wrong type refused',
    { rows: ROWS, config: { endpoint: { filter_time_format: 'iso8601' } }, wanted: [] },
    fails('request_rejected'),
  ),
  everywhere('no rows', { rows: [] }, warns('nothing')),
];

const total = (value: unknown, config: object = {}) => ({
  rows: ROWS,
  behaviour: { total: { path: 'total', value } } as Behaviour,
  config: { paginator: { total_selector: 'total' }, ...config },
});

/** A server that counts otherwise than it gives. */
export const totalCases: readonly MatrixCase[] = [
  everywhere('total exact', total('exact'), COMPLETE),
  everywhere(
    'total missing',
    { rows: ROWS, config: { paginator: { total_selector: 'total' } } },
    fails('total_missing'),
  ),
  everywhere('total too large', total({ wrong: 500 }), fails('total_not_met')),
  everywhere('total too small', total({ wrong: 10 }), COMPLETE),
  everywhere('total on the first page only', total('firstPageOnly'), COMPLETE),
  everywhere('total is that of the page', total('page'), COMPLETE),
  everywhere('total capped', total({ capped: 50 }), COMPLETE),
  everywhere('total of the collection, all of it asked for', total('collection'), COMPLETE),
  everywhere(
    'total of the collection, a part asked for',
    { ...total('collection'), rows: [...before, ...ROWS], wanted: ROWS },
    fails('total_not_met'),
  ),
  everywhere(
    'filter ignored and order unstable, with a total',
    {
      rows: rowsWithTies(30),
      behaviour: { filterIgnored: true, tiesShuffled: 3, total: { path: 'total', value: 'exact' } },
      config: { paginator: { total_selector: 'total' } },
      resumes: 'at the end',
    },
    {
      ends: ['complete', 'total_not_met'],
      mayRepeat: true,
      mayWarn: ['filter_ignored', 'unstable', 'order'],
    },
  ),
];

const tied = (ties: number, behaviour: Behaviour = {}) => ({ rows: rowsWithTies(ties), behaviour });
const equal = Array.from({ length: 90 }, () => ({ id: null, thing: 'same', timestamp: START + 5000 }));

/** Rows of one time. */
export const tieCases: readonly MatrixCase[] = [
  everywhere('ties: fewer than a page', tied(5), COMPLETE),
  { fault: 'ties: exactly a page', place: 'everywhere', given: (w) => tied(w === 'one' ? 20 : 8), one: COMPLETE },
  everywhere('ties: many pages', tied(60), COMPLETE),
  everywhere('ties: all rows', tied(120), COMPLETE),
  everywhere('ties: ids null', { rows: rowsWithTies(30).map((row, n) => ({ ...row, id: null, n })) }, COMPLETE),
  everywhere('ties: rows truly equal, many pages', { rows: equal }, COMPLETE),
  everywhere('ties: shuffled in each answer', tied(3, { tiesShuffled: 5 }), COMPLETE),
  everywhere('ties: many pages, shuffled in each answer', tied(60, { tiesShuffled: 5 }), {
    ends: ['complete', 'ties_not_provable'],
  }),
  everywhere('ties: many pages, offset ignored', tied(60, { offsetIgnored: true }), fails('ties_not_provable')),
  everywhere('ties: more than the offset cap', tied(120, { offsetCap: { max: 60, how: 'refuse' } }), {
    ends: ['ties_not_provable', 'offset_capped'],
  }),
  everywhere('ties: more than rows of a query, silently missing', tied(120, { rowCap: { max: 60, how: 'empty' } }), {
    ends: ['ties_not_provable', 'offset_capped', 'end_not_proven'],
  }),
];
