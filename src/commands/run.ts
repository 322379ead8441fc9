import type { Output } from '../protocol/output.ts';

/** What main hands to every verb. */
export interface Run {
  readonly output: Output;
  readonly now: () => number;
  readonly debug: boolean;
  /** Aborted when the process is asked to stop, with the name of the signal as its reason. */
  readonly signal: AbortSignal;
}
