import { createReporter, type Reporter } from '../protocol/reporter.ts';
import type { Run } from './run.ts';

/** Reporter without secrets: before a configuration is read there are none. */
export function plainReporter(run: Run): Reporter {
  return createReporter({ output: run.output, now: run.now, debug: run.debug, redact: (text) => text });
}
