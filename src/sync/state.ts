import type { TimeFormat } from '../config/settings.ts';
import { CURSOR_FIELD } from '../dataset/page.ts';
import { floorDecimal, secondsText, tickDigits } from '../dataset/time-format.ts';
import { connectorError } from '../errors/connector-error.ts';
import type { JsonObject } from '../protocol/airbyte.ts';
import { countKeys, type Position } from './position.ts';

/** Fingerprints that a state holds at most: a state stays below 1 KB. */
const MAX_STATE_KEYS = 48;

/** Where a stream stands, as the platform keeps it between syncs. */
export interface StreamState {
  readonly position: Position;
  /** Full refresh only: everything is read, so a retry of the job emits nothing again. */
  readonly complete: boolean;
  /** Written by a full refresh: an incremental sync's state says nothing about one. */
  readonly fullRefresh: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * `{"airbyte_cursor": seconds}` is a whole state; `resume` makes a resume exact: the tick digit by digit, and the keys
 * of the rows at it that are out.
 */
export function encodeState(state: StreamState, format: TimeFormat): JsonObject {
  const { tick, keys } = state.position;
  const listed = keys === undefined ? [] : [...keys].flatMap(([key, count]) => Array<string>(count).fill(key));
  const kept = listed.length <= MAX_STATE_KEYS ? listed : [];
  return {
    [CURSOR_FIELD]: Number(secondsText(tick, format)),
    resume: { tick: tick.toString(), keys: kept },
    ...(state.fullRefresh ? { full_refresh: state.complete ? 'complete' : 'running' } : {}),
  };
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
  return {
    position: exactPosition(fields['resume'], cursor, format) ?? {
      tick: nearest(cursor, exact.tick, format),
      keys: undefined,
    },
    complete: fields['full_refresh'] === 'complete',
    fullRefresh: fields['full_refresh'] !== undefined,
  };
}

/** A double of seconds is the nearest one to the tick, which the floor of its digits may miss by one. */
function nearest(cursor: number | string, floor: bigint, format: TimeFormat): bigint {
  const next = floor + 1n;
  return typeof cursor === 'number' && Number(secondsText(next, format)) === cursor ? next : floor;
}

/** The exact part of a state; ignored where it does not say the same as the cursor, which somebody may have set. */
function exactPosition(resume: unknown, cursor: number | string, format: TimeFormat): Position | undefined {
  if (typeof resume !== 'object' || resume === null) return undefined;
  const { tick: text, keys } = resume as Fields;
  if (typeof text !== 'string' || !/^-?\d{1,19}$/.test(text)) return undefined;
  const tick = BigInt(text);
  if (Number(secondsText(tick, format)) !== Number(cursor)) return undefined;
  const texts = Array.isArray(keys) ? keys.filter((key): key is string => typeof key === 'string') : [];
  return { tick, keys: texts.length === 0 ? undefined : countKeys(texts) };
}

function invalid(stream: string, problem: string): Error {
  return connectorError('state_invalid', { stream, problem });
}
