import { type Page, withoutRows } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { pageFingerprint, rowFingerprint } from '../../dataset/row-key.ts';
import { unlessRefused } from './offset-proof.ts';

/**
 * An API that has nothing at an offset may give its last rows again, however many. They end with the row that stands right
 * before the offset, as no page does that begins there, unless that row equals another one: `far`, an offset that no dataset
 * reaches, has the last rows for certain.
 */
export async function withoutLastAgain(
  query: Query,
  page: Page,
  far: number,
  ask: (query: Query) => Promise<Page>,
): Promise<Page> {
  const { limit, ...whole } = query;
  const { offset } = query;
  if (offset === 0 || page.count === 0) return page;
  const before = await ask({ ...query, offset: offset - 1, limit: 1 });
  const isAgain =
    endsWith(page, before) ||
    // A page of one row may have the first of the last ones: then the row that is asked for alone tells.
    (page.count === 1 && limit !== 1 && endsWith(await ask({ ...query, limit: 1 }), before));
  if (!isAgain) return page;
  // Where rows are equal, more of them tell more.
  const here = limit === 1 ? await ask(whole) : page;
  const last = await unlessRefused(ask({ ...(limit === 1 ? whole : query), offset: far }));
  return last !== undefined && pageFingerprint(last) === pageFingerprint(here) ? withoutRows(page) : page;
}

/** Is its last row the one of the other page? */
function endsWith(page: Page, row: Page): boolean {
  return page.count > 0 && row.count > 0 && rowFingerprint(page, page.count - 1) === rowFingerprint(row, 0);
}
