import type { RangeContext } from './range-context.ts';

/** Rows between two times came in behind those that were read. */
export function warnLate(context: RangeContext, from: bigint, to: bigint): void {
  context.warn(
    'late',
    `Rows came in from ${context.readable(from)} to ${context.readable(to)} while the dataset was read; set lookback_window to get them with the next sync.`,
  );
}
