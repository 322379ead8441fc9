import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { pageFingerprint } from '../../dataset/row-key.ts';
import { fingerprintsOf } from '../range/inspect.ts';
import type { RangeContext } from '../range/range-context.ts';
import type { Traits } from '../range/traits.ts';
import { askByOffset, askRow, askUnlessRefused } from './offset-proof.ts';

/** What an offset that no dataset reaches shows. */
type Far = 'ended' | 'last rows' | 'ignored';

/** Each has rows; or the first one that has none, or is refused. */
type Pages = readonly Page[] | 'refused' | 'ended';

/** An offset that no dataset reaches. */
const FAR_OFFSET = 1_000_000_000;

/** So often seen, that offsets end is no slip. */
const SURE_ENDS = 2;

/** The same, as far as the configuration has one, or, where it tells nothing, one that is nearer behind `known` rows. */
export function farOffset(known: number, { maxOffset = FAR_OFFSET, traits }: RangeContext): number {
  const far = Math.min(FAR_OFFSET, maxOffset);
  return traits.nearFar === undefined ? far : Math.min(far, known + traits.nearFar);
}

/** Asks behind all rows that are known: what comes may be the last of them again. */
export async function askBehindAll(
  query: Query,
  context: RangeContext,
  ask = askUnlessRefused,
): Promise<Page | undefined> {
  const { traits } = context;
  const page = await askByOffset(query, context, ask);
  if (page === undefined || page.count === 0 || traits.lastAgain || traits.endedOffsets >= SURE_ENDS) return page;
  return (await askFar(query, context)) === 'last rows' ? await askByOffset(query, context, ask) : page;
}

/** An API that ignores the offset has the same rows wherever it is asked. `isRepeated`: a page came again. */
export async function isOffsetIgnored(query: Query, context: RangeContext, isRepeated = true): Promise<boolean> {
  const far = await askFar(query, context);
  const { nearFar, lastAgain, offsetsCount } = context.traits;
  const isNear = far === 'ended' && isRepeated && nearFar === undefined && !lastAgain && !offsetsCount;
  return (isNear ? await askNear(query, context) : far) === 'ignored';
}

/**
 * At a far offset, only an API that ignores the offset has rows, or one that gives its last ones again. Where it refuses that,
 * a nearer one tells. Notes what later questions need not ask again.
 */
async function askFar(query: Query, context: RangeContext): Promise<Far> {
  const { traits } = context;
  const offset = farOffset(query.offset, context);
  const asked = offset < FAR_OFFSET ? wholePage(query) : query;
  // One answer may be another one by mistake.
  const pages = traits.nearFar === undefined ? await pagesAt([offset, offset - 1], asked, context) : 'refused';
  if (typeof pages === 'object') return await meaningOf(pages, { ...query, offset }, context);
  if (pages === 'refused') traits.nearFar ??= pageBehind(context);
  const near = pages === 'refused' && !traits.offsetsCount ? await askNear(query, context) : 'ended';
  if (near === 'ended') traits.endedOffsets += 1;
  return near;
}

/** Of pages at a far offset, that of the query, and at the one before it. */
async function meaningOf(pages: readonly Page[], query: Query, context: RangeContext): Promise<Far> {
  const { traits } = context;
  // The rows of a dataset may reach an offset of the configuration.
  if (query.offset < FAR_OFFSET && !areSame(pages)) {
    if (traits.offsetsCount || !areEqual(pages)) return 'ended';
    const far = await askOthers({ ...query, lower: 0n }, context);
    traits.lastAgain ||= far === 'last rows';
    traits.offsetsCount = far === 'ended';
    return far;
  }
  if (!areEqual(pages) || !(await isLastGiven(query, context))) return 'ignored';
  traits.lastAgain = true;
  return 'last rows';
}

/**
 * The last rows may come again, or offsets be ignored, only up to an offset that is nearer: then what is behind all that is
 * known is also a page and more behind it. Where all those rows are equal, others of the dataset tell whether offsets count.
 */
