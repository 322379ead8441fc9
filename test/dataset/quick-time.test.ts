import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { QuickEpoch, QuickIso, quickNanoseconds } from '../../src/dataset/quick-time.ts';
import { floorDecimal, floorIso } from '../../src/dataset/time-format.ts';

// What is read quickly is what the exact reading gives, and what that refuses is not read.

const DIGITS = [0, 3, 6];

function bytesOf(text: string): [Uint8Array, number, number] {
  const before = '{"t":';
  return [Buffer.from(`${before}${text},"x":"123"}`), before.length, before.length + Buffer.byteLength(text)];
}

const two = (most: number) => fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, '0'));
const digits = (most: number) => fc.stringMatching(new RegExp(`^\\d{0,${most}}$`));

const isoTimes = fc
  .tuple(
    fc.integer({ min: 0, max: 9999 }).map((year) => String(year).padStart(4, '0')),
    two(13),
    two(32),
    fc.constantFrom('T', ' ', 't', ''),
    two(24),
    two(60),
    two(60),
    fc.oneof(
      fc.constant(''),
      fc.constantFrom('.', ',').chain((point) => digits(19).map((text) => point + text)),
    ),
    fc.constantFrom('Z', '', 'z', '+00:00', '-01:30', '+0530', '+05', ' UTC', '+25:99'),
  )
  .map(
    ([year, month, day, t, hour, minute, second, decimals, zone]) =>
      `${year}-${month}-${day}${t}${hour}:${minute}:${second}${decimals}${zone}`,
  );

/** One character less, more, or another one. */
function slipped(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(texts, fc.nat(30), fc.constantFrom('', '0', '9', '-', '.', ':', 'Z', 'e', ' ', '+'), fc.nat(1))
    .map(([text, at, character, removed]) => text.slice(0, at) + character + text.slice(at + removed));
}

const usualIso = fc.date({
  min: new Date('0000-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59Z'),
  noInvalidDate: true,
});

describe('a quick ISO 8601 time', () => {
  test('is the exact one, in each unit', () => {
    const texts = fc.oneof(isoTimes, slipped(isoTimes), slipped(usualIso.map((date) => date.toISOString())));
    fc.assert(
      fc.property(texts, fc.constantFrom(...DIGITS), (text, unit) => {
        const quick = new QuickIso(unit);
        const tick = quick.read(...bytesOf(`"${text}"`));
        if (Number.isNaN(tick)) return;
        expect({ tick: BigInt(tick), whole: !quick.isBetween }).toEqual(floorIso(text, unit));
      }),
      { numRuns: 3000 },
    );
  });

  test('is read in every usual spelling', () => {
    fc.assert(
      fc.property(usualIso, fc.constantFrom('Z', '', '+00:00'), (date, zone) => {
        const text = date.toISOString().replace('Z', zone);
        expect(new QuickIso(3).read(...bytesOf(`"${text}"`))).toBe(date.getTime());
      }),
    );
    expect(new QuickIso(3).read(...bytesOf('"2020-07-24 05:59:01.224123-01:30"'))).toBe(1_595_575_741_224);
  });

  test.each(['1595570341224', '"2020-07-24"', '""', '"', 'null', '"2020-07-24T05:59"'])('is not %s', (text) => {
    expect(new QuickIso(3).read(...bytesOf(text))).toBeNaN();
  });
});

const epochs = fc
  .tuple(
    digits(20),
    fc.oneof(
      fc.constant(''),
      digits(12).map((text) => `.${text}`),
    ),
  )
  .map(([whole, decimals]) => whole + decimals);

describe('a quick epoch time', () => {
  test('is the exact one, whatever its unit and that of the ticks', () => {
    fc.assert(
      fc.property(
        fc.oneof(epochs, slipped(epochs)),
        fc.integer({ min: -9, max: 6 }),
        fc.boolean(),
        (text, shift, quoted) => {
          const quick = new QuickEpoch(shift);
          const tick = quick.read(...bytesOf(quoted ? `"${text}"` : text));
          if (Number.isNaN(tick)) return;
          expect({ tick: BigInt(tick), whole: !quick.isBetween }).toEqual(floorDecimal(text, shift));
        },
      ),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['"1595570341224"', 0, 1_595_570_341_224],
    ['1595570341224.0', 0, 1_595_570_341_224],
    ['1595570341224.75', 0, 1_595_570_341_224],
    ['1595570341', 3, 1_595_570_341_000],
    ['1595570341224567890', -6, 1_595_570_341_224],
  ])('%s is read', (text, shift, tick) => {
    expect(new QuickEpoch(shift).read(...bytesOf(text))).toBe(tick);
  });
});

test('quick nanoseconds are the exact ones', () => {
  fc.assert(
    fc.property(
      fc.oneof(digits(20), slipped(digits(20)), fc.bigInt(9n * 10n ** 18n, 10n ** 19n).map(String)),
      (text) => {
        const tick = quickNanoseconds(...bytesOf(text));
        if (tick === undefined) return;
        expect({ tick, whole: true }).toEqual(floorDecimal(text, 0));
        expect(BigInt.asIntN(64, tick)).toBe(tick);
      },
    ),
    { numRuns: 2000 },
  );
  expect(quickNanoseconds(...bytesOf('1595570341224567890'))).toBe(1_595_570_341_224_567_890n);
});
