import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { floorTo, unitsOfDay } from '../range/filter-bounds.ts';
import { firstTickFrom, inspectPage, rowsAt, tickOf } from '../range/inspect.ts';
import type { RangeContext } from '../range/range-context.ts';
import { findPage, type Shown } from './find-page.ts';
import { askUnlessRefused } from './offset-proof.ts';

/** Days and hours begin at a whole quarter of an hour, whatever the zone in which they are counted. */
const QUARTERS_OF_DAY = 96n;

/** A row, and the lower bound of the question that it answers first. */
export interface Evidence {
  readonly lower: bigint;
  readonly tick: bigint;
}

/** No row came from the tick itself on, so that later ones tell of a bound that hides them as well as its own. */
export const NOTHING_SEEN = 'nothing';

/**
 * An API that rounds the lower bound up has the rows at a tick when it is asked that much lower: the answer that shows them;
 * undefined where there is none. `seen`: what other answers have shown already.
 */
export async function askRounded(
  query: Query,
  tick: bigint,
  context: RangeContext,
  seen?: Evidence | typeof NOTHING_SEEN,
): Promise<Shown | undefined> {
  const shown = await askUnits(query, tick, context, seen);
  if (shown === undefined) context.bounds.noteNotRounded();
  return shown;
}

async function askUnits(
  query: Query,
  tick: bigint,
  context: RangeContext,
  seen: Evidence | typeof NOTHING_SEEN | undefined,
): Promise<Shown | undefined> {
  const { bounds, day } = context;
  const shows = (page: Page): boolean =>
    rowsAt(page, tick).length > 0 || (seen === NOTHING_SEEN && firstTickFrom(page, tick) !== undefined);
  const units = unitsOfDay(day).filter((unit) => typeof seen !== 'object' || mayRound(unit, seen, day));
  if (units.length === 0) return undefined;
  // A bound that is rounded hides them also where nothing else is asked for.
  const own = { lower: tick, upper: tick + 1n, offset: 0 };
  const alone = await context.ask(own);
  bounds.note(own, alone);
  // Rows below show that the API does not honour the filter, which is another matter.
  const { below } = inspectPage(alone, { low: tick, high: tick, askedLow: tick, askedHigh: tick });
  if (below > 0 || rowsAt(alone, tick).length > 0) return undefined;
  for (const unit of await unitsLeft(query, tick, units, shows, context)) {
    const shown = await findPage({ ...query, lower: tick - unit, offset: 0 }, tick, context);
    if (shown === undefined || !shows(shown.page)) continue;
    bounds.noticeLowerRounded(unit);
    return shown;
  }
  return undefined;
}

/** A bound that is rounded up to a unit hides everything up to there: a row before that shows that it is not. */
function mayRound(unit: bigint, { lower, tick }: Evidence, day: bigint): boolean {
  const quarter = day / QUARTERS_OF_DAY;
  return tick >= -floorTo(-lower, unit < quarter ? unit : quarter);
}

/**
 * The units that one answer leaves, which is asked from the longest one below: it holds rows at the tick or later ones, or
 * rows that can be asked for by themselves.
 */
async function unitsLeft(
  query: Query,
  tick: bigint,
  units: readonly bigint[],
  shows: (page: Page) => boolean,
  context: RangeContext,
): Promise<readonly bigint[]> {
  const lower = tick - (units.at(-1) ?? 0n);
  const page = await askUnlessRefused({ ...query, lower, offset: 0 }, context);
  if (page === undefined) return [];
  const last = page.count === 0 ? undefined : tickOf(page, page.count - 1);
  if (shows(page)) return units;
  if (last === undefined || last > tick) return [];
  const before = lastBetweenSeconds(page, context.day) ?? last;
  const own = await context.ask({ lower: before, upper: before + 1n, offset: 0 });
  if (rowsAt(own, before).length === 0) return units;
  return units.filter((unit) => mayRound(unit, { lower: before, tick: before }, context.day));
}

/** The last time of a page that no unit has as its beginning. */
function lastBetweenSeconds(page: Page, day: bigint): bigint | undefined {
  const [least = 1n] = unitsOfDay(day);
  for (let row = page.count - 1; row >= 0; row -= 1) {
    const tick = tickOf(page, row);
    if (tick !== undefined && tick !== floorTo(tick, least)) return tick;
  }
  return undefined;
}
