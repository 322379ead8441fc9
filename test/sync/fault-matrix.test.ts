import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { answerCases, shortCases } from './fault-matrix/answer-cases.ts';
import { filterCases } from './fault-matrix/filter-cases.ts';
import { judge } from './fault-matrix/judge.ts';
import { everywhere, type MatrixCase, type Windows } from './fault-matrix/matrix-case.ts';
import { ROWS } from './fault-matrix/rows.ts';
import { runCase } from './fault-matrix/run-case.ts';
import { orderCases, serverCases, tieCases } from './fault-matrix/server-cases.ts';
import { tableOf } from './fault-matrix/table.ts';
import { boundCases, changeCases, timeCases } from './fault-matrix/time-cases.ts';
import { totalCases } from './fault-matrix/total-cases.ts';

const HEALTHY: MatrixCase = everywhere('none', { rows: ROWS }, { ends: 'complete' });

const cases: readonly MatrixCase[] = [
  HEALTHY,
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

describe('the fault matrix: complete, or a loud failure with a true state', () => {
  test.each(runs)('%s, %s, windows: %s', async (_fault, _place, windows, { given, one, many = one }) => {
    const world = given(windows);
    judge(world, windows === 'one' ? one : many, await runCase(world, windows));
  });

  test('many windows are read at once, one window is not', async () => {
    const world = { ...HEALTHY.given('many'), behaviour: { latency: 5 } };
    expect((await runCase(world, 'many')).concurrent).toBeGreaterThan(1);
    expect((await runCase(world, 'one')).concurrent).toBe(1);
  });
});

const page = new URL('../../docs/fault-matrix.md', import.meta.url);

/** The page as it stands; with UPDATE_DOCS=1 its table is written anew first. */
async function readPage(): Promise<string> {
  const text = await readFile(page, 'utf8');
  if (process.env['UPDATE_DOCS'] !== '1') return text;
  const intro = text.slice(0, text.search(/^\||$(?![\s\S])/m)).trimEnd();
  const written = `${intro}\n\n${tableOf(cases).join('\n')}\n`;
  await writeFile(page, written);
  return written;
}

test('docs/fault-matrix.md says what is tested (UPDATE_DOCS=1 writes its table anew)', async () => {
  const lines = (await readPage()).split('\n').filter((line) => line.startsWith('|'));
  expect(lines).toEqual(tableOf(cases));
});
