import type { Query } from '../dataset/query.ts';
import { ConnectorError } from '../errors/connector-error.ts';
import type { RangeContext } from './range-context.ts';

/** An offset that no dataset reaches. */
const FAR_OFFSET = 1_000_000_000;

/** Whether an API may have refused an offset, or failed over it. */
export function isOffsetRefused(error: unknown): boolean {
  return error instanceof ConnectorError && refusals.has(error.code);
}

const refusals: ReadonlySet<string> = new Set(['request_rejected', 'server_failed', 'timed_out']);

/** At a far offset, only an API that ignores the offset has rows. */
export async function isOffsetIgnored(query: Query, context: RangeContext): Promise<boolean> {
  try {
    return (await context.ask({ ...query, offset: FAR_OFFSET })).count > 0;
  } catch (error) {
    // It reads the offset, since it takes none so large.
    if (isOffsetRefused(error)) return false;
    throw error;
  }
}
