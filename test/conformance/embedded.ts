import type { DatasetDefinition } from '../../integration_tests/dataset-api/dataset.ts';
import { earthquakes } from '../../integration_tests/dataset-api/earthquakes.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import type { Subject } from './conformance.ts';

const TOKEN = 'conformance/token+4711';
const LATENCY = 15;

/** A dataset of the embedded API. */
export async function embedded(
  dataset: DatasetDefinition,
  config: Readonly<Record<string, unknown>> = {},
): Promise<Subject> {
  const rows = [...(typeof dataset.rows === 'function' ? dataset.rows() : dataset.rows)];
  const datasets = { rows: { ...dataset, rows } };
  const api = await startDatasetApi({ datasets, token: TOKEN, behaviour: { latency: LATENCY } });
  return {
    config: {
      base_url: api.url,
      auth: { type: 'bearer', token: TOKEN },
      datasets: [{ dataset_id: 'rows', name: 'dataset' }],
      start_time: '2018-01-01T00:00:00Z',
      paginator: { limit: 60 },
      ...config,
    },
    rows: rows.length,
    secrets: [TOKEN],
    close: () => api.close(),
  };
}

export const quakes = earthquakes;

const START = Date.parse('2020-01-02T00:00:00Z');
const COUNT = 1200;

/** Rows of which each text is written by hand: three share a time. */
function texts(time: (tick: number) => string): string[] {
  return Array.from(
    { length: COUNT },
    (_, index) => `{"id":"row-${index}","thing":"thing ${index}","timestamp":${time(Math.floor(index / 3))}}`,
  );
}

/** More digits than a double holds. */
export const nanosecondRows = (): string[] => texts((tick) => `${START}${String(tick).padStart(6, '0')}`);

/** Microseconds. */
export const isoRows = (): string[] =>
  texts((tick) => JSON.stringify(new Date(START + tick * 1000).toISOString().replace('Z', '123Z')));
