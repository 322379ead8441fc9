import { plainReporter } from './commands/plain-reporter.ts';
import type { Base, Redaction } from './commands/run.ts';
import { asConnectorError } from './errors/connector-error.ts';
import { systemClock } from './http/clock.ts';
import { createOutput, isOutputFailure, type Sink } from './protocol/output.ts';
import { redirectConsole } from './protocol/redirect-console.ts';
import { openStdout } from './protocol/stdout.ts';

/** How long a stopped sync may take to write what it has, before the signal ends it all the same. */
const STOP_MS = 8000;

/** What stops a run, and the shell's exit code for it. */
const stopSignals = { SIGTERM: 143, SIGINT: 130, SIGHUP: 129 } as const;

type StopSignal = keyof typeof stopSignals;

/** Runs one command as this process: with its stdout and its signals, up to its exit code, which `work` gives. */
export async function runProgram(work: (base: Base) => Promise<number>, stdout?: Sink): Promise<void> {
  const stop = new AbortController();
  // Whoever waits for the API, maybe in a pause of minutes, works for nobody any more.
  const output = createOutput(stdout ?? openStdout(), () => stop.abort('a failed output'));
  const redaction: Redaction = { redact: (text) => text };
  const base: Base = { output, now: systemClock.now, signal: stop.signal, redaction };
  const reporter = plainReporter({ ...base, debug: false });
  const received = stopOnSignals(stop);
  const report = (error: unknown): void => {
    if (!isOutputFailure(error)) reporter.error(asConnectorError(error));
  };
  // 0 is only for work that came to its end, without an error that nobody caught: the platform believes the exit code.
  process.exitCode = 1;
  let uncaught = false;
  process.on('uncaughtException', (error) => {
    uncaught = true;
    process.exitCode = 1;
    report(error);
  });
  redirectConsole((level, text) => reporter.log(level, text));
  let code = 1;
  try {
    code = await work(base);
  } catch (error) {
    report(error);
  }
  try {
    await output.drained();
    if (!uncaught) process.exitCode = code;
  } catch (failure) {
    // A reader that went away needs no word. That a disk is full can only be told here.
    const { code: reason, message } = asConnectorError(failure);
    if (reason === 'output_failed') process.stderr.write(`${message}\n`);
  }
  const signal = received();
  if (signal !== undefined && code !== 0) endBy(signal);
}

/** Gives the first signal that came. */
function stopOnSignals(stop: AbortController): () => StopSignal | undefined {
  let received: StopSignal | undefined;
  for (const signal of Object.keys(stopSignals) as StopSignal[]) {
    process.on(signal, () => {
      if (received !== undefined) return;
      received = signal;
      stop.abort(signal);
      setTimeout(() => endBy(signal), STOP_MS).unref();
    });
  }
  return () => received;
}

/** Ends by the signal itself, so that a parent sees it; as PID 1, where that is ignored, with the shell's code for it. */
function endBy(signal: StopSignal): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  setTimeout(() => process.exit(stopSignals[signal]), 100);
}
