import { describe, test } from '@jest/globals';
import { answerCases, shortCases } from './fault-matrix/answer-cases.ts';
import { judge } from './fault-matrix/judge.ts';
import type { MatrixCase, Windows } from './fault-matrix/matrix-case.ts';
import { runCase } from './fault-matrix/run-case.ts';
import { filterCases, orderCases, serverCases, tieCases, totalCases } from './fault-matrix/server-cases.ts';
import { boundCases, changeCases, timeCases } from './fault-matrix/time-cases.ts';

const cases: readonly MatrixCase[] = [
  ...answerCases,
  ...shortCases,
  ...serverCases,
  ...orderCases,
  ...filterCases,
  ...totalCases,
  ...tieCases,
  ...boundCases,
  ...timeCases,
  ...changeCases,
];

const runs = cases.flatMap((one) =>
  (['one', 'many'] as const).map((windows): [string, string, Windows, MatrixCase] => [
    one.fault,
    one.place,
    windows,
    one,
  ]),
);

describe('the fault matrix', () => {
  test.each(runs)('%s, %s, %s window(s)', async (_fault, _place, windows, { given, one, many = one }) => {
    const world = given(windows);
    judge(world, windows === 'one' ? one : many, await runCase(world, windows));
  });
});
