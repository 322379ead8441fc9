import type { Page } from '../dataset/page.ts';
import { connectorError } from '../errors/connector-error.ts';
import { dropRepeatsOf, inspectPage, type PageView } from './inspect.ts';
import type { Keys } from './position.ts';
import type { RangeContext } from './range-context.ts';
import type { Span } from './span.ts';
import { isFullPage } from './traits.ts';

/** Of more spans, so many are looked at, from the first to the last: where the API does not sort, most of them show it. */
const MOST_SPANS = 64;

/**
 * Where the API cannot be asked by offsets, nothing counts the rows from the other side. But each span alone fits a page, or
 * a few, which must have as many rows as were read of it; what it has more is written. Errors: end_not_proven.
 */
export async function proveSpans(context: RangeContext): Promise<void> {
  const all = context.ledger.spans();
  const spans = sampleOf(all);
  if (spans.length < all.length) {
    const text = `The API cannot be asked by offsets: that it sorts by the time is verified for ${MOST_SPANS} parts of the range.`;
    context.warn('sampled', text);
  }
  let larger = 0;
  for (const span of spans) if (await hasMore(span, context)) larger += 1;
  if (larger === 0) return;
  const reason = 'it does not sort by the time, and cannot be asked by offsets';
  if (spans.length > 1 && 2 * larger > spans.length) {
    throw connectorError('end_not_proven', { dataset: context.datasetId, reason });
  }
  context.warn('found', 'A count showed rows that no page had brought; they were read as well.');
}

function sampleOf(spans: readonly Span[]): readonly Span[] {
  if (spans.length <= MOST_SPANS) return spans;
  const step = (spans.length - 1) / (MOST_SPANS - 1);
  return Array.from({ length: MOST_SPANS }, (_, index) => spans[Math.round(index * step)] as Span);
}

async function hasMore(span: Span, context: RangeContext): Promise<boolean> {
  const parts = await partsOf(span, context);
  const rows = parts.reduce((sum, { view }) => sum + view.kept, 0);
  if (rows <= span.rows) return false;
  let out: Keys = context.recent.keysOf(span);
  context.ledger.replace(span, rows);
  for (const { page, view } of parts) {
    out = dropRepeatsOf(page, view, out);
    await context.deliver(page, view.keep, view.kept, undefined);
  }
  return true;
}

interface Part {
  readonly page: Page;
  readonly view: PageView;
}

/** All of a span, in as many parts as it takes until none fills a page. */
async function partsOf({ from, to }: Pick<Span, 'from' | 'to'>, context: RangeContext): Promise<Part[]> {
  const { bounds } = context;
  const page = await context.ask({ lower: bounds.lower(from), upper: bounds.upper(to), offset: 0 });
  const view = inspectPage(page, { low: from, high: to, askedLow: from, askedHigh: to });
  if (!isFullPage(page.count, context)) return [{ page, view }];
  if (from >= to) {
    const reason = `more rows than a page have the time ${context.readable(from)}, and it cannot be asked by offsets`;
    throw connectorError('end_not_proven', { dataset: context.datasetId, reason });
  }
  const middle = (from + to) / 2n;
  const below = await partsOf({ from, to: middle }, context);
  return [...below, ...(await partsOf({ from: middle + 1n, to }, context))];
}
