import type { Keys } from './keys.ts';

/** Rows of one tick that are too many to name: how many, and the sum of their fingerprints, whatever their order. */
export interface KeySum {
  readonly rows: number;
  /** Of 64 bits, in which it runs over. */
  readonly sum: bigint;
}

/**
 * How far a range is read: every row below `tick` is out, and of the rows at `tick` those in `keys`. `keys` undefined:
 * they are too many or unknown, so the rows at `tick` count as unread, unless `sum` shows which are not.
 */
export interface Position {
  readonly tick: bigint;
  readonly keys: Keys | undefined;
  readonly sum?: KeySum | undefined;
}

/** Fingerprints that a state holds at most: a state stays below 1 KB. */
export const MOST_STATE_KEYS = 48;

/** A position with a copy of the keys, so that later rows do not appear in it; with their sum where a state cannot hold them. */
export function positionAt(tick: bigint, keys: Keys, sum: KeySum): Position {
  return sum.rows <= MOST_STATE_KEYS ? { tick, keys: keys.copy() } : { tick, keys: undefined, sum };
}

/** More rows of its tick are out; where others of it are unknown, all of it stays so. */
export function withRows({ tick, keys, sum }: Position, fingerprints: readonly string[]): Position {
  if (keys === undefined) return { tick, keys, sum: sum && fingerprints.reduce(withKey, sum) };
  const all = keys.copy();
  for (const key of fingerprints) all.add(key);
  return positionAt(tick, all, sumOf(all));
}

/** Whether rows at its tick are out. */
export function hasRowsOut({ keys, sum }: Position): boolean {
  return sum !== undefined || (keys !== undefined && keys.rows > 0);
}

export const NO_SUM: KeySum = { rows: 0, sum: 0n };

export function withKey({ rows, sum }: KeySum, fingerprint: string): KeySum {
  return { rows: rows + 1, sum: BigInt.asUintN(64, sum + Buffer.from(fingerprint, 'base64url').readBigUInt64LE()) };
}

export function sumOf(keys: Keys): KeySum {
  let sum = NO_SUM;
  for (const [key, count] of keys) for (let row = 0; row < count; row += 1) sum = withKey(sum, key);
  return sum;
}
