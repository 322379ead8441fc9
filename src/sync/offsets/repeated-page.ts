import type { Page } from '../../dataset/page.ts';
import type { Query } from '../../dataset/query.ts';
import { pageFingerprint } from '../../dataset/row-key.ts';
import { connectorError } from '../../errors/connector-error.ts';
import { isOffsetIgnored } from '../questions/far-offset.ts';
import { isOffsetRounded } from '../questions/offset-proof.ts';
import type { RangeContext } from '../range/range-context.ts';

/** Watches over the pages of one query, each behind the one before: does the API take each offset as it is? */
export class RepeatedPage {
  #fingerprint: string;
  #offset: number | undefined;
  #isProven = false;

  /** `before`: the page before the first one. */
  constructor(before: Page | undefined) {
    this.#fingerprint = before === undefined ? '' : pageFingerprint(before);
  }

  /**
   * True where the page is the one before, because the API counts in pages and nothing is behind it. Errors: page_repeated,
   * where the offset is ignored.
   */
  async isEnd(page: Page, query: Query, context: RangeContext): Promise<boolean> {
    const next = pageFingerprint(page);
    // Where a walk goes back to an offset, its page is expected again.
    const isSame = next === this.#fingerprint && query.offset !== this.#offset;
    this.#fingerprint = next;
    this.#offset = query.offset;
    // Asked once, and wherever a page comes again: an API that changes the order of its rows gives no page twice.
    const isSuspect = query.offset > 0 && (!this.#isProven || isSame);
    if (isSuspect && (await isOffsetIgnored(query, context, isSame))) {
      const { datasetId: dataset, offsetParam } = context;
      throw connectorError('page_repeated', { dataset, offset: query.offset, offset_param: offsetParam });
    }
    this.#isProven ||= isSuspect;
    return isSame && (await isOffsetRounded(query, context));
  }
}
