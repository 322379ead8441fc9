import type { Behaviour } from '../../../integration_tests/dataset-api/behaviour/behaviour.ts';
import type { DatasetDefinition, Row } from '../../../integration_tests/dataset-api/dataset.ts';
import type { Fault } from '../../../integration_tests/dataset-api/faults/fault.ts';
import type { registry } from '../../../src/errors/registry.ts';
import type { Warning } from './warnings.ts';

export type Code = keyof typeof registry;

/** one: pages one after the other · many: four connections and small pages, so that several parts are read at once. */
export type Windows = 'one' | 'many';

export const PAGE_SIZES: Readonly<Record<Windows, number>> = { one: 20, many: 8 };

/** The world of one sync. */
export interface Given {
  /** In stored order. */
  readonly rows: readonly Row[];
  readonly dataset?: Omit<DatasetDefinition, 'rows'>;
  readonly behaviour?: Behaviour;
  readonly faults?: readonly Fault[];
  /** Merged over the configuration of the windows, one level deep. */
  readonly config?: Config;
  readonly state?: unknown;
  /** The rows that must come; default: all. */
  readonly wanted?: readonly Row[];
  /** Rows that are there for a part of the time: they may come, at most once. */
  readonly mayCome?: readonly Row[];
  /** Which state is resumed from after a complete sync; default: one from its middle. never: no state can lead further. */
  readonly resumes?: Resumes;
  /** Rows of the dataset at the end, where they were changed meanwhile. */
  readonly after?: () => readonly Row[];
}

export type Resumes = 'at the end' | 'never';

export type Config = Readonly<Record<string, unknown>>;

export interface Expected {
  /** Complete, or failed with one of the codes. `complete` beside codes: random orders decide. */
  readonly ends: 'complete' | readonly (Code | 'complete')[];
  /** Each must be given once; no other one may be given. */
  readonly warnings?: readonly Warning[];
  /** These may be given or not. */
  readonly mayWarn?: readonly Warning[];
  /** A documented limit: the warning is all that can be done, rows may be missing. */
  readonly mayMiss?: boolean;
  /** What the user sees beside errors and warnings. */
  readonly sees?: string;
  /** Bounds of a pause that is asked of the clock, in ms. */
  readonly pause?: readonly [least: number, most: number];
}

export interface MatrixCase {
  readonly fault: string;
  readonly place: string;
  readonly given: (windows: Windows) => Given;
  readonly one: Expected;
  /** Default: as with one window. */
  readonly many?: Expected;
}

/** The same world for both numbers of windows, and for the whole dataset. */
export function everywhere(fault: string, given: Given, one: Expected, many?: Expected): MatrixCase {
  return { fault, place: 'everywhere', given: () => given, one, ...(many === undefined ? {} : { many }) };
}

export const COMPLETE: Expected = { ends: 'complete' };

export function fails(...ends: Code[]): Expected {
  return { ends };
}

export function warns(...warnings: Warning[]): Expected {
  return { ends: 'complete', warnings };
}
