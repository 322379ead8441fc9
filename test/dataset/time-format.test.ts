import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { floorIso } from '../../src/dataset/time-format.ts';

const seconds = (text: string): bigint | undefined => floorIso(text, 0)?.tick;

describe('an ISO 8601 time', () => {
  test('is what Date says, in every year that it can be written in', () => {
    const moments = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, (moment) => {
        expect(floorIso(moment.toISOString(), 3)).toEqual({ tick: BigInt(moment.getTime()), whole: true });
      }),
    );
  });

  test.each([
    ['0001-01-01T00:00:00Z', -62_135_596_800n],
    ['0000-02-29', -62_162_121_600n],
    ['0099-12-31T23:59:59Z', -59_011_459_201n],
    ['2020-02-29T00:00:00Z', 1_582_934_400n],
    ['2019-12-31T24:00:00Z', 1_577_836_800n],
    ['2019-12-31T24:00:00.000Z', 1_577_836_800n],
    ['2016-12-31T23:59:60Z', 1_483_228_800n],
    ['2020-01-01T00:00:00+01:30', 1_577_831_400n],
  ])('%s', (text, tick) => {
    expect(seconds(text)).toBe(tick);
  });
});

test.each([
  ...['2020-02-30T00:00:00Z', '2019-02-29', '1900-02-29', '2020-04-31', '2020-06-31', '2020-00-01', '2020-13-01'],
  ...['2020-01-00', '2020-01-32', '2020-01-01T24:00:01Z', '2020-01-01T24:01:00Z', '2020-01-01T24:00:00.1Z'],
  ...['2020-01-01T25:00:00Z', '2020-01-01T00:60:00Z', '2020-01-01T00:00:61Z'],
])('%s does not exist', (text) => {
  expect(seconds(text)).toBeUndefined();
});
