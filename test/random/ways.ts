import type { Behaviour, Rounding } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import type { Fault } from '../../integration_tests/dataset-api/faults/fault.ts';
import { shuffled } from '../support/shuffled.ts';
import type { CaseRow } from '../support/sync-cases.ts';
import type { Draw } from './draw.ts';

/** Rows that come, go or move while they are read. */
export type Change = 'insert' | 'append' | 'delete' | 'update';

/** What an API does otherwise, or what goes wrong with it. */
interface Way {
  readonly behaviour?: (draw: Draw) => Behaviour;
  readonly fault?: (draw: Draw) => Fault;
  readonly rows?: (rows: readonly CaseRow[], draw: Draw) => CaseRow[];
  readonly change?: Change;
}

const often = (draw: Draw): Pick<Fault, 'match' | 'times'> => {
  const every = draw.oneOf(7, 11, 23, 37);
  const first = draw.below(every);
  return { match: ({ index }) => index % every === first, times: 'always' };
};

const once = (draw: Draw): Pick<Fault, 'match'> => ({ match: draw.below(25) });

const isTimed = ({ timestamp }: CaseRow): boolean => timestamp !== null;

/** All of them; each is met with each other one. */
export const WAYS: Readonly<Record<string, Way>> = {
  none: {},
  pageCap: { behaviour: (draw) => ({ pageCap: draw.oneOf(2, 3, 7, 15) }) },
  pageBytes: { behaviour: (draw) => ({ pageBytes: draw.oneOf(250, 600, 2000) }) },
  limitIgnored: { behaviour: () => ({ limitIgnored: true }) },
  offsetIgnored: { behaviour: () => ({ offsetIgnored: true }) },
  offsetInPages: { behaviour: () => ({ offsetInPages: 'rounded' }) },
  filterIgnored: { behaviour: () => ({ filterIgnored: true }) },
  lowerIgnored: { behaviour: () => ({ boundIgnored: 'lower' }) },
  upperIgnored: { behaviour: () => ({ boundIgnored: 'upper' }) },
  lowerExclusive: { behaviour: () => ({ lowerExclusive: true }) },
  upperExclusive: { behaviour: () => ({ upperExclusive: true }) },
  boundsRounded: {
    behaviour: (draw) => ({
      boundStep: draw.oneOf(1000, 60_000),
      boundRounding: draw.oneOf<{ lower: Rounding; upper: Rounding }>(
        { lower: 'down', upper: 'end' },
        { lower: 'up', upper: 'end' },
        { lower: 'nearest', upper: 'nearest' },
      ),
    }),
  },
  lastAgain: { behaviour: (draw) => ({ lastAgain: draw.oneOf('page', 'rows', 'row') }) },
  pastEnd: { behaviour: (draw) => ({ pastEnd: draw.oneOf(400, 404, 200) }) },
  tiesShuffled: { behaviour: (draw) => ({ tiesShuffled: 1 + draw.below(1000) }) },
  unsorted: {
    behaviour: () => ({ orderIgnored: true }),
    rows: (rows, draw) => shuffled(rows, draw.random),
  },
  nearlySorted: {
    behaviour: () => ({ orderIgnored: true }),
    rows: (rows, draw) => {
      const places = new Map(rows.map((row, index) => [row, index + (draw.isOneIn(15) ? draw.below(20) : 0)]));
      return [...rows].sort((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0));
    },
  },
  descending: { behaviour: () => ({ descending: true }) },
  floats: { behaviour: () => ({ timesAsFloats: true }) },
  untimed: {
    behaviour: (draw) => ({ untimedMatch: draw.oneOf('first', 'last') }),
    rows: (rows, draw) => rows.map((row) => (draw.isOneIn(5) ? { ...row, timestamp: null } : row)),
  },
  offsetCapRefused: { behaviour: (draw) => ({ offsetCap: { max: draw.oneOf(5, 20, 60), how: 'refuse' } }) },
  offsetCapSilent: { behaviour: (draw) => ({ offsetCap: { max: draw.oneOf(5, 20, 60), how: 'empty' } }) },
  rowCapRefused: { behaviour: (draw) => ({ rowCap: { max: draw.oneOf(100, 150), how: 'refuse' } }) },
  rowCapSilent: { behaviour: (draw) => ({ rowCap: { max: draw.oneOf(50, 100), how: 'empty' } }) },
  stamped: { behaviour: () => ({ stamped: true }) },
  shortOnce: { fault: (draw) => ({ kind: 'shortPage', rows: 1 + draw.below(3), where: whereOf(draw), ...once(draw) }) },
  shortOften: {
    fault: (draw) => ({ kind: 'shortPage', rows: 1 + draw.below(2), where: whereOf(draw), ...often(draw) }),
  },
  emptyOnce: { fault: (draw) => ({ kind: 'emptyData', ...once(draw) }) },
  previousOnce: { fault: (draw) => ({ kind: 'previousPage', ...once(draw) }) },
  failsOften: { fault: (draw) => ({ kind: 'status', code: 503, ...often(draw) }) },
  oneTime: {
    rows: (rows) => rows.map((row) => (isTimed(row) ? { ...row, timestamp: rows[0]?.timestamp ?? null } : row)),
  },
  equalRows: {
    rows: (rows, draw) => rows.map((row, index) => (draw.isOneIn(3) ? { ...(rows[index - 1] ?? row) } : row)),
  },
  allEqual: { rows: (rows) => rows.map((row) => ({ ...(rows[0] ?? row) })) },
  inserted: { change: 'insert' },
  appended: { change: 'append' },
  deleted: { change: 'delete' },
  updated: { change: 'update' },
};

function whereOf(draw: Draw): 'end' | 'middle' {
  return draw.oneOf('end', 'middle');
}
