/** Rows of one tick, as a multiset of their fingerprints: truly equal rows come as often as they are there. */
export type Keys = ReadonlyMap<string, number>;

/**
 * How far a range is read: every row below `tick` is out, and of the rows at `tick` those in `keys`. `keys` undefined:
 * they are too many or unknown, so the rows at `tick` count as unread.
 */
export interface Position {
  readonly tick: bigint;
  readonly keys: Keys | undefined;
}

export function countKeys(fingerprints: readonly string[]): Map<string, number> {
  const keys = new Map<string, number>();
  for (const fingerprint of fingerprints) keys.set(fingerprint, (keys.get(fingerprint) ?? 0) + 1);
  return keys;
}
