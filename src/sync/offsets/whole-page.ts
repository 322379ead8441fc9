import type { Page } from '../../dataset/page.ts';
import { rowFingerprint } from '../../dataset/row-key.ts';
import { askUnlessRefused } from '../questions/offset-proof.ts';
import type { RangeContext } from '../range/range-context.ts';
import type { Step } from './offset-walk.ts';

/** After so many short pages that were whole all the same, the server is known to vary their size. */
const MOST_FRUITLESS = 3;

/** The server gives pages of any size: none tells by its rows that nothing is behind it. */
export function variesPages({ traits }: Pick<RangeContext, 'traits'>): boolean {
  return traits.fruitlessRepairs >= MOST_FRUITLESS;
}

/** By offsets, rows that a page left out shift nothing that a later page would show: a short one is asked for again at once. */
export async function wholePage({ page, query, overlap }: Step, context: RangeContext): Promise<Page> {
  const isCut = query.offset + page.count === context.traits.window;
  if (page.count >= context.limit || isCut || variesPages(context)) return page;
  const again = await askUnlessRefused(query, context);
  if (again === undefined) return page;
  // Rows that moved meanwhile show with the next page.
  const isMoved = overlap > 0 && again.count > 0 && rowFingerprint(again, 0) !== rowFingerprint(page, 0);
  const isWhole = again.count <= page.count;
  if (isWhole) context.traits.fruitlessRepairs += 1;
  else if (!isMoved) noteRepair(context);
  const [taken, other] = isWhole || isMoved ? [page, again] : [again, page];
  other.memory.release();
  return taken;
}

/** A page came without some of its rows. */
export function noteRepair({ traits, warn }: RangeContext): void {
  traits.fruitlessRepairs = 0;
  warn('short_pages', 'Pages came without some of their rows; they were asked for again.');
}
