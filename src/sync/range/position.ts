/** Rows of one tick, as a multiset of their fingerprints: truly equal rows come as often as they are there. */
export type Keys = ReadonlyMap<string, number>;

export const NO_KEYS: Keys = new Map();

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
  return sum.rows <= MOST_STATE_KEYS ? { tick, keys: new Map(keys) } : { tick, keys: undefined, sum };
}

/** More rows of its tick are out; where others of it are unknown, all of it stays so. */
export function withRows({ tick, keys, sum }: Position, fingerprints: readonly string[]): Position {
  if (keys === undefined) return { tick, keys, sum: sum && fingerprints.reduce(withKey, sum) };
  const all = new Map(keys);
  for (const key of fingerprints) all.set(key, (all.get(key) ?? 0) + 1);
  return positionAt(tick, all, sumOf(all));
}

/** Whether rows at its tick are out. */
export function hasRowsOut({ keys, sum }: Position): boolean {
  return sum !== undefined || (keys !== undefined && keys.size > 0);
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

export function countKeys(fingerprints: Iterable<string>): Map<string, number> {
  const keys = new Map<string, number>();
  for (const fingerprint of fingerprints) keys.set(fingerprint, (keys.get(fingerprint) ?? 0) + 1);
  return keys;
}

/** Makes a multiset hold each row of another at least as often as that does: the same rows, seen twice. */
export function includeKeys(keys: Map<string, number>, others: Keys): void {
  for (const [key, count] of others) keys.set(key, Math.max(count, keys.get(key) ?? 0));
}

/** A multiset less the rows of another one. */
export function withoutKeys(keys: Keys, others: Keys): Map<string, number> {
  const left = [...keys].map(([key, count]) => [key, count - (others.get(key) ?? 0)] as const);
  return new Map(left.filter(([, count]) => count > 0));
}

/** Number of rows in a multiset. */
export function sizeOf(keys: Keys): number {
  let size = 0;
  for (const count of keys.values()) size += count;
  return size;
}
