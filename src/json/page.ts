/** A piece of a body: bytes `start` (inclusive) to `end` (exclusive). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Arrays and objects of a body may be nested this deep, the root counted. */
export const MAX_DEPTH = 1000;

/** What a scan looks for in the body of one answer. */
export interface ScanPlan {
  /** The keys from the root down to the array of the records; empty: the root itself is the array. */
  readonly records: readonly string[];
  /** What an element of that array must be. */
  readonly element: 'object' | 'array';
  /** Paths of further values outside of that array whose spans are wanted (a total, an error, the column names). */
  readonly values: readonly (readonly string[])[];
  /** The keys from a record down to its time value. */
  readonly time: readonly string[];
  /** The top-level key of a record that the connector would add: is it there already? */
  readonly cursor: string;
}

/** Bits of `ScannedPage.flags`. */
export const SPACED = 1; // whitespace between tokens: it must be dropped before the record is written on one line
export const HAS_CURSOR = 2; // the key `ScanPlan.cursor` is already there
export const NO_MEMBERS = 4; // the record is `{}` (or `[]`)

/** A body that is proven to be one JSON text, and where its records are. Nothing in it was copied or converted. */
export interface ScannedPage {
  readonly body: Uint8Array;
  /** What stands at `ScanPlan.records`. */
  readonly found: 'array' | 'object' | 'string' | 'number' | 'boolean' | 'null' | 'missing';
  /** Number of records; 0 where `found` is not `array`. */
  readonly count: number;
  /** Span of record i, `{` to `}` inclusive: `start[i]` to `end[i]` (exclusive). Longer than `count` is possible. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Span of the text of the time value of record i (a string with its quotes); both 0 where the key is missing. */
  readonly timeStart: Int32Array;
  readonly timeEnd: Int32Array;
  /** The time value of record i where it is an unsigned integer of at most 15 digits and nothing else; else NaN. */
  readonly timeInteger: Float64Array;
  readonly flags: Uint8Array;
  /** The span of each of `ScanPlan.values`, in that order; undefined: not there. */
  readonly values: readonly (Span | undefined)[];
}

/** The body is not one JSON text, or its records are not what they must be. `offset` is the byte where it shows. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
  readonly offset: number;

  constructor(reason: string, offset: number) {
    super(`${reason} at byte ${offset}`);
    this.offset = offset;
  }
}
