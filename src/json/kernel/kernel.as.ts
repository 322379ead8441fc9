// What the host calls and reads (src/json/kernel.ts). One memory of fixed size: nothing is ever allocated.
export { setKeys } from './gaps.as';
export {
  CURSOR_KEY,
  END,
  FLAGS,
  INPUT,
  INPUT_ROOM,
  KEEP,
  KEY_ROOM,
  LENT,
  MEMBER,
  OUTPUT,
  OUTPUT_ROOM,
  PREFIX,
  ROWS,
  SLACK,
  START,
  SUFFIX,
  TEXT_ROOM,
  TICKS,
  TIME_END,
  TIME_KEY,
  TIME_START,
  TIMED,
} from './layout.as';
export { setTexts, writeLines, written } from './lines.as';
export { next, reached, scanned, scanRows } from './scan.as';
