import type { RangeContext } from './range-context.ts';

/** Rows between two times came in behind those that were read. */
export function warnLate(context: RangeContext, from: bigint, to: bigint): void {
  const when = `from ${context.readable(from)} to ${context.readable(to)}`;
  context.warn('late', `Rows came in ${when} while the dataset was read; ${howToGetThem(context)}.`);
}

/** A full refresh knows no lookback, and behind a fixed end_time there is no next increment that looks back. */
function howToGetThem({ fullRefresh, open }: RangeContext): string {
  if (fullRefresh) return 'the next full refresh has them';
  return open ? 'set lookback_window to get them with the next sync' : 'only a sync without a state gets them';
}
