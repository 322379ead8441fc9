// Where everything stands in the one memory, in bytes. What the host needs of it is exported.

/** What the host hands in for a scan: the two keys, in their plain spelling. */
export const KEY_ROOM: i32 = 256;
export const TIME_KEY: i32 = 2048;
export const CURSOR_KEY: i32 = TIME_KEY + KEY_ROOM;

/** What the host hands in for lines: what stands before a row, before its cursor, and after it. */
export const TEXT_ROOM: i32 = 4096;
export const PREFIX: i32 = 4096;
export const MEMBER: i32 = PREFIX + TEXT_ROOM;
export const SUFFIX: i32 = MEMBER + TEXT_ROOM;

/** The columns of the table of rows. */
export const ROWS: i32 = 4096;
export const START: i32 = 16384;
export const END: i32 = START + ROWS * 4;
export const TIME_START: i32 = END + ROWS * 4;
export const TIME_END: i32 = TIME_START + ROWS * 4;
export const TICKS: i32 = TIME_END + ROWS * 4;
export const FLAGS: i32 = TICKS + ROWS * 8;
export const KEEP: i32 = FLAGS + ROWS;
export const TIMED: i32 = KEEP + ROWS;

/** What stands between the values of a row: its text of at most two vectors, one bit for each byte of it, its size, flags. */
export const GAPS: i32 = TIMED + ROWS;
export const GAP_COUNT: i32 = 64;
export const GAP_TEXT: i32 = 32;
export const GAP_MASK: i32 = GAP_TEXT;
export const GAP_SIZE: i32 = GAP_MASK + 4;
export const GAP_FLAGS: i32 = GAP_SIZE + 1;
export const GAP_ROOM: i32 = 64;

/** Reads and copies of whole vectors touch some bytes more than they need: 64 after each area are nobody's. */
export const SLACK: i32 = 64;
/** A piece of a body. */
export const INPUT: i32 = GAPS + GAP_COUNT * GAP_ROOM + SLACK;
export const INPUT_ROOM: i32 = 256 * 1024;
/** Lines. */
export const OUTPUT: i32 = INPUT + INPUT_ROOM + SLACK;
export const OUTPUT_ROOM: i32 = 512 * 1024;

/** Bits of a row's flags, as src/json/page.ts has them. */
export const SPACED: i32 = 1;
export const HAS_CURSOR: i32 = 2;
export const NO_MEMBERS: i32 = 4;
