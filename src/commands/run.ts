import type { Output } from '../protocol/output.ts';

/** Takes secrets out of texts. It takes out nothing until a configuration is read, which then replaces `redact`. */
export interface Redaction {
  redact: (text: string) => string;
}

/** What a verb gets of its process. */
export interface Base {
  readonly output: Output;
  readonly now: () => number;
  readonly redaction: Redaction;
  /** Aborted when the process is asked to stop, with the name of the signal as its reason. */
  readonly signal: AbortSignal;
}

/** The same with what the command line says for all verbs. */
export interface Run extends Base {
  readonly debug: boolean;
}
