import type { Behaviour } from '../../../integration_tests/dataset-api/behaviour/behaviour.ts';
import { COMPLETE, everywhere, fails, type MatrixCase, warns } from './matrix-case.ts';
import { ROWS, rowsWithTies, START, shuffled } from './rows.ts';

function server(fault: string, behaviour: Behaviour, ...expected: [MatrixCase['one'], MatrixCase['one']?]): MatrixCase {
  return everywhere(fault, { rows: ROWS, behaviour }, ...expected);
}

const repeats = { ends: 'complete', mayRepeat: true } as const;

/** A server that reads the request in its own way. */
export const serverCases: readonly MatrixCase[] = [
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
  server(
    'both bounds exclusive',
    { lowerExclusive: true, upperExclusive: true },
    {
      ...warns('lower_exclusive'),
      mayWarn: ['upper_exclusive'],
    },
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
    {
      ends: ['page_repeated'],
      mayWarn: ['filter_ignored', 'outside', 'order'],
    },
  ),
];

const late = [...ROWS.slice(0, 40), ...ROWS.slice(43, 90), ...ROWS.slice(40, 43), ...ROWS.slice(90)];
const ORDER = { ...repeats, mayWarn: ['order', 'repeated', 'unstable'] } as const;

/** A server that does not sort. */
export const orderCases: readonly MatrixCase[] = [
  everywhere('order ignored: random', { rows: shuffled(ROWS, 7), behaviour: { orderIgnored: true } }, ORDER),
  everywhere(
    'order ignored: ascending but for few late rows',
    {
      rows: late,
      behaviour: { orderIgnored: true },
      resumes: 'at the end',
    },
    ORDER,
  ),
  server('descending', { descending: true }, ORDER),
  everywhere(
    'order ignored: random, offset above 60 refused',
    { rows: shuffled(ROWS, 7), behaviour: { orderIgnored: true, offsetCap: { max: 60, how: 'refuse' } } },
    { ...ORDER, ends: ['complete', 'offset_capped'] },
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
];
