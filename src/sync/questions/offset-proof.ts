import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { pageFingerprint, rowFingerprint } from '../../dataset/row-key.ts';
import { ConnectorError } from '../../errors/connector-error.ts';
import type { RangeContext } from '../range/range-context.ts';

/** What an offset that no dataset reaches shows. */
type Far = 'ended' | 'last rows' | 'ignored';

/** An offset that no dataset reaches. */
const FAR_OFFSET = 1_000_000_000;

/** So often seen, that offsets end is no slip. */
const SURE_ENDS = 2;

/** The same, as far as the configuration has one, or, where the API refuses it, one a page behind `known` rows. */
export function farOffset(known: number, { maxOffset = FAR_OFFSET, limit, traits }: RangeContext): number {
  const far = Math.min(FAR_OFFSET, maxOffset);
  return traits.farRefused ? Math.min(far, known + limit + 1) : far;
}

/** Can the API be asked behind so many rows of a query? */
export function hasOffset(offset: number, { offsetParam, maxOffset }: RangeContext): boolean {
  return offsetParam !== '' && offset <= (maxOffset ?? offset);
}

/** Undefined where the API may have refused an offset, or failed over it. */
export async function unlessRefused(answer: Promise<Page>): Promise<Page | undefined> {
  return await answer.catch((error: unknown) => {
    if (isRejected(error) || isFailure(error)) return undefined;
    throw error;
  });
}

/**
 * The answer; undefined where the API refuses the offset, or fails over it although it answers without one. It may have fewer
 * rows than were asked for, where the API refuses more.
 */
export async function askUnlessRefused(query: Query, context: RangeContext): Promise<Page | undefined> {
  return (await askWhole(query, context)) ?? (await askWithin(query, context));
}

/** The same, of all the rows that are asked for. */
export async function askWhole(query: Query, context: RangeContext): Promise<Page | undefined> {
  try {
    return await context.ask(query);
  } catch (error) {
    if (isRejected(error)) return undefined;
    if (query.offset === 0 || !isFailure(error)) throw error;
  }
  // Is it the offset that is too deep, or does the API fail at all?
  await context.ask({ ...query, offset: 0 });
  return await unlessRefused(context.ask(query));
}

/** The same; an answer without rows counts when it has none twice, for it may be a slip of the server. */
export async function askTwiceUnlessRefused(query: Query, context: RangeContext): Promise<Page | undefined> {
  const page = await askUnlessRefused(query, context);
  return page?.count === 0 ? await askUnlessRefused(query, context) : page;
}

/** The same, and undefined also where the configuration has no offset so large. */
export async function askByOffset(
  query: Query,
  context: RangeContext,
  ask = askUnlessRefused,
): Promise<Page | undefined> {
  return hasOffset(query.offset, context) ? await ask(query, context) : undefined;
}

/** The same, behind all rows that are known: what comes may be the last of them again. */
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

/**
 * Some APIs refuse what goes beyond so many rows of a query, so that fewer must be asked for behind others: as many as they
 * give, which is found by halving once.
 */
async function askWithin(query: Query, context: RangeContext): Promise<Page | undefined> {
  const { traits } = context;
  const { offset, limit = context.limit } = query;
  if (offset === 0 || limit === 1) return undefined;
  if (traits.window !== undefined) {
    const within = traits.window - offset;
    return within >= 1 && within < limit ? await askFewer(query, within, context) : undefined;
  }
  let page = await askFewer(query, 1, context);
  let [given, refused] = [1, limit];
  while (page !== undefined && refused - given > 1) {
    const middle = (given + refused) >> 1;
    const larger = await askFewer(query, middle, context);
    if (larger === undefined) refused = middle;
    else [given, page] = [middle, larger];
  }
  if (page !== undefined) traits.window = offset + given;
  return page;
}

function askFewer(query: Query, limit: number, context: RangeContext): Promise<Page | undefined> {
  return unlessRefused(context.ask({ ...query, limit }));
}

/** An API that ignores the offset has the same rows wherever it is asked. `isRepeated`: a page came again. */
export async function isOffsetIgnored(query: Query, context: RangeContext, isRepeated = true): Promise<boolean> {
  const far = await askFar(query, context);
  return (far === 'ended' && isRepeated ? await askNear(query, context) : far) === 'ignored';
}

/**
 * At a far offset, only an API that ignores the offset has rows, or one that gives its last ones again; where that is too
 * far, they are those without an offset. One that refuses it reads it, but may give its last rows again for a nearer one.
 * Notes what later questions need not ask again.
 */