async function askNear(query: Query, context: RangeContext): Promise<Far> {
  const { traits } = context;
  const pages = await pagesFrom(wholePage(query), context);
  if (typeof pages === 'string') return await askNext(wholePage(query), context);
  if (!areEqual(pages)) return 'ended';
  if (areLastRows(pages, traits)) return noteLastAgain(pageBehind(context), traits);
  if (!haveOthers(pages)) {
    const others = await pagesFrom({ lower: 0n, upper: query.upper, offset: 0 }, context);
    if (typeof others === 'object' && areSame(others)) return 'ignored';
    traits.offsetsCount = true;
    return 'ended';
  }
  if (query.offset === 0 || !(await isLastGiven(query, context))) return 'ignored';
  return noteLastAgain(pageBehind(context), traits);
}

/** Where nothing is a page behind all that is known, what comes next may be the last rows again all the same. */
async function askNext(query: Query, context: RangeContext): Promise<Far> {
  const { offset } = query;
  const pages = offset === 0 ? 'ended' : await pagesAt([offset, offset + 1], query, context);
  if (typeof pages === 'string' || !areEqual(pages) || !areLastRows(pages, context.traits)) return 'ended';
  return noteLastAgain(1, context.traits);
}

function noteLastAgain(nearFar: number, traits: Traits): Far {
  traits.nearFar = nearFar;
  traits.lastAgain = true;
  return 'last rows';
}

/** A page and more. */
function pageBehind({ limit }: RangeContext): number {
  return limit + 1;
}

/** The pages at an offset, and at the two that are a page and more behind it: an API that counts in pages gives others. */
async function pagesFrom(query: Query, context: RangeContext): Promise<Pages> {
  const { offset } = query;
  const behind = offset + pageBehind(context);
  return await pagesAt([behind, behind + 1, offset], query, context);
}

async function pagesAt(offsets: readonly number[], query: Query, context: RangeContext): Promise<Pages> {
  const pages: Page[] = [];
  for (const offset of offsets) {
    const page = await askUnlessRefused({ ...query, offset }, context);
    if (page === undefined) return 'refused';
    if (page.count === 0) return 'ended';
    pages.push(page);
  }
  return pages;
}

/** Of as many rows as there may be. */
function wholePage({ limit: _, ...whole }: Query): Query {
  return whole;
}

/**
 * Pages of offsets side by side have the same rows, and not only equal ones: where offsets count, a row at one place would be
 * two different ones.
 */
function areSame(pages: readonly Page[]): boolean {
  return areEqual(pages) && haveOthers(pages);
}

function areEqual(pages: readonly Page[]): boolean {
  return new Set(pages.map(pageFingerprint)).size === 1;
}

/** Pages of one row or equal ones, side by side: where offsets count, the first has one more, unless it is full. */
function areLastRows(pages: readonly Page[], { largestAnswer, cutAt }: Traits): boolean {
  return !haveOthers(pages) && (pages[0]?.count ?? 0) < largestAnswer && cutAt === undefined;
}

/** The rows of the first page are not all equal. */
function haveOthers([page]: readonly Page[]): boolean {
  return page !== undefined && new Set(fingerprintsOf(page)).size > 1;
}

/** Where all rows of a query are equal, others of the dataset tell what its pages at a far offset mean. */
async function askOthers(query: Query, context: RangeContext): Promise<Far> {
  const pages = await pagesAt([query.offset, query.offset - 1], wholePage(query), context);
  if (typeof pages === 'string' || !areSame(pages)) return 'ended';
  return (await isLastGiven(query, context)) ? 'last rows' : 'ignored';
}

/** Is the row at an offset another one than the first? */
async function isLastGiven(query: Query, context: RangeContext): Promise<boolean> {
  const [far, first] = [await askRow(query, context), await askRow({ ...query, offset: 0 }, context)];
  return far !== undefined && first !== undefined && far !== first;
}
