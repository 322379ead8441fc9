#!/usr/bin/env node
import { runCommandLine } from './cli/run-command.ts';
import { plainReporter } from './commands/plain-reporter.ts';
import type { Redaction } from './commands/run.ts';
import { asConnectorError } from './errors/connector-error.ts';
import { createOutput, isOutputFailure } from './protocol/output.ts';
import { redirectConsole } from './protocol/redirect-console.ts';

/** How long a stopped sync may take to write what it has, before the signal ends it all the same. */
const STOP_MS = 8000;

type StopSignal = 'SIGTERM' | 'SIGINT';

const stop = new AbortController();
const output = createOutput(process.stdout);
const redaction: Redaction = { redact: (text) => text };
const base = { output, now: () => Date.now(), signal: stop.signal, redaction };
const reporter = plainReporter({ ...base, debug: false });
let received: StopSignal | undefined;

/** Ends by the signal itself, so that a parent sees it; as PID 1, where that is ignored, with the shell's code for it. */
function endBy(signal: StopSignal): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  setTimeout(() => process.exit(signal === 'SIGTERM' ? 143 : 130), 100);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (received !== undefined) return;
    received = signal;
    stop.abort(signal);
    setTimeout(() => endBy(signal), STOP_MS).unref();
  });
}

// axios tries out the fetch of Node as soon as it is loaded, and Node loads a second HTTP client for that.
for (const name of ['fetch', 'FormData', 'Request', 'Response']) Reflect.deleteProperty(globalThis, name);

function report(error: unknown): void {
  if (!isOutputFailure(error)) reporter.error(asConnectorError(error));
}

process.on('uncaughtException', (error) => {
  report(error);
  process.exitCode = 1;
});

redirectConsole((level, text) => reporter.log(level, text));

async function main(): Promise<number> {
  try {
    return await runCommandLine(process.argv.slice(2), base);
  } catch (error) {
    report(error);
    return 1;
  }
}

const code = await main();
await output.drained().then(
  () => {
    process.exitCode = code;
  },
  (failure: unknown) => {
    process.exitCode = 1;
    // A reader that went away needs no word. That a disk is full can only be told here.
    const { code: reason, message } = asConnectorError(failure);
    if (reason === 'output_failed') process.stderr.write(`${message}\n`);
  },
);
if (received !== undefined && code !== 0) endBy(received);
