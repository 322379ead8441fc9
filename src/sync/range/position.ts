/** Rows of one tick, as a multiset of their fingerprints: truly equal rows come as often as they are there. */
export type Keys = ReadonlyMap<string, number>;

export const NO_KEYS: Keys = new Map();

/**
 * How far a range is read: every row below `tick` is out, and of the rows at `tick` those in `keys`. `keys` undefined:
 * they are too many or unknown, so the rows at `tick` count as unread.
 */
export interface Position {
  readonly tick: bigint;
  readonly keys: Keys | undefined;
}

/** Fingerprints that a state holds at most: a state stays below 1 KB. */
export const MOST_STATE_KEYS = 48;

/** A copy for a position, so that later rows do not appear in it; undefined where a state could not hold the keys. */
export function keysForState(keys: Keys): Keys | undefined {
  return sizeOf(keys) <= MOST_STATE_KEYS ? new Map(keys) : undefined;
}

export function countKeys(fingerprints: Iterable<string>): Map<string, number> {
  const keys = new Map<string, number>();
  for (const fingerprint of fingerprints) keys.set(fingerprint, (keys.get(fingerprint) ?? 0) + 1);
  return keys;
}

/** Makes a multiset hold each row of another at least as often as that does: the same rows, seen twice. */
export function includeKeys(keys: Map<string, number>, others: Keys): void {
  for (const [key, count] of others) keys.set(key, Math.max(count, keys.get(key) ?? 0));
}

/** Number of rows in a multiset. */
export function sizeOf(keys: Keys): number {
  let size = 0;
  for (const count of keys.values()) size += count;
  return size;
}
