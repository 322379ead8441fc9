import { describe, expect, test } from '@jest/globals';
import { spec } from '../../src/config/spec.ts';
import { brokenSpecs, specOf } from '../support/broken-specs.ts';
import { specRules } from '../support/spec-rules.ts';

const rules = Object.entries(specRules);

test.each(rules)('%s', (_name, rule) => {
  expect(rule(spec)).toEqual([]);
});

describe('the rules can fail', () => {
  test.each(brokenSpecs)('%s: %s', (rule, violation, wrong) => {
    expect(specRules[rule](wrong)).toContain(violation);
  });

  test('each of them', () => {
    expect(new Set(brokenSpecs.map(([rule]) => rule))).toEqual(new Set(Object.keys(specRules)));
  });

  test('a property may have the name of a keyword', () => {
    const harmless = specOf({ not: { type: 'string' }, if: { type: 'string' }, group: { type: 'string' } });
    expect(rules.flatMap(([, rule]) => rule(harmless))).toEqual([]);
  });
});
