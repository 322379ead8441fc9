import { loadConfig } from '../config/load-config.ts';
import { learningRedactor, type Redactor } from '../config/redactor.ts';
import { proxyPasswords, secretValues } from '../config/secrets.ts';
import type { Settings } from '../config/settings.ts';
import { unknownSettings } from '../config/unknown-settings.ts';
import { createReporter, type Reporter } from '../protocol/reporter.ts';
import { readInputFile } from './input-file.ts';
import type { Run } from './run.ts';

/** A configuration and a reporter that knows its secrets; `addSecret` adds one that is learned on the way. */
export interface Configured {
  readonly settings: Settings;
  readonly reporter: Reporter;
  readonly addSecret: (secret: string) => void;
  readonly redact: Redactor;
  /** Takes what only somebody who looks for a fault wants to see; undefined: nobody does. */
  readonly onAttempt: ((line: string) => void) | undefined;
}

/** Reads the configuration. Its violations name no secret's value. Errors: file_unreadable, file_not_json, config_invalid. */
export function configure(run: Run, path: string): Configured {
  const raw = readInputFile('config', path);
  const { redact, learn } = learningRedactor([...secretValues(raw), ...proxyPasswords(process.env)]);
  // From here on also what is not told by this reporter is redacted: an error that nobody caught, for example.
  run.redaction.redact = redact;
  const { output, now, debug } = run;
  const reporter = createReporter({ output, now, debug, redact });
  const settings = loadConfig(raw);
  const unknown = unknownSettings(raw);
  if (unknown.length > 0) {
    reporter.log('WARN', `The configuration has keys that are no settings and are ignored: ${unknown.join(', ')}.`);
  }
  return {
    settings,
    reporter,
    redact,
    onAttempt: debug ? (line) => reporter.log('DEBUG', line) : undefined,
    addSecret: learn,
  };
}
