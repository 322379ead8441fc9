import type { Query } from '../dataset/query.ts';
import { unitsOfDay } from './filter-bounds.ts';
import { findPage, type Shown } from './find-page.ts';
import { rowsAt } from './inspect.ts';
import type { RangeContext } from './range-context.ts';

/**
 * An API that rounds the lower bound up has the rows at a tick when it is asked that much lower: the answer that shows them;
 * undefined where there is none.
 */
export async function askRounded(query: Query, tick: bigint, context: RangeContext): Promise<Shown | undefined> {
  // A bound that is rounded hides them also where nothing else is asked for.
  const alone = await context.ask({ lower: tick, upper: tick + 1n, offset: 0 });
  if (rowsAt(alone, tick).length > 0) return undefined;
  for (const unit of unitsOfDay(context.day)) {
    const lower = { ...query, lower: tick - unit, offset: 0 };
    const shown = await findPage(lower, tick, context);
    if (shown === undefined || rowsAt(shown.page, tick).length === 0) continue;
    context.bounds.noticeLowerRounded(unit);
    return shown;
  }
  return undefined;
}
