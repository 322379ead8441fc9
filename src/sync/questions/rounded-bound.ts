import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { floorTo, unitsOfDay } from '../range/filter-bounds.ts';
import { firstTickFrom, inspectPage, isUntimed, lastTickOf, rowsAt, tickOf } from '../range/inspect.ts';
import type { Keys } from '../range/keys.ts';
import type { RangeContext } from '../range/range-context.ts';
import { findPage, hasRowsWithin, type Shown } from './find-page.ts';
import { askTwiceUnlessRefused } from './offset-proof.ts';

/** Days and hours begin at a whole quarter of an hour, whatever the zone in which they are counted. */
const QUARTERS_OF_DAY = 96n;

/** A row, and the lower bound of the question that it answers first. */
interface Evidence {
  readonly lower: bigint;
  readonly tick: bigint;
}

/** That the first row of an answer has this time, where it has one. */
export function evidenceOf({ lower }: Query, page: Page): Evidence | undefined {
  const tick = page.count === 0 ? undefined : tickOf(page, 0);
  return tick === undefined ? undefined : { lower, tick };
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
  if (shown === undefined) context.bounds.noteNotRounded(tick);
  return shown;
}

/**
 * Do rows of a range that are not out come where its lower bound is asked lower by a unit, at least by what is known that the
 * API rounds it by? Notices the shortest one that brings some. `query`: its other bound.
 */
export async function hidesRows(
  query: Query,
  range: { readonly low: bigint; readonly high: bigint },
  context: RangeContext,
  out?: Keys,
): Promise<boolean> {
  const { bounds, day } = context;
  const { low } = range;
  const least = low - bounds.lower(low);
  for (const unit of unitsOfDay(day).filter((other) => other >= least)) {
    if (!(await hasRowsWithin({ ...query, lower: low - unit }, range, context, out))) continue;
    bounds.noticeLowerRounded(unit);
    return true;
  }
  return false;
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
  const alone = await askFrom(own, tick, context);
  bounds.note(own, alone);
  // Rows below show that the API does not honour the filter, which is another matter.
  const { below } = inspectPage(alone, { low: tick, high: tick, askedLow: tick, askedHigh: tick });
  if (below > 0 || rowsAt(alone, tick).length > 0 || (await isExclusive(tick, context))) return undefined;
  for (const unit of await unitsLeft(query, tick, units, shows, context)) {
    const shown = await findPage({ ...query, lower: tick - unit, offset: 0 }, tick, context);
    if (shown === undefined || !shows(shown.page)) continue;
    bounds.noticeLowerRounded(unit);
    return shown;
  }
  return undefined;
}

/** The first page; where rows without a time fill it, the one behind them with rows from the tick on. */
async function askFrom(query: Query, tick: bigint, context: RangeContext): Promise<Page> {
  const page = await context.ask(query);
  return isUntimed(page) ? ((await findPage(query, tick, context))?.page ?? page) : page;
}

/** One tick lower shows the rows at a tick; where a second begins there, a bound that is rounded would as well. */
async function isExclusive(tick: bigint, context: RangeContext): Promise<boolean> {
  const lower = tick - 1n;
  const [least = 1n] = unitsOfDay(context.day);
  if (lower === floorTo(lower, least)) return false;
  const page = await askFrom({ lower, upper: tick + 1n, offset: 0 }, tick, context);
  const isShown = rowsAt(page, tick).length > 0;
  if (isShown) context.bounds.noticeLowerExclusive();
  return isShown;
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
  const page = await askTwiceUnlessRefused({ ...query, lower, offset: 0 }, context);
  if (page === undefined || page.count === 0) return [];
  const last = lastTickOf(page);
  // Rows without a time may fill it.
  if (last === undefined || shows(page)) return units;
  if (last > tick) return [];
  const [least = 1n] = unitsOfDay(context.day);
  const before = lastTickOf(page, (at) => at !== floorTo(at, least)) ?? last;
  const own = await context.ask({ lower: before, upper: before + 1n, offset: 0 });
  // Rows below are the answer to another question.
  const { below } = inspectPage(own, { low: before, high: before, askedLow: before, askedHigh: before });
  if (below > 0 || rowsAt(own, before).length === 0) return units;
  return units.filter((unit) => mayRound(unit, { lower: before, tick: before }, context.day));
}
