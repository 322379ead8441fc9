import type { Query } from '../../dataset/query.ts';
import { MAX_INT64 } from '../../dataset/row-time.ts';
import { firstTickFrom, inspectPage, timedRows } from '../range/inspect.ts';
import type { RangeContext } from '../range/range-context.ts';
import type { Span } from '../range/span.ts';
import { askTwice } from './ask-twice.ts';
import { askTwiceUnlessRefused } from './offset-proof.ts';
import { Trickle } from './trickle.ts';

/** What a look at all rows of a span has shown. */
export interface Look {
  /** All stand in the order of their times: a reader that went upwards by anchors cannot have passed any of them over. */
  readonly ascending: boolean;
  /** Rows with a time of the span, as far as they were looked at. */
  readonly rows: number;
}

/** Looks through a span by offsets, without writing. */
export async function lookThrough({ from, to }: Span, context: RangeContext): Promise<Look> {
  const upper = await boundAbove({ from, to }, context);
  // Rows that stand below only because the bound is asked lower are none of the span.
  let last = context.bounds.lower(from);
  let rows = 0;
  const trickle = new Trickle(context);
  for (let offset = 0; ; ) {
    const query: Query = { lower: context.bounds.lower(from), upper, offset };
    const page = (await trickle.isOver(query)) ? undefined : await askTwiceUnlessRefused(query, context);
    if (page === undefined || page.count === 0) return { ascending: true, rows };
    // Where the filter is ignored, rows outside of the span show the order as well.
    const view = inspectPage(page, { low: last, high: MAX_INT64, askedLow: last, askedHigh: MAX_INT64 });
    // Nor have those without a time a place among the others.
    if (!view.ascending || view.below + view.untimed > 0) return { ascending: false, rows };
    const inside = inspectPage(page, { low: from, high: to, askedLow: from, askedHigh: to });
    rows += timedRows(inside);
    last = view.lastTick ?? last;
    trickle.note(query, page);
    offset += page.count;
    page.memory.release();
  }
}

/**
 * The upper bound that brings, beside a span, the row that stands first among those above. A page that ended the span had that
 * row or a later one, so a row of the span that was passed over stands behind it.
 */
export async function boundAbove({ from, to }: Pick<Span, 'from' | 'to'>, context: RangeContext): Promise<bigint> {
  const { bounds, high } = context;
  // Behind the end of the range, a question for it would end where it begins.
  const page = to >= high ? undefined : await askTwice(bounds.closing(to + 1n), context);
  const above = page && firstTickFrom(page, to + 1n);
  return bounds.wide(from, above ?? to).upper;
}
