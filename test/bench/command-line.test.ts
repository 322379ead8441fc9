import { describe, expect, test } from '@jest/globals';
import { optionsOf, SCENARIOS } from '../../bench/command-line.ts';
import { FULL, QUICK } from '../../bench/scenarios/sizes.ts';

describe('the arguments of the bench', () => {
  test('ask for all scenarios if they name none', () => {
    expect(optionsOf([])).toEqual({ scenarios: SCENARIOS, sizes: FULL, quick: false, write: undefined });
  });

  test('choose scenarios, sizes, rounds and a file', () => {
    expect(optionsOf(['--quick', '--only', 'wide', '--only', 'small', '--rounds', '5', '--write', 'page.md'])).toEqual({
      scenarios: ['small', 'wide'],
      sizes: { ...QUICK, rounds: 5 },
      quick: true,
      write: 'page.md',
    });
  });

  test('are refused where they are wrong', () => {
    expect(() => optionsOf(['--only', 'all'])).toThrow('--only must be one of small peers wide');
    expect(() => optionsOf(['--rounds', '0'])).toThrow('--rounds must be a number from 1 to 99, is "0"');
  });
});
