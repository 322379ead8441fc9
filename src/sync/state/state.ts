import type { TimeFormat } from '../../config/settings.ts';
import { CURSOR_FIELD } from '../../dataset/page.ts';
import { isFingerprint } from '../../dataset/row-key.ts';
import { floorDecimal, secondsText, tickDigits } from '../../dataset/time-format.ts';
import { connectorError } from '../../errors/connector-error.ts';
import type { JsonObject } from '../../protocol/airbyte.ts';
import { KeyCounts, type Keys } from '../range/keys.ts';
import { mergeSpans } from '../range/ledger.ts';
import { type KeySum, MOST_STATE_KEYS, type Position, sumOf } from '../range/position.ts';
import type { Span } from '../range/span.ts';

/** Characters that keys and spans take at most: a state stays below 1 KB. */
const MOST_CHARACTERS = 810;
/** Of them, those that parts below the position take. */
const MOST_CHARACTERS_OF_PARTS = 350;

/** Seconds from 1970 to the year 10000: more are milliseconds, or no time at all. */
const MOST_SECONDS = 253_402_300_800;

/** Far more nanoseconds than share one double of seconds, up to that year: a power of two. */
const MOST_NANOSECONDS = 1n << 16n;

/** Where a stream stands, as the platform keeps it between syncs. */
export interface StreamState {
  readonly position: Position;
  /** What is out above the position: it is not read again. */
  readonly spans: readonly Span[];
  /**
   * What this sync, begun in an earlier run, read up to the position, without gaps: its rows are counted when the sync
   * ends, and those of a part that has more are read again.
   */
  readonly read: readonly Span[];
  /**
   * The rows of the largest page, where the API gives fewer than the limit at once: what one run has learned the next one
   * cannot, if all that is left fits a page. Undefined: nothing is known of such a cap.
   */
  readonly pageCap: number | undefined;
  /** Full refresh only: everything is read, so a retry of the job emits nothing again. */
  readonly complete: boolean;
  /** Written by a full refresh: an incremental sync's state says nothing about one. */
  readonly fullRefresh: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * `{"airbyte_cursor": seconds}` is a whole state; `resume` makes a resume exact: the tick digit by digit, the keys of the
 * rows at it that are out, or their number and sum, the spans above it, the parts below it up to where the sync began, and
 * the rows that a page has at most. What does not fit is left out, and read again; parts are made longer. Undefined:
 * nothing has begun, `{}`.
 */
export function encodeState(state: StreamState | undefined, format: TimeFormat): JsonObject {
  if (state === undefined) return {};
  const { tick, keys, sum = keys && sumOf(keys) } = state.position;
  const done = spansThatFit(state.spans, tick);
  const left = MOST_CHARACTERS - JSON.stringify(done).length;
  const listed = keysThatFit(keys, left);
  const read = partsThatFit(state.read, Math.min(MOST_CHARACTERS_OF_PARTS, left - JSON.stringify(listed).length));
  return {
    [CURSOR_FIELD]: Number(secondsText(tick, format)),
    resume: {
      tick: tick.toString(),
      keys: listed,
      ...(sum === undefined || sum.rows === listed.length ? {} : { sum: `${sum.rows}:${sum.sum.toString(36)}` }),
      ...(done.length === 0 ? {} : { done }),
      ...(read.length === 0 ? {} : { read }),
      ...(state.pageCap === undefined ? {} : { page: state.pageCap }),
    },
    ...(state.fullRefresh ? { full_refresh: state.complete ? 'complete' : 'running' } : {}),
  };
}

/** `from-to:rows` of each span, the ticks counted from the position's; those with most rows first where not all fit. */
function spansThatFit(spans: readonly Span[], tick: bigint): string[] {
  const texts = spans.map(({ from, to, rows }) => ({ text: `${from - tick}-${to - tick}:${rows}`, rows, from }));
  const fitting: typeof texts = [];
  let characters = 0;
  for (const span of texts.sort((one, other) => other.rows - one.rows)) {
    characters += span.text.length + 3;
    if (characters > MOST_CHARACTERS) break;
    fitting.push(span);
  }
  return fitting.sort((one, other) => (one.from < other.from ? -1 : 1)).map(({ text }) => text);
}

/** `ticks:rows` of each part, the lowest first; the lowest ones are merged where not all fit. */
function partsThatFit(parts: readonly Span[], characters: number): string[] {
  const textOf = ({ from, to, rows }: Span): string => `${to - from + 1n}:${rows}`;
  const texts: string[] = [];
  let left = characters;
  for (let count = parts.length; count > 0; count -= 1) {
    const merged = textOf(mergeSpans(parts.slice(0, count)));
    const text = textOf(parts[count - 1] as Span);
    left -= text.length + 3;
    if (left < merged.length + 3) return [merged, ...texts];
    texts.unshift(text);
  }
  return texts;
}

/** All keys or none: without some of them, none could be told from new rows. */
function keysThatFit(keys: Keys | undefined, characters: number): string[] {
  if (keys === undefined || keys.rows > MOST_STATE_KEYS) return [];
  const listed = [...keys].flatMap(([key, count]) => Array<string>(count).fill(key));
  return JSON.stringify(listed).length <= characters ? listed : [];
}

/**
 * Reads a state, its own or another connector's: the cursor is a number or a text of seconds. Undefined: no state.
 * Errors: state_invalid.
 */
export function decodeState(raw: unknown, stream: string, format: TimeFormat): StreamState | undefined {
  if (raw === undefined || raw === null) return undefined;
  if (typeof raw !== 'object' || Array.isArray(raw)) throw invalid(stream, 'it is no object');
  const fields = raw as Fields;
  if (Object.keys(fields).length === 0) return undefined;
  const cursor = fields[CURSOR_FIELD];
  if (typeof cursor !== 'number' && typeof cursor !== 'string') {
    throw invalid(stream, `it has no ${CURSOR_FIELD} (a number of seconds)`);
  }
  const exact = floorDecimal(String(cursor).trim(), tickDigits(format));
  if (exact === undefined)
    throw invalid(stream, `its ${CURSOR_FIELD} ${JSON.stringify(cursor)} is no number of seconds`);
  if (Math.abs(Number(cursor)) >= MOST_SECONDS)
    throw invalid(stream, `its ${CURSOR_FIELD} ${cursor} is no time in seconds`);
  const resume = decodeResume(fields['resume'], cursor, format);
  return {
    position: resume?.position ?? { tick: nearest(cursor, exact.tick, format), keys: undefined },
    spans: resume?.spans ?? [],
    read: resume?.read ?? [],
    pageCap: resume?.pageCap,
    complete: fields['full_refresh'] === 'complete',
    fullRefresh: fields['full_refresh'] !== undefined,
  };
}

/**
 * A double of seconds is the nearest one to the tick, which the floor of its digits may miss by one. Of several ticks that
 * have the same double, as nanoseconds do, the first one: the rows of the others may be unread.
 */
function nearest(cursor: number | string, floor: bigint, format: TimeFormat): bigint {
  if (typeof cursor === 'string') return floor;
  const isSame = (tick: bigint): boolean => Number(secondsText(tick, format)) === cursor;
  let first = isSame(floor) || !isSame(floor + 1n) ? floor : floor + 1n;
  for (let step = MOST_NANOSECONDS; step > 0n; step /= 2n) if (isSame(first - step)) first -= step;
  return first;
}

/** The exact part of a state; ignored where it does not say the same as the cursor, which somebody may have set. */
function decodeResume(
  resume: unknown,
  cursor: number | string,
  format: TimeFormat,
): Pick<StreamState, 'position' | 'spans' | 'read' | 'pageCap'> | undefined {
  if (typeof resume !== 'object' || resume === null) return undefined;
  const { tick: text, keys, sum, done, read, page } = resume as Fields;
  if (typeof text !== 'string' || !/^-?\d{1,19}$/.test(text)) return undefined;
  const tick = BigInt(text);
  if (Number(secondsText(tick, format)) !== Number(cursor)) return undefined;
  // Others name no row of which this connector could say that it is out.
  const known = textsOf(keys).filter(isFingerprint);
  return {
    position: known.length === 0 ? { tick, keys: undefined, sum: keySumOf(sum) } : { tick, keys: KeyCounts.of(known) },
    spans: textsOf(done).flatMap((span) => spanOf(span, tick)),
    read: partsOf(textsOf(read), tick),
    pageCap: Number.isSafeInteger(page) && Number(page) > 0 ? Number(page) : undefined,
  };
}

/** `rows:sum`, the sum in base 36. */
function keySumOf(value: unknown): KeySum | undefined {
  const [, rows, digits] = /^([1-9]\d{0,14}):([\da-z]{1,13})$/.exec(String(value)) ?? [];
  if (rows === undefined || digits === undefined) return undefined;
  let sum = 0n;
  for (const digit of digits) sum = sum * 36n + BigInt(Number.parseInt(digit, 36));
  return { rows: Number(rows), sum };
}

function spanOf(text: string, tick: bigint): Span[] {
  const [, from, to, rows] = /^(\d{1,19})-(\d{1,19}):(\d{1,15})$/.exec(text) ?? [];
  if (from === undefined || to === undefined) return [];
  return [{ from: tick + BigInt(from), to: tick + BigInt(to), rows: Number(rows) }];
}

/** None, if one of them cannot be read: they are counted from the position on. */
function partsOf(texts: readonly string[], tick: bigint): Span[] {
  const parts: Span[] = [];
  let next = tick;
  for (const text of texts.toReversed()) {
    const [, ticks, rows] = /^([1-9]\d{0,18}):(\d{1,15})$/.exec(text) ?? [];
    if (ticks === undefined) return [];
    parts.unshift({ from: next - BigInt(ticks), to: next - 1n, rows: Number(rows) });
    next -= BigInt(ticks);
  }
  return parts;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text): text is string => typeof text === 'string') : [];
}

function invalid(stream: string, problem: string): Error {
  return connectorError('state_invalid', { stream, problem });
}
