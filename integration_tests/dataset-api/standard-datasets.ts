import type { DatasetDefinition } from './dataset.ts';
import { earthquakes } from './earthquakes.ts';
import { syntheticRows } from './synthetic.ts';

/** The datasets that every server has: `earthquakes`, `synthetic` (of so many rows) and `empty`. */
export function standardDatasets(syntheticCount = 10_000): StandardDatasets {
  return {
    earthquakes: { rows: earthquakes },
    synthetic: { rows: () => syntheticRows({ count: syntheticCount, ties: 3 }) },
    empty: { rows: [] },
  };
}

type StandardDatasets = Readonly<Record<'earthquakes' | 'synthetic' | 'empty', DatasetDefinition>>;
