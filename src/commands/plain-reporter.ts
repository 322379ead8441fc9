import { createReporter, type Reporter } from '../protocol/reporter.ts';
import type { Run } from './run.ts';

/** A reporter for what is said outside of a configuration, which may be broken or not read yet. */
export function plainReporter(run: Run): Reporter {
  return createReporter({
    output: run.output,
    now: run.now,
    debug: run.debug,
    redact: (text) => run.redaction.redact(text),
  });
}
