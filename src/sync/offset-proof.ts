import type { Query } from '../dataset/query.ts';
import { pageFingerprint } from '../dataset/row-key.ts';
import { ConnectorError } from '../errors/connector-error.ts';
import type { RangeContext } from './range-context.ts';

/** An offset that no dataset reaches. */
const FAR_OFFSET = 1_000_000_000;

/**
 * Two pages of a query are equal (the given fingerprint): its rows are truly equal, or the API ignores the offset. A far
 * offset tells which: there, only an API that ignores it has the same page once more.
 */
export async function isOffsetIgnored(query: Query, fingerprint: string, context: RangeContext): Promise<boolean> {
  try {
    const far = await context.ask({ ...query, offset: FAR_OFFSET });
    return far.count > 0 && pageFingerprint(far) === fingerprint;
  } catch (error) {
    if (error instanceof ConnectorError && error.code === 'request_rejected') return false;
    throw error;
  }
}
