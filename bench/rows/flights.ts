import { createRequire } from 'node:module';
import { join } from 'node:path';
import { decompress } from 'fzstd';
import { asyncBufferFromFile, type ColumnData, parquetRead } from 'hyparquet';

interface Flight {
  readonly timestamp: number;
  readonly delay: number;
  readonly distance: number;
  readonly origin: unknown;
  readonly destination: unknown;
}

/** All flights lie between these days, as the package has them. */
export const FIRST_FLIGHT = Date.parse('2001-01-01T00:00:00Z');
export const LAST_FLIGHT = Date.parse('2001-07-02T00:00:00Z');

/**
 * The first `count` of the 3,000,000 flights that the package vega-datasets ships, in ascending order of time. Their
 * time is given in epoch ms as `timestamp`; many share a minute, and none has a key.
 */
export async function readFlights(count: number): Promise<() => Generator<Flight>> {
  const require = createRequire(import.meta.url);
  const path = join(require.resolve('vega-datasets'), '..', '..', 'data', 'flights-3m.parquet');
  const columns = new Map<string, ArrayLike<unknown>[]>();
  await parquetRead({
    file: await asyncBufferFromFile(path),
    rowEnd: count,
    compressors: { ZSTD: (input, length) => decompress(input, new Uint8Array(length)) },
    parsers: { timestampFromMicroseconds: (microseconds) => Number(microseconds / 1000n) },
    onChunk: ({ columnName, columnData }: ColumnData) => {
      columns.set(columnName, [...(columns.get(columnName) ?? []), columnData]);
    },
  });
  return () => flightsOf(columns, count);
}

function* flightsOf(columns: ReadonlyMap<string, readonly ArrayLike<unknown>[]>, count: number): Generator<Flight> {
  const of = (name: string) => columns.get(name) ?? [];
  const [dates, delays, distances, origins, destinations] = ['date', 'delay', 'distance', 'origin', 'destination'].map(
    of,
  );
  let left = count;
  for (const [group, date] of (dates ?? []).entries()) {
    for (let row = 0; row < date.length && left > 0; row += 1, left -= 1) {
      yield {
        timestamp: Number(date[row]),
        delay: Number(delays?.[group]?.[row]),
        distance: Number(distances?.[group]?.[row]),
        origin: origins?.[group]?.[row],
        destination: destinations?.[group]?.[row],
      };
    }
  }
}
