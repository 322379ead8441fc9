import type { RangeContext } from '../range/range-context.ts';

/**
 * There is nothing between where a sync begins and its end. A state behind a fixed end is that of one that has read all; any
 * other one behind now may be damaged.
 */
export function warnOfLaterBeginning({ isContinued, open, low, readable, warn }: RangeContext): void {
  if (!isContinued) warn('begins_later', 'start_time lies ahead, so there is nothing to read yet.');
  else if (open) {
    warn(
      'begins_later',
      `The state lies ahead, at ${readable(low)}, so there is nothing to read yet. Reset the stream if that is wrong.`,
    );
  }
}
