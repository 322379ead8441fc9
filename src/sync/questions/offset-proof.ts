import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { pageFingerprint, rowFingerprint } from '../../dataset/row-key.ts';
import { ConnectorError } from '../../errors/connector-error.ts';
import type { RangeContext } from '../range/range-context.ts';

/** Can the API be asked behind so many rows of a query? */
export function hasOffset(offset: number, { offsetParam, maxOffset }: RangeContext): boolean {
  return offsetParam !== '' && offset <= (maxOffset ?? offset);
}

/** Undefined where the API may have refused an offset, or failed over it. */
export async function unlessRefused(answer: Promise<Page>): Promise<Page | undefined> {
  return await answer.catch((error: unknown) => {
    if (isRefusal(error)) return undefined;
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

/** Whether it may be the offset of a query that an API says no to. */
export function isRefusal(error: unknown): boolean {
  return isRejected(error) || isFailure(error);
}

function isRejected(error: unknown): boolean {
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
