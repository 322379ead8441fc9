import type { Behaviour } from '../../../integration_tests/dataset-api/behaviour/behaviour.ts';
import { seededRandom } from '../../../integration_tests/dataset-api/seeded-random.ts';
import { shuffled } from '../../support/shuffled.ts';
import {
  COMPLETE,
  type Expected,
  everywhere,
  fails,
  type MatrixCase,
  PAGE_SIZES,
  type Windows,
  warns,
} from './matrix-case.ts';
import { ROWS, rowsWithTies, START } from './rows.ts';

function server(fault: string, behaviour: Behaviour, expected: Expected): MatrixCase {
  return everywhere(fault, { rows: ROWS, behaviour }, expected);
}

/** A server that reads the request in its own way. */
export const serverCases: readonly MatrixCase[] = [
  ...[20, 4, 1].map((pageCap) => server(`pages capped at ${pageCap}`, { pageCap }, COMPLETE)),
  server('limit ignored', { limitIgnored: true }, warns('limit_ignored')),
  server('offset ignored', { offsetIgnored: true }, COMPLETE),
  server('offset refused', { offsetCap: { max: 0, how: 'refuse' } }, COMPLETE),
  server('offset behind the last row: the last page again', { lastAgain: 'page' }, COMPLETE),
  server('lower bound exclusive', { lowerExclusive: true }, warns('lower_exclusive')),
  server('upper bound exclusive, rows end before it', { upperExclusive: true }, COMPLETE),
  server('both bounds exclusive', { lowerExclusive: true, upperExclusive: true }, warns('lower_exclusive')),
  server(
    'lower bound exclusive, offset ignored',
    { lowerExclusive: true, offsetIgnored: true },
    warns('lower_exclusive'),
  ),
  server(
    'both bounds exclusive, pages capped at 4',
    { lowerExclusive: true, upperExclusive: true, pageCap: 4 },
    warns('lower_exclusive'),
  ),
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
  server(
    'no filter, no order, no offset',
    { filterIgnored: true, orderIgnored: true, offsetIgnored: true },
    { ends: ['page_repeated'], warnings: ['filter_ignored'] },
  ),
];

const late = [...ROWS.slice(0, 40), ...ROWS.slice(43, 90), ...ROWS.slice(40, 43), ...ROWS.slice(90)];
const random = shuffled(ROWS, seededRandom(7));
const orderIgnored = true;

/** A server that does not sort. */
export const orderCases: readonly MatrixCase[] = [
  everywhere('order ignored: random', { rows: random, behaviour: { orderIgnored } }, warns('order')),
  everywhere(
    'order ignored: random, pages capped at 5',
    { rows: random, behaviour: { orderIgnored, pageCap: 5 } },
    warns('order'),
  ),
  everywhere(
    'order ignored: ascending but for few late rows',
    { rows: late, behaviour: { orderIgnored }, resumes: 'at the end' },
    warns('found'),
  ),
  everywhere(
    'order ignored: random, rows of a query above 60 silently cut',
    { rows: random, behaviour: { orderIgnored, rowCap: { max: 60, how: 'empty' } } },
    warns('order', 'capped'),
  ),
  everywhere(
    'descending, rows of a query above 60 silently cut',
    { rows: ROWS, behaviour: { descending: true, rowCap: { max: 60, how: 'empty' } } },
    warns('order', 'capped'),
  ),
  everywhere(
    'order ignored: random, offset above 60 refused',
    { rows: random, behaviour: { orderIgnored, offsetCap: { max: 60, how: 'refuse' } } },
    warns('order', 'capped'),
  ),
  everywhere(
    'order ignored: random, offset ignored',
    { rows: random, behaviour: { orderIgnored, offsetIgnored: true } },
    { ends: ['page_repeated'], warnings: ['order'] },
  ),
  server('descending', { descending: true }, warns('order')),
  server('descending, pages capped at 5', { descending: true, pageCap: 5 }, warns('order')),
  server(
    'descending, offset ignored',
    { descending: true, offsetIgnored: true },
    {
      ends: ['page_repeated'],
      warnings: ['order'],
    },
  ),
];

const tied = (ties: number, behaviour: Behaviour = {}) => ({ rows: rowsWithTies(ties), behaviour });
const equal = Array.from({ length: 90 }, () => ({ id: null, thing: 'same', timestamp: START + 5000 }));

const many = Array.from({ length: 90 }, (_, n) => ({ id: `t${n}`, timestamp: START + 1000 }));
const few = Array.from({ length: 30 }, (_, n) => ({ id: `u${n}`, timestamp: START + 2000 + n * 1000 }));

/** As many rows of each time as pages have. */
function byPages(name: string, ties: (page: number) => number): MatrixCase {
  const given = (windows: Windows) => tied(ties(PAGE_SIZES[windows]));
  return { fault: `ties: ${name}`, place: 'everywhere', given, one: COMPLETE };
}

/** Rows of one time. */
export const tieCases: readonly MatrixCase[] = [
  everywhere('ties: fewer than a page', tied(5), COMPLETE),
  byPages('a page less one', (page) => page - 1),
  byPages('exactly a page', (page) => page),
  byPages('a page and one', (page) => page + 1),
  byPages('two pages', (page) => 2 * page),
  byPages('two pages and one', (page) => 2 * page + 1),
  everywhere('ties: many pages', tied(60), COMPLETE),
  everywhere('ties: all rows', tied(120), COMPLETE),
  everywhere('ties: ids null', { rows: rowsWithTies(30).map((row, n) => ({ ...row, id: null, n })) }, COMPLETE),
  everywhere('ties: rows truly equal, many pages', { rows: equal }, COMPLETE),
  everywhere('ties: shuffled in each answer', tied(3, { tiesShuffled: 5 }), COMPLETE),
  everywhere('ties: many pages, shuffled in each answer', tied(60, { tiesShuffled: 5 }), {
    ends: ['complete', 'ties_not_provable'],
  }),
  everywhere('ties: many pages, offset ignored', tied(60, { offsetIgnored: true }), fails('ties_not_provable')),
  everywhere(
    'ties: more than the offset cap',
    tied(120, { offsetCap: { max: 60, how: 'refuse' } }),
    fails('ties_not_provable'),
  ),
  everywhere(
    'ties: more than rows of a query, refused',
    { rows: [...many, ...few], behaviour: { rowCap: { max: 60, how: 'refuse' } } },
    fails('ties_not_provable'),
  ),
  everywhere(
    'ties: more than rows of a query, silently cut',
    { rows: [...many, ...few], behaviour: { rowCap: { max: 60, how: 'empty' } } },
    fails('ties_not_provable'),
  ),
  everywhere('ties: more than a page, filter ignored', tied(30, { filterIgnored: true }), {
    ends: 'complete',
    warnings: ['filter_ignored'],
    mayWarn: ['outside'],
  }),
];
