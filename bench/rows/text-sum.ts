import { createHash } from 'node:crypto';

/** A checksum over texts in any order: the sum of the first eight bytes of the SHA-256 of each, modulo 2^64. */
export class TextSum {
  #sum = 0n;

  add(text: string | Uint8Array): void {
    const digest = createHash('sha256').update(text).digest();
    this.#sum = BigInt.asUintN(64, this.#sum + digest.readBigUInt64BE(0));
  }

  toString(): string {
    return this.#sum.toString(16).padStart(16, '0');
  }
}
