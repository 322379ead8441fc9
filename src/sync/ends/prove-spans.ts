import type { Page } from '../../dataset/page.ts';
import { type ConnectorError, connectorError } from '../../errors/connector-error.ts';
import { askUnlessRefused } from '../questions/offset-proof.ts';
import { dropRepeatsOf, inspectPage, type PageView, timedRows } from '../range/inspect.ts';
import type { Keys } from '../range/keys.ts';
import type { RangeContext } from '../range/range-context.ts';
import type { Span } from '../range/span.ts';
import { isFullPage } from '../range/traits.ts';

/** Questions at most, while no span shows more rows than were read: where the API does not sort, most do. */
const MOST_QUESTIONS = 256;
/** Questions for each span once one has shown it: it comes in as many parts as it needs. */
const QUESTIONS_OF_SPAN = 8;

/**
 * Where the API cannot be asked behind the rows of spans, nothing counts them from the other side. But each span alone fits a
 * page, or a few, which must have as many rows as were read of it; what it has more is written. Errors:
 * order_not_provable, end_not_proven.
 */
export async function proveSpans(spans: readonly Span[], context: RangeContext): Promise<void> {
  const sample = sampleOf(spans, MOST_QUESTIONS / 2);
  const { seen, larger } = await lookAt(sample, MOST_QUESTIONS, context);
  if (seen > 1 && 2 * larger > seen) throw notProvable(context);
  const others = spans.filter((span) => !sample.includes(span));
  const isDoubtful = larger > 0 || context.traits.unsorted;
  if (!isDoubtful) {
    if (seen < spans.length) noteSampled(context);
    return;
  }
  const rest = await lookAt(others, QUESTIONS_OF_SPAN * others.length, context);
  if (seen + rest.seen < spans.length) throw notProvable(context);
  if (larger + rest.larger > 0) noteFound(context);
}

/** How many spans could be looked at, and how many of them had more rows than were read. */
async function lookAt(
  spans: readonly Span[],
  mostQuestions: number,
  context: RangeContext,
): Promise<{ readonly seen: number; readonly larger: number }> {
  const parts = new Parts(context, mostQuestions);
  let [seen, larger] = [0, 0];
  for (const span of spans) {
    const found = await parts.of(span);
    if (found === undefined) continue;
    seen += 1;
    if (await writeMore(found, span, context)) larger += 1;
  }
  return { seen, larger };
}

function noteSampled(context: RangeContext): void {
  context.warn(
    'sampled',
    'The API cannot be asked by offsets, so that it sorts by the time is verified for a part of the range only.',
  );
}

function notProvable({ datasetId: dataset }: RangeContext): ConnectorError {
  const reason = 'its rows are not sorted by the time, and the API cannot be asked by offsets';
  return connectorError('order_not_provable', { dataset, reason });
}

export function notGiven({ datasetId: dataset }: RangeContext): ConnectorError {
  const reason = 'the API has more rows in the range than it gives, whichever way it is asked';
  return connectorError('end_not_proven', { dataset, reason });
}

export function noteFound(context: RangeContext): void {
  context.warn('found', 'A count showed rows that no page had brought; they were read as well.');
}

/** Not all where they are more than `most`, but from the first to the last. */
export function sampleOf(spans: readonly Span[], most: number): readonly Span[] {
  if (spans.length <= most) return spans;
  const step = (spans.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => spans[Math.round(index * step)] as Span);
}

/** Was a span larger than what was read of it? */
async function writeMore(parts: readonly Part[], span: Span, context: RangeContext): Promise<boolean> {
  const rows = parts.reduce((sum, { view }) => sum + timedRows(view), 0);
  if (rows <= span.rows) return false;
  let out: Keys = context.recent.keysOf(span);
  context.ledger.replace(span, rows);
  for (const { page, view } of parts) {
    context.untimed.dropKnown(page, view);
    out = dropRepeatsOf(page, view, out);
    await context.deliver(page, view.keep, view.kept, undefined);
  }
  return true;
}

interface Part {
  readonly page: Page;
  readonly view: PageView;
}

/** Takes spans in as many parts as it needs until none fills a page. */
class Parts {
  readonly #context: RangeContext;
  #left: number;

  constructor(context: RangeContext, mostQuestions: number) {
    this.#context = context;
    this.#left = mostQuestions;
  }

  /**
   * Undefined where that takes too many questions, or where the rows of one time fill a page. Errors: end_not_proven, where
   * these alone are more than were read.
   */
  async of({ from, to, rows }: Span): Promise<Part[] | undefined> {
    if (this.#left === 0) return undefined;
    this.#left -= 1;
    const context = this.#context;
    const { bounds } = context;
    const query = { lower: bounds.lower(from), upper: bounds.upper(to), offset: 0 };
    // Some APIs refuse a range that ends where it begins.
    const page = (await askUnlessRefused(query, context)) ?? (await context.ask({ ...query, upper: to + 1n }));
    const view = inspectPage(page, { low: from, high: to, askedLow: from, askedHigh: to });
    if (!isFullPage(page.count, context)) return [{ page, view }];
    if (from >= to) {
      if (timedRows(view) > rows) throw notGiven(context);
      return undefined;
    }
    const middle = from + (to - from) / 2n;
    const below = await this.of({ from, to: middle, rows });
    const above = below && (await this.of({ from: middle + 1n, to, rows }));
    return below && above && [...below, ...above];
  }
}
