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

/** Where the gap of each open container of a value is kept. */
export const OPEN_GAPS: i32 = 3072;

/**
 * Gaps: what stands before a value. Each has its text of at most two vectors, one bit for each byte of it, its size and
 * flags. Those of the members of a row stand in one region, those of objects within in others; all are aligned.
 */
export const GAP_TEXT: i32 = 32;
export const GAP_MASK: i32 = 32;
export const GAP_SIZE: i32 = GAP_MASK + 4;
export const GAP_FLAGS: i32 = GAP_SIZE + 1;
export const GAP_ROOM: i32 = 64;
export const REGION: i32 = 64 * GAP_ROOM;
export const REGIONS: i32 = 8;
export const GAPS: i32 = (TIMED + ROWS + REGION - 1) & ~(REGION - 1);
export const INNER_GAPS: i32 = GAPS + REGION;

/** Reads and copies of whole vectors touch some bytes more than they need: 64 after each area are nobody's. */
export const SLACK: i32 = 64;
/** A piece of a body. */
export const INPUT: i32 = INNER_GAPS + REGIONS * REGION + SLACK;
export const INPUT_ROOM: i32 = 256 * 1024;
/** Lines that the host takes out at once. */
export const OUTPUT: i32 = INPUT + INPUT_ROOM + SLACK;
export const OUTPUT_ROOM: i32 = 640 * 1024;
/** From here on the memory is the host's: for bodies and lines that stay where they are. */
export const LENT: i32 = OUTPUT + OUTPUT_ROOM + SLACK;

/** Bits of a row's flags, as src/json/page.ts has them. */
export const SPACED: i32 = 1;
export const HAS_CURSOR: i32 = 2;
export const NO_MEMBERS: i32 = 4;
