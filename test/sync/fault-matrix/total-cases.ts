import type { Behaviour } from '../../../integration_tests/dataset-api/behaviour/behaviour.ts';
import { COMPLETE, everywhere, fails, type MatrixCase, warns } from './matrix-case.ts';
import { brings, EARLIER, ROWS, rowsWithTies } from './rows.ts';

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
  everywhere(
    'total exact, the last rows never given',
    {
      ...total('exact'),
      faults: [{ kind: 'shortPage', rows: 2, match: brings(ROWS.length - 1), times: 'always' }],
    },
    fails('total_not_met'),
  ),
  everywhere('total too small', total({ wrong: 10 }), COMPLETE),
  everywhere('total on the first page only', total('firstPageOnly'), COMPLETE),
  everywhere('total is that of the page', total('page'), COMPLETE),
  everywhere('total capped', total({ capped: 50 }), COMPLETE),
  everywhere('total of the collection, all of it asked for', total('collection'), COMPLETE),
  everywhere(
    'total of the collection, a part asked for',
    { ...total('collection'), rows: [...EARLIER, ...ROWS], wanted: ROWS },
    fails('total_not_met'),
  ),
  everywhere(
    'filter ignored and order unstable, with a total',
    {
      rows: rowsWithTies(7),
      behaviour: { filterIgnored: true, tiesShuffled: 3, total: { path: 'total', value: 'exact' } },
      config: { paginator: { total_selector: 'total' } },
      resumes: 'never',
    },
    warns('filter_ignored', 'unstable'),
  ),
];
