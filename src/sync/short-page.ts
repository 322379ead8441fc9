import type { Page } from '../dataset/page.ts';
import type { Query } from '../dataset/query.ts';
import { rowFingerprint } from '../dataset/row-key.ts';
import { dropRepeatsOf, inspectPage, type PageView } from './inspect.ts';
import { countKeys, includeKeys } from './position.ts';
import type { RangeContext } from './range-context.ts';
import type { Standing } from './standing.ts';

/** After so many short pages that were whole all the same, the server is known to vary their size. */
const MOST_FRUITLESS = 3;

/** Do rows come after a page that was shorter than others? Then it was not the last one, and may miss some. */
export function needsRepair({ previous, low, context }: Standing, page: Page, view: PageView): boolean {
  if (previous?.page === undefined) return false;
  const goesOn = view.passed || (view.lastTick !== undefined && view.lastTick > low);
  const { largestPage, fruitlessRepairs } = context.traits;
  return goesOn && previous.count < Math.max(largestPage, page.count) && fruitlessRepairs < MOST_FRUITLESS;
}

/**
 * Rows may be missing in the middle of the page before, which no anchor shows. It is asked for again, and what was missing
 * goes out.
 */
export async function repairShortPage(standing: Standing): Promise<void> {
  const { previous, segment, context, low } = standing;
  if (previous?.page === undefined) return;
  const { query, page, anchor } = previous;
  standing.previous = { ...previous, page: undefined };
  const again = await context.ask(query);
  // The rows at `low` are the next page's anchor: it brings those that are missing there.
  const bounds = { low: segment.from, high: low - 1n, askedLow: query.lower, askedHigh: query.upper };
  const view = inspectPage(again, bounds);
  const out = countKeys(Array.from({ length: page.count }, (_, row) => rowFingerprint(page, row)));
  if (anchor !== undefined) includeKeys(out, anchor.keys);
  dropRepeatsOf(again, view, out);
  if (view.kept === 0 || view.below > 0 || !view.ascending) {
    context.traits.fruitlessRepairs += 1;
    return;
  }
  noteRepair(context);
  context.ledger.increase(low - 1n, view.kept);
  standing.addBelow(view.kept);
  await context.deliver(again, view.keep, view.kept, undefined);
}

/** By offsets, rows that a page left out shift nothing that a later page would show: a short one is asked for again at once. */
export async function wholePage(page: Page, query: Query, context: RangeContext): Promise<Page> {
  if (page.count >= context.limit || context.traits.fruitlessRepairs >= MOST_FRUITLESS) return page;
  const again = await context.ask(query);
  if (again.count <= page.count) {
    context.traits.fruitlessRepairs += 1;
    return page;
  }
  noteRepair(context);
  return again;
}

function noteRepair({ traits, warn }: RangeContext): void {
  traits.fruitlessRepairs = 0;
  warn('short_pages', 'Pages came without some of their rows; they were asked for again.');
}