async function askFar(query: Query, context: RangeContext): Promise<Far> {
  const { traits } = context;
  const offset = farOffset(query.offset, context);
  const pages: string[] = [];
  // One answer may be another one by mistake. An API that counts in pages has the same for any offset in one of them.
  for (const place of [offset, Math.max(0, traits.farRefused ? query.offset : offset - 1)]) {
    const page = await askUnlessRefused({ ...query, offset: place }, context);
    if (page === undefined && !traits.farRefused) {
      traits.farRefused = true;
      return await askFar(query, context);
    }
    if (page === undefined || page.count === 0) {
      traits.endedOffsets += 1;
      return 'ended';
    }
    pages.push(pageFingerprint(page));
  }
  const isSame = pages[0] === pages[1];
  if (isSame && (await isLastGiven({ ...query, offset }, context))) {
    traits.lastAgain = true;
    return 'last rows';
  }
  if (offset === FAR_OFFSET) return 'ignored';
  return isSame && pages[0] === pageFingerprint(await context.ask({ ...query, offset: 0 })) ? 'ignored' : 'ended';
}

/**
 * The last rows may come again, or offsets be ignored, only up to an offset that is nearer: then what is behind all that is
 * known is also a page and more behind it.
 */
async function askNear(query: Query, context: RangeContext): Promise<Far> {
  const { traits } = context;
  if (query.offset === 0 || traits.farRefused || traits.lastAgain) return 'ended';
  // Equal rows that fill a page are the same wherever it begins.
  const { limit: _, ...whole } = query;
  let here: Page | undefined;
  // Rows that are equal by turns may be the same in one of them.
  for (const distance of [context.limit + 1, context.limit + 2]) {
    const near = await askUnlessRefused({ ...whole, offset: query.offset + distance }, context);
    if (near === undefined || near.count === 0) return 'ended';
    here ??= await askUnlessRefused(whole, context);
    if (here === undefined || pageFingerprint(here) !== pageFingerprint(near)) return 'ended';
  }
  if (here === undefined) return 'ended';
  if (await isLastGiven(query, context)) {
    traits.farRefused = true;
    traits.lastAgain = true;
    return 'last rows';
  }
  // Equal ones may be all that one page gives. Is there a larger one?
  if (here.count >= context.limit) return 'ended';
  const isFull = here.count >= Math.min(traits.fullPage, traits.largestAnswer);
  const larger = isFull ? await context.ask({ ...query, lower: 0n, offset: 0, limit: here.count + 1 }) : undefined;
  return larger !== undefined && larger.count <= here.count ? 'ended' : 'ignored';
}

/** Is the row at an offset another one than the first? */
async function isLastGiven(query: Query, context: RangeContext): Promise<boolean> {
  const [far, first] = [await askRow(query, context), await askRow({ ...query, offset: 0 }, context)];
  return far !== undefined && first !== undefined && far !== first;
}

/** The fingerprint of the row at an offset; undefined where there is none. */
export async function askRow(query: Query, context: RangeContext): Promise<string | undefined> {
  const page = await askUnlessRefused({ ...query, limit: 1 }, context);
  return page === undefined || page.count === 0 ? undefined : rowFingerprint(page, 0);
}

/** Whether the answer at an offset is the whole page that the offset lies in, as an API that counts in pages gives it. */
export async function isWholePage(query: Query, page: Page, context: RangeContext): Promise<boolean> {
  const inside = query.offset % context.limit;
  if (inside === 0) return false;
  const whole = await askUnlessRefused({ ...query, offset: query.offset - inside }, context);
  return whole !== undefined && pageFingerprint(whole) === pageFingerprint(page);
}

/**
 * An API that counts in pages takes an offset inside of a page for its first row; a page of one row has no inside, so that
 * nothing is there, or it is refused.
 */
export async function isOffsetRounded(query: Query, context: RangeContext): Promise<boolean> {
  const page = await askTwiceUnlessRefused({ ...query, limit: 1 }, context);
  return page === undefined || page.count === 0;
}

/** An API may reject the offset of a query. */
export function isRejected(error: unknown): boolean {
  return error instanceof ConnectorError && error.code === 'request_rejected';
}

/** In whichever way an API may say no to an offset: whether it was that, its answer without one shows. */
const failures: ReadonlySet<string> = new Set([
  'server_failed',
  'timed_out',
  'dataset_unknown',
  'token_rejected',
  'selector_missing',
  'query_failed',
  'page_invalid',
]);

function isFailure(error: unknown): boolean {
  return error instanceof ConnectorError && failures.has(error.code);
}
