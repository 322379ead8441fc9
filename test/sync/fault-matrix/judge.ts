import { expect } from '@jest/globals';
import type { Expected, Given } from './matrix-case.ts';
import { type Outcome, plainRow, rowText } from './run-case.ts';
import { warningOf } from './warnings.ts';

/** The oracle: every row that was there throughout, none twice; or the failure that was expected, and a true state. */
export function judge(given: Given, expected: Expected, outcome: Outcome): void {
  const { result } = outcome;
  const ends = result.failed ?? 'complete';
  const allowed = expected.ends === 'complete' ? ['complete'] : expected.ends;
  const came = counted(result.rows.map(plainRow));
  const wanted = counted((given.wanted ?? given.rows).map(rowText));
  const mayCome = counted((given.mayCome ?? []).map(rowText));
  const report = {
    ends: allowed.includes(ends as never) ? 'as expected' : `${ends}: ${result.message}`,
    missing: ends === 'complete' && expected.mayMiss !== true ? missing(wanted, came) : [],
    repeated: surplus(came, wanted, mayCome),
    strange: [...came.keys()].filter((text) => !wanted.has(text) && !mayCome.has(text)),
    warnings: unexpectedWarnings(result.warnings, expected),
    unpaused: missedPause(result.pauses, expected),
    passed: outcome.resumed === undefined ? [] : missing(wanted, counted(outcome.resumed)),
    states: result.states.filter(({ after }) => after > result.rows.length),
  };
  expect(report).toEqual({ ...NOTHING, ends: 'as expected' });
}

const NOTHING = { missing: [], repeated: [], strange: [], warnings: [], unpaused: [], passed: [], states: [] };

/** How often each text stands in a list: rows may be truly equal. */
function counted(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function missing(wanted: ReadonlyMap<string, number>, came: ReadonlyMap<string, number>): string[] {
  return [...wanted].filter(([text, count]) => (came.get(text) ?? 0) < count).map(([text]) => text);
}

function surplus(came: ReadonlyMap<string, number>, ...known: readonly ReadonlyMap<string, number>[]): string[] {
  const most = (text: string): number => known.reduce((sum, counts) => sum + (counts.get(text) ?? 0), 0);
  return [...came].filter(([text, count]) => count > Math.max(1, most(text))).map(([text]) => text);
}

/** What was said but not expected, and what was expected but not said, once. */
function unexpectedWarnings(messages: readonly string[], { warnings = [], mayWarn = [] }: Expected): string[] {
  const said = messages.map(warningOf);
  const allowed = new Set<string>([...warnings, ...mayWarn]);
  const unsaid = warnings.filter((warning) => !said.includes(warning)).map((warning) => `unsaid: ${warning}`);
  const twice = said.filter((warning, index) => said.indexOf(warning) !== index).map((warning) => `twice: ${warning}`);
  return [...said.filter((warning) => !allowed.has(warning)), ...unsaid, ...twice];
}

function missedPause(pauses: readonly number[], { pause }: Expected): readonly number[] {
  if (pause === undefined || pauses.some((ms) => ms >= pause[0] && ms <= pause[1])) return [];
  return pauses;
}
