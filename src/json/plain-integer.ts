import { NINE, ZERO } from './bytes.ts';

/** The longest run of digits that a double holds exactly whatever they are. */
const EXACT_DIGITS = 15;

/** The value of an unsigned integer of 1 to 15 digits that stands from `start` to `end`, else NaN. */
export function plainInteger(bytes: Uint8Array, start: number, end: number): number {
  if (end === start || end - start > EXACT_DIGITS) return Number.NaN;
  let value = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte < ZERO || byte > NINE) return Number.NaN;
    value = value * 10 + byte - ZERO;
  }
  return value;
}
