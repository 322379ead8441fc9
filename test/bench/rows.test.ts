import { describe, expect, test } from '@jest/globals';
import { type DatasetPlan, rangeOf, rowsOf } from '../../bench/rows/plan.ts';
import { TextSum } from '../../bench/rows/text-sum.ts';

async function timesOf(plan: DatasetPlan): Promise<number[]> {
  const rows = await rowsOf(plan);
  return [...rows()].map((row) => (typeof row === 'string' ? JSON.parse(row) : row).timestamp);
}

describe('the rows that the bench reads', () => {
  test.each([
    ['small', 90, 110],
    ['wide', 1000, 1100],
  ] as const)('%s rows have the size that they are said to have', async (kind, least, most) => {
    const rows = await rowsOf({ name: kind, kind, rows: 1000 });
    const bytes = [...rows()].reduce<number>((sum, row) => sum + Buffer.byteLength(String(row)), 0);
    expect(bytes / 1000).toBeGreaterThan(least);
    expect(bytes / 1000).toBeLessThan(most);
  });

  test.each(['small', 'wide', 'skewed', 'flights'] as const)(
    '%s rows are in order and in their range',
    async (kind) => {
      const plan = { name: kind, kind, rows: 500 };
      const times = await timesOf(plan);
      const { from, until } = rangeOf(plan, 500);
      expect(times).toHaveLength(500);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times.every((time) => time >= from && time <= until)).toBe(true);
    },
  );

  test('a part of the rows has a range of its own', async () => {
    const plan = { name: 'skewed', kind: 'skewed', rows: 1000 } as const;
    const { until } = rangeOf(plan, 100);
    expect((await timesOf(plan)).filter((time) => time <= until)).toHaveLength(100);
  });

  test('their checksum does not depend on their order', () => {
    const [forward, backward, other] = [new TextSum(), new TextSum(), new TextSum()];
    for (const text of ['a', 'b', 'c']) forward.add(text);
    for (const text of ['c', 'b', 'a']) backward.add(text);
    for (const text of ['a', 'b', 'b']) other.add(text);
    expect([String(backward), String(other) === String(forward)]).toEqual([String(forward), false]);
  });
});
