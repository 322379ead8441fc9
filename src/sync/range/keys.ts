/** Rows, as a multiset of their fingerprints: truly equal ones come as often as they are there. */
export interface Keys extends Iterable<readonly [fingerprint: string, count: number]> {
  /** How many, equal ones as often as they are there. */
  readonly rows: number;
  /** How often a row is there. */
  get(fingerprint: string): number;
  copy(): KeyCounts;
}

/** Of fingerprints, whose characters have six bits each: the first 64 count. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Uint8Array(128);
for (let value = 0; value < ALPHABET.length; value += 1) VALUES[ALPHABET.charCodeAt(value)] = value;

/** A place has the two halves of a fingerprint, and one more than how often the row is there: 0 is a free place. */
const WORDS = 3;
const FIRST_PLACES = 8;

/**
 * Millions of rows may have one time, so that each takes 18 to 36 bytes outside of the heap: a table with open addressing, of
 * which at most two thirds are taken. Fingerprints are as good as random, which spreads them.
 */
export class KeyCounts implements Keys {
  #rows = 0;
  #taken = 0;
  #words = new Uint32Array(FIRST_PLACES * WORDS);

  static of(fingerprints: Iterable<string>): KeyCounts {
    const keys = new KeyCounts();
    for (const fingerprint of fingerprints) keys.add(fingerprint);
    return keys;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Different rows that it knows, also those that it has none of. */
  get different(): number {
    return this.#taken;
  }

  get(fingerprint: string): number {
    const count = this.#words[this.#placeOf(highOf(fingerprint), lowOf(fingerprint)) + 2] as number;
    return count === 0 ? 0 : count - 1;
  }

  set(fingerprint: string, count: number): void {
    const [high, low] = [highOf(fingerprint), lowOf(fingerprint)];
    let place = this.#placeOf(high, low);
    if (this.#words[place + 2] === 0) {
      if (WORDS * 3 * (this.#taken + 1) > 2 * this.#words.length) {
        this.#grow();
        place = this.#placeOf(high, low);
      }
      this.#taken += 1;
      this.#words[place] = high;
      this.#words[place + 1] = low;
      this.#words[place + 2] = 1;
    }
    this.#rows += count + 1 - (this.#words[place + 2] as number);
    this.#words[place + 2] = count + 1;
  }

  add(fingerprint: string, count = 1): void {
    this.set(fingerprint, this.get(fingerprint) + count);
  }

  /** Makes it hold each row of another multiset at least as often as that does: the same rows, seen twice. */
  include(others: Keys): void {
    for (const [fingerprint, count] of others) if (count > this.get(fingerprint)) this.set(fingerprint, count);
  }

  /** So many more of each. */
  addAll(others: Keys): void {
    for (const [fingerprint, count] of others) this.add(fingerprint, count);
  }

  copy(): KeyCounts {
    const copy = new KeyCounts();
    copy.#words = this.#words.slice();
    copy.#taken = this.#taken;
    copy.#rows = this.#rows;
    return copy;
  }

  *[Symbol.iterator](): Generator<readonly [string, number]> {
    const words = this.#words;
    for (let place = 0; place < words.length; place += WORDS) {
      const count = words[place + 2] as number;
      if (count > 1) yield [fingerprintOf(words[place] as number, words[place + 1] as number), count - 1];
    }
  }

  /** Where a fingerprint stands, or the free place for it. */
  #placeOf(high: number, low: number): number {
    const words = this.#words;
    const places = words.length / WORDS;
    let place = (low & (places - 1)) * WORDS;
    while (words[place + 2] !== 0 && (words[place] !== high || words[place + 1] !== low)) {
      place = place + WORDS === words.length ? 0 : place + WORDS;
    }
    return place;
  }

  #grow(): void {
    const before = this.#words;
    this.#words = new Uint32Array(before.length * 2);
    for (let from = 0; from < before.length; from += WORDS) {
      if (before[from + 2] === 0) continue;
      this.#words.set(
        before.subarray(from, from + WORDS),
        this.#placeOf(before[from] as number, before[from + 1] as number),
      );
    }
  }
}

export const NO_KEYS: Keys = new KeyCounts();

/** A multiset less the rows of another one. */
export function withoutKeys(keys: Keys, others: Keys): KeyCounts {
  const left = new KeyCounts();
  for (const [fingerprint, count] of keys) {
    const more = count - others.get(fingerprint);
    if (more > 0) left.set(fingerprint, more);
  }
  return left;
}

export function areSameKeys(one: Keys, other: Keys): boolean {
  if (one.rows !== other.rows) return false;
  for (const [fingerprint, count] of one) if (other.get(fingerprint) !== count) return false;
  return true;
}

function bitsOf(fingerprint: string, character: number): number {
  return VALUES[fingerprint.charCodeAt(character)] ?? 0;
}

/** The first 32 bits: five characters, and the beginning of the sixth. */
function highOf(fingerprint: string): number {
  let bits = 0;
  for (let character = 0; character < 5; character += 1) bits = (bits << 6) | bitsOf(fingerprint, character);
  return ((bits << 2) | (bitsOf(fingerprint, 5) >> 4)) >>> 0;
}

/** The next 32 bits. */
function lowOf(fingerprint: string): number {
  let bits = bitsOf(fingerprint, 5) & 15;
  for (let character = 6; character < 10; character += 1) bits = (bits << 6) | bitsOf(fingerprint, character);
  return ((bits << 4) | (bitsOf(fingerprint, 10) >> 2)) >>> 0;
}

function fingerprintOf(high: number, low: number): string {
  const values = [high >>> 26, high >>> 20, high >>> 14, high >>> 8, high >>> 2, (high << 4) | (low >>> 28)];
  values.push(low >>> 22, low >>> 16, low >>> 10, low >>> 4, low << 2);
  return values.map((value) => ALPHABET[value & 63]).join('');
}
