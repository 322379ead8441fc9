import { seededRandom } from '../../../integration_tests/dataset-api/seeded-random.ts';
import { shuffled } from '../../support/shuffled.ts';
import { everywhere, fails, type MatrixCase, warns } from './matrix-case.ts';
import { EARLIER, ROWS, rowsWithTies } from './rows.ts';

/** A server that filters wrongly. */
export const filterCases: readonly MatrixCase[] = [
  everywhere(
    'filter ignored, all rows inside',
    { rows: ROWS, behaviour: { filterIgnored: true } },
    warns('filter_ignored'),
  ),
  everywhere(
    'filter and order ignored',
    { rows: shuffled(ROWS, seededRandom(3)), behaviour: { filterIgnored: true, orderIgnored: true } },
    warns('order'),
  ),
  everywhere(
    'filter and limit ignored',
    { rows: ROWS, behaviour: { filterIgnored: true, limitIgnored: true } },
    { ends: 'complete', warnings: ['limit_ignored'], mayWarn: ['filter_ignored'] },
  ),
  everywhere(
    'filter and offset ignored',
    { rows: ROWS, behaviour: { filterIgnored: true, offsetIgnored: true } },
    { ends: ['page_repeated'], warnings: ['filter_ignored'] },
  ),
  everywhere(
    'filter ignored, some rows outside',
    { rows: [...EARLIER.slice(0, 5), ...ROWS], behaviour: { filterIgnored: true }, wanted: ROWS },
    warns('filter_ignored', 'outside'),
  ),
  everywhere(
    'filter ignored, all rows outside',
    { rows: EARLIER, behaviour: { filterIgnored: true }, wanted: [] },
    fails('rows_outside_range'),
  ),
  everywhere(
    'filter ignored and order unstable, no total',
    {
      rows: rowsWithTies(7),
      behaviour: { filterIgnored: true, tiesShuffled: 3 },
      resumes: 'never',
    },
    warns('filter_ignored', 'unstable'),
  ),
  everywhere(
    'filter answers nothing',
    { rows: ROWS, behaviour: { filterAnswersNothing: true }, resumes: 'at the end' },
    { ...warns('nothing'), mayMiss: true },
  ),
  everywhere(
    'bound of the wrong type answered with nothing',
    {
      rows: ROWS,
      behaviour: { boundTypeStrict: true },
      config: { endpoint: { filter_time_format: 'iso8601' } },
      resumes: 'never',
    },
    { ...warns('nothing'), mayMiss: true },
  ),
  everywhere(
    'bound of the wrong type refused',
    { rows: ROWS, config: { endpoint: { filter_time_format: 'iso8601' } }, wanted: [] },
    fails('request_rejected'),
  ),
  everywhere('no rows', { rows: [] }, warns('nothing')),
];
