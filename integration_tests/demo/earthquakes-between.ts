import { earthquakes } from '../dataset-api/earthquakes.ts';

/** The earthquakes from `from` (inclusive) to `until` (exclusive), epoch milliseconds. */
export function earthquakesBetween(from: number, until: number): object[] {
  return earthquakes().filter((row) => {
    const { timestamp } = row as { readonly timestamp: number };
    return timestamp >= from && timestamp < until;
  });
}
