import type { Output } from '../protocol/output.ts';

/** Takes secrets out of texts. It takes out nothing until a configuration is read, which then replaces `redact`. */
export interface Redaction {
  redact: (text: string) => string;
}

/** What main hands to every verb. */
export interface Run {
  readonly output: Output;
  readonly now: () => number;
  readonly debug: boolean;
  readonly redaction: Redaction;
  /** Aborted when the process is asked to stop, with the name of the signal as its reason. */
  readonly signal: AbortSignal;
}
