import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { pageFingerprint, rowFingerprint } from '../../dataset/row-key.ts';
import { isOffsetIgnored } from '../questions/far-offset.ts';
import { askByOffset } from '../questions/offset-proof.ts';
import { askRounded, evidenceOf } from '../questions/rounded-bound.ts';
import { endsLater, rowsAt } from '../range/inspect.ts';
import { KeyCounts } from '../range/keys.ts';
import { type KeySum, NO_SUM, withKey } from '../range/position.ts';
import type { PageAhead, RangeContext } from '../range/range-context.ts';
import type { Standing } from '../range/standing.ts';

/**
 * A state has only the sum of the rows of its tick, where they are many. Those that the API gives first, as many of them, are
 * the same ones if they have the same sum: then they are an anchor like any other. If they have not, rows went or came, or
 * their order is another one, and all of that time are written again. Gives the first page, which the reader asks for anyway.
 */
export async function recallRows(standing: Standing): Promise<PageAhead | undefined> {
  const { segment, context } = standing;
  const { tick, sum } = segment.position;
  if (sum === undefined) return undefined;
  const query = standing.nextQuery();
  const first = await context.ask(query);
  const keys = await rowsOf(sum, { tick, ...(await shownAt(tick, { query, first }, context)) }, context);
  if (keys !== undefined) {
    standing.anchor = { tick, keys };
    context.recent.goOnFrom({ tick, keys });
  }
  return { query, take: () => Promise.resolve(first), drop: () => first.memory.release() };
}

interface Asked {
  readonly query: Query;
  readonly first: Page;
}

/** A bound that is exclusive, or rounded up, hides them. */
async function shownAt(tick: bigint, asked: Asked, context: RangeContext): Promise<Asked> {
  const { query, first } = asked;
  if (rowsAt(first, tick).length > 0) return asked;
  const lower: Query = { ...query, lower: tick - 1n };
  const below = await context.ask(lower);
  if (rowsAt(below, tick).length > 0) return { query: lower, first: below };
  const shown = await askRounded(query, tick, context, evidenceOf(query, first));
  return shown === undefined ? asked : { query: shown.query, first: shown.page };
}

/** The first rows at the tick, as many as the sum has; undefined where they are others. */
async function rowsOf(
  { rows, sum }: KeySum,
  { tick, query, first }: Asked & { readonly tick: bigint },
  context: RangeContext,
): Promise<KeyCounts | undefined> {
  const keys = new KeyCounts();
  const offsets = new OffsetsHeld(query, context);
  let seen = NO_SUM;
  let { offset } = query;
  for (
    let page: Page | undefined = first;
    page !== undefined && (await offsets.lead(page));
    page = await askByOffset({ ...query, offset }, context)
  ) {
    const before = seen.rows;
    for (const row of rowsAt(page, tick)) {
      if (seen.rows === rows) break;
      const key = rowFingerprint(page, row);
      keys.add(key);
      seen = withKey(seen, key);
    }
    if (seen.rows === rows) return seen.sum === sum ? keys : undefined;
    // Where the filter is not honoured, rows of other times fill pages before them.
    if (page.count === 0 || (seen.rows === before && endsLater(page, tick))) return undefined;
    offset += page.count;
    if (page !== first) page.memory.release();
  }
  return undefined;
}

/** Whether offsets lead on: an API that ignores them, or gives its last rows again behind them, has rows at any. */
class OffsetsHeld {
  readonly #query: Query;
  readonly #context: RangeContext;
  #last = '';
  #isShown = false;

  constructor(query: Query, context: RangeContext) {
    this.#query = query;
    this.#context = context;
  }

  /** The same page twice may also be one of rows that are truly equal. */
  async lead(page: Page): Promise<boolean> {
    const before = this.#last;
    this.#last = pageFingerprint(page);
    if (this.#isShown || this.#last !== before) return true;
    this.#isShown = !(await isOffsetIgnored(this.#query, this.#context));
    return this.#isShown;
  }
}
