import { afterEach, expect, test } from '@jest/globals';
import { systemClock } from '../../src/http/clock.ts';

const { now } = Date;

afterEach(() => {
  Date.now = now;
});

test('the time goes on where the clock of the machine is set back', () => {
  const before = systemClock.now();
  expect(Math.abs(before - now())).toBeLessThan(60_000);
  Date.now = () => before - 3_600_000;
  expect(systemClock.now()).toBeGreaterThanOrEqual(before);
});
