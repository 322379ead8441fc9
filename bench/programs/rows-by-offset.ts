import type { PageClient } from './page-client.ts';

export type Row = Record<string, unknown>;

/** Pages of rows by growing offsets until one is short: what most sources do. */
export async function* pagesByOffset(client: PageClient, pageRows: number): AsyncGenerator<readonly Row[]> {
  for (let offset = 0; ; ) {
    const { data } = (await client(offset)) as { readonly data: readonly Row[] };
    yield data;
    if (data.length < pageRows) return;
    offset += data.length;
  }
}

/** The row with its time in seconds. */
export function withCursor(row: Row): Row {
  return { ...row, airbyte_cursor: Number(row['timestamp']) / 1000 };
}
