import { readTies } from '../offsets/read-ties.ts';
import { settleLower } from '../questions/settle-bounds.ts';
import type { Standing } from '../range/standing.ts';

/** The first query of a stream asks for its first tick itself: if the bound is exclusive, it hid the rows there. */
export async function recoverFirstTick(standing: Standing): Promise<void> {
  const { context } = standing;
  if (!standing.firstTickUnseen || !context.bounds.lowerExclusive) return;
  standing.firstTickUnseen = false;
  const tick = context.low;
  const tie = { tick, askedLow: tick - 1n, askedHigh: tick + 1n, out: context.recent.keysBefore(tick) };
  const { segment } = standing;
  const { out } = await readTies(tie, context, (position) => ({ segment, position, rowsBelow: 0 }));
  context.ledger.increase(tick, out.rows);
  standing.addBelow(out.rows);
  standing.settle();
}

/** The reader is through. If its first page was enough, or its anchors vanished, none has shown yet how the bound is taken. */
export async function settleFirstTick(standing: Standing): Promise<void> {
  const { context, segment, firstTickUnseen, anchorsGone } = standing;
  if (firstTickUnseen && (segment.to < context.high || anchorsGone)) await settleLower(context.low, context);
  await recoverFirstTick(standing);
}
