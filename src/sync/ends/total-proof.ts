import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { connectorError } from '../../errors/connector-error.ts';
import { askUnlessRefused } from '../questions/offset-proof.ts';
import type { RangeContext } from '../range/range-context.ts';

/** What the first answer counts, where a total is configured: it never ends a sync, but it must be met. */
export class TotalProof {
  readonly #selector: string | undefined;
  readonly #datasetId: string;
  readonly #nothingIsEmpty: boolean;
  #first: { readonly query: Query; readonly total: number } | undefined;

  /** `nothingIsEmpty`: an answer without rows may be one without anything. */
  constructor(selector: string | undefined, datasetId: string, nothingIsEmpty: boolean) {
    this.#selector = selector;
    this.#datasetId = datasetId;
    this.#nothingIsEmpty = nothingIsEmpty;
  }

  /** Later answers may leave the total out; the first one of a stream must have it. Errors: total_missing. */
  note(query: Query, { total, count }: Page): void {
    const selector = this.#selector;
    if (selector === undefined || this.#first !== undefined) return;
    if (total === undefined && count === 0 && this.#nothingIsEmpty) return;
    if (total === undefined) throw connectorError('total_missing', { dataset: this.#datasetId, selector });
    this.#first = { query, total };
  }

  /** Errors: total_not_met. */
  async meet(context: RangeContext): Promise<void> {
    const first = this.#first;
    const received = context.ledger.rowsFrom(context.low);
    if (first === undefined || received >= first.total) return;
    // Rows may have been deleted meanwhile, or the first question was wider than the range.
    const page = await askUnlessRefused(narrowed(first.query, context), context);
    const total = page === undefined ? 0 : (page.total ?? first.total);
    if (received >= total) return;
    throw connectorError('total_not_met', {
      dataset: this.#datasetId,
      total,
      from: context.readable(first.query.lower),
      to: context.readable(first.query.upper),
      received,
    });
  }
}

function narrowed(query: Query, { low, high }: RangeContext): Query {
  const { lower, upper } = query;
  return { ...query, ...(lower < low && { lower: low }), ...(upper > high && { upper: high }) };
}
