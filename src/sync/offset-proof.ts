import type { Query } from '../dataset/query.ts';
import { ConnectorError } from '../errors/connector-error.ts';
import type { RangeContext } from './range-context.ts';

/** An offset that no dataset reaches. */
const FAR_OFFSET = 1_000_000_000;

/** An API that reads the offset may refuse so large a one, or fail over it. */
const answers: ReadonlySet<string> = new Set(['request_rejected', 'server_failed', 'timed_out']);

/** At a far offset, only an API that ignores the offset has rows. */
export async function isOffsetIgnored(query: Query, context: RangeContext): Promise<boolean> {
  try {
    return (await context.ask({ ...query, offset: FAR_OFFSET })).count > 0;
  } catch (error) {
    if (error instanceof ConnectorError && answers.has(error.code)) return false;
    throw error;
  }
}
