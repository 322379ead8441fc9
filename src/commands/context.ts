import { loadConfig } from '../config/load-config.ts';
import { makeRedactor, secretValues } from '../config/secrets.ts';
import type { Settings } from '../config/settings.ts';
import type { Output } from '../protocol/output.ts';
import { createReporter, type Reporter } from '../protocol/reporter.ts';
import { readInputFile } from './input-file.ts';

/** What main hands to every verb. */
export interface Run {
  readonly output: Output;
  readonly now: () => number;
  readonly debug: boolean;
  /** Aborted when the process is asked to stop. */
  readonly signal: AbortSignal;
}

/** A configuration and a reporter that knows its secrets; `addSecret` adds one that is learned on the way. */
export interface Configured {
  readonly settings: Settings;
  readonly reporter: Reporter;
  readonly addSecret: (secret: string) => void;
}

/** Reporter without secrets: before a configuration is read there are none. */
export function plainReporter(run: Run): Reporter {
  return createReporter({ output: run.output, now: run.now, debug: run.debug, redact: (text) => text });
}

/** Reads the configuration. The redactor is made before it is checked, so that no violation shows a secret. */
export function configure(run: Run, path: string): Configured {
  const raw = readInputFile('config', path);
  const secrets = secretValues(raw);
  let redact = makeRedactor(secrets);
  const reporter = createReporter({
    output: run.output,
    now: run.now,
    debug: run.debug,
    redact: (text) => redact(text),
  });
  const settings = loadConfig(raw);
  return {
    settings,
    reporter,
    addSecret(secret) {
      secrets.push(secret);
      redact = makeRedactor(secrets);
    },
  };
}
