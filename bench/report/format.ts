import type { Spread } from '../measure/statistics.ts';

/** A number with about three digits that count. */
export function numberText(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(Number(value.toPrecision(3)));
  if (size >= 1000) return Math.round(value).toLocaleString('en');
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

/** The median, and the range where there is one. */
export function spreadText({ median, min, max }: Spread): string {
  const [middle, low, high] = [median, min, max].map(numberText);
  return low === high ? String(middle) : `${middle} (${low}-${high})`;
}

export function countText(value: number): string {
  return value.toLocaleString('en');
}
