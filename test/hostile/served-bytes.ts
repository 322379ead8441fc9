import { startLoopbackApi } from '../support/loopback-api.ts';
import { syncOnce } from '../support/sync-once.ts';

/** The time of the one row of a page, in milliseconds. */
export const TIME = 1_577_923_200_123;

export interface ServedResult {
  /** The data of each record, byte for byte. */
  readonly rows: readonly string[];
  readonly failed: string | undefined;
  readonly message: string;
}

export interface ServedOptions {
  readonly type?: string;
  readonly config?: Readonly<Record<string, unknown>>;
}

const NO_ROWS = '{"data":[]}';

/**
 * A whole sync of an API that answers every request for a range around TIME with these bytes, and others with no rows.
 * Nothing is tried again, since the answers stay the same.
 */
export async function readServed(body: Uint8Array | string, options: ServedOptions = {}): Promise<ServedResult> {
  const { type = 'application/json', config = {} } = options;
  const api = await startLoopbackApi(({ body: filter, url }) => {
    const [from = 0, to = 0] = (/"value":(-?\d+).*"value":(-?\d+)/.exec(filter) ?? []).slice(1).map(Number);
    const asked = from <= TIME && TIME <= to && url.searchParams.get('offset') === '0';
    return { type, body: asked ? body : NO_ROWS };
  });
  try {
    const requests = { max_retries: 0, concurrency: 1 };
    return await syncOnce(api.url, { datasets: [{ dataset_id: 'rows' }], requests, ...config });
  } finally {
    await api.close();
  }
}

/** A page with one row: the members before its time. */
export function pageWith(members: string): string {
  return `{"data":[{${members}"timestamp":${TIME}}]}`;
}
