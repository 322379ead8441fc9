import { boundAbove } from '../questions/look-through.ts';
import type { KeyCounts } from '../range/keys.ts';
import { mergeSpans } from '../range/ledger.ts';
import type { RangeContext } from '../range/range-context.ts';
import type { Span } from '../range/span.ts';
import { Displaced } from './displaced.ts';
import { isCappedError } from './offset-end.ts';
import { readOf } from './offset-read.ts';
import { OffsetReader } from './offset-reader.ts';
import { readByOffsets } from './read-by-offsets.ts';
import { WrittenRows } from './written-rows.ts';

/**
 * Spans that were read by anchors, of an API that does not sort: reads them again by offsets and writes what may have been
 * passed over. `out`: the rows that are known to be out; it gets those that are written. Where offsets end early, each half is
 * read by itself. Errors: those of readByOffsets.
 */
export async function readDisplaced(spans: readonly Span[], out: KeyCounts, context: RangeContext): Promise<void> {
  const span = mergeSpans(spans);
  const written = new WrittenRows();
  const displaced = new Displaced(spans);
  const read = readOf(span, out, context);
  // Rows above may stand before some of the span.
  const query = { ...read.query, upper: await boundAbove(span, context) };
  const reader = new OffsetReader({ ...read, query, displaced }, context, written);
  const rows = await reader.read().catch((error: unknown) => {
    if (!isCappedError(error)) throw error;
  });
  if (written.keys !== undefined) out.include(written.keys);
  if (rows !== undefined && !reader.isUnstable) {
    for (const counted of displaced.counted) context.ledger.replace(counted, counted.rows);
    return;
  }
  if (spans.length === 1 || reader.isUnstable) {
    return context.ledger.replace(span, await readByOffsets(read, context));
  }
  const middle = spans.length >> 1;
  await readDisplaced(spans.slice(0, middle), out, context);
  await readDisplaced(spans.slice(middle), out, context);
}
