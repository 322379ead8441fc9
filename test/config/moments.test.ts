import { describe, expect, test } from '@jest/globals';
import { parseDuration, parseMoment } from '../../src/config/moments.ts';

describe('parseMoment', () => {
  test.each([
    ['1970-01-01T00:00:00Z', 0],
    ['2020-07-24T10:32:21.224Z', 1595586741224],
    ['2024-02-29T23:59:59.9Z', 1709251199900],
    ['2024-01-01T00:00:00+02:00', 1704060000000],
    ['0001-01-01T00:00:00Z', -62135596800000],
  ])('%s is %d', (text, milliseconds) => {
    expect(parseMoment(text)).toBe(milliseconds);
  });

  test('a leap second cannot be counted', () => {
    expect(parseMoment('2016-12-31T23:59:60Z')).toBeUndefined();
  });
});

describe('parseDuration', () => {
  test.each([
    ['PT0S', 0],
    ['P1W', 604_800_000],
    ['P1DT2H3M4.005S', 93_784_005],
    ['PT1.001S', 1001],
    ['PT1.1M', 66_000],
    ['P0.5D', 43_200_000],
    ['PT0.0001S', 1],
    ['P104249991D', 9_007_199_222_400_000],
  ])('%s is %d milliseconds', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  test.each(['', 'P', 'PT', 'P1', 'P1M', 'P1Y', 'P1H', 'PT1D', 'P1DT', '-PT1S', 'PT1S ', 'p1d', 'P104249992D'])(
    '%j is none',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  test('as many digits as one likes are no reason to compute for ever', () => {
    expect(parseDuration(`P${'9'.repeat(5000)}D`)).toBeUndefined();
  });
});
