import { hasRowsOut, type Position } from '../range/position.ts';
import type { RangeContext } from '../range/range-context.ts';
import { capsPages } from '../range/traits.ts';
import type { StreamState } from './state.ts';

export interface CurrentStateOptions {
  /** The state that came in. */
  readonly begun: StreamState | undefined;
  readonly fullRefresh: boolean;
  readonly context: RangeContext;
  /** The latest time that was written, with the rows at it where they are known. */
  readonly highest: Position | undefined;
  readonly complete: boolean;
}

/**
 * The state of what is on stdout; undefined where a first sync begins later than now, or has read nothing before it failed:
 * another start_time counts then.
 */
export function currentState(options: CurrentStateOptions): StreamState | undefined {
  const { begun: state, fullRefresh, context, complete } = options;
  if (state === undefined && context.low > context.high && !fullRefresh) return undefined;
  const current = stateOf(options);
  return state === undefined && !complete && isAt(context.low, current) ? undefined : current;
}

/** Whether all is still to be read from there on. */
function isAt(low: bigint, { position, spans }: StreamState): boolean {
  return position.tick === low && !hasRowsOut(position) && spans.length === 0;
}

function stateOf({ begun: state, context, complete, fullRefresh, highest }: CurrentStateOptions): StreamState {
  const { segments, low, readBefore: read } = context;
  const { position, rowsBelow, spans } = segments.progress();
  const begun = state?.position ?? { tick: low, keys: undefined };
  const whole = { spans: [], read: [], pageCap: pageCap(state, context), complete, fullRefresh };
  if (complete) return { ...whole, position: endPosition(begun, state, highest) };
  // Back to where the sync began, since rows below may have been passed over.
  if (context.traits.disproved)
    return { ...whole, position: read === undefined ? begun : { tick: read.from, keys: undefined } };
  // A lookback reads below the position that the state already has: it never goes back.
  if (position.tick < begun.tick) return { ...whole, position: begun, spans, read: state?.read ?? [] };
  const from = read?.from ?? low;
  if (position.tick <= from) return { ...whole, position, spans };
  const below = { from, to: position.tick - 1n, rows: (read?.rows ?? 0) + rowsBelow };
  return { ...whole, position, spans, read: context.ledger.partsOf(below, context.mostRepeats) };
}

/** Known once a page that was not full turned out not to be the last one, and as long as none was larger. */
function pageCap(begun: StreamState | undefined, context: RangeContext): number | undefined {
  const largest = Math.max(begun?.pageCap ?? 0, context.traits.largestAnswer);
  return capsPages(context) && largest < context.limit ? largest : undefined;
}

/** The latest row that came, in this run or in the one that it continues. */
function endPosition(begun: Position, state: StreamState | undefined, highest: Position | undefined): Position {
  let end = highest !== undefined && highest.tick >= begun.tick ? highest : begun;
  for (const { to, rows } of state?.spans ?? []) {
    if (rows > 0 && to >= end.tick) end = { tick: to + 1n, keys: undefined };
  }
  return end;
}
