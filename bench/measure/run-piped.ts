import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { measuredEnvironment } from './environment.ts';

/** A program with its arguments, and what its environment has beside ours. */
export interface Command {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** One process as the operating system counted it, and its output. */
export interface PipedRun {
  /** From the start until both the reader and its consumer have ended. */
  readonly wallS: number;
  readonly cpuS: number;
  readonly peakMb: number;
  /** What the consumer printed. */
  readonly consumed: string;
}

const STDERR_SHOWN = 2000;

/**
 * Runs a reader whose stdout goes to a consumer through a real pipe, which a shell makes (Node itself would put a socket
 * there). Rejects if the reader fails.
 */
export async function runPiped(reader: Command, consumer: readonly string[]): Promise<PipedRun> {
  const script = `${reader.argv.map(quoted).join(' ')} | ${consumer.map(quoted).join(' ')}`;
  const started = process.hrtime.bigint();
  const shell = spawn('sh', ['-c', script], {
    env: { ...measuredEnvironment, ...reader.env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [consumed, stderr, report] = await Promise.all([
    textOf(shell.stdio[1]),
    textOf(shell.stdio[2]),
    textOf(shell.stdio[3]),
    once(shell, 'close'),
  ]);
  const wallS = Number(process.hrtime.bigint() - started) / 1e9;
  const usage = usageOf(report);
  if (usage?.code !== 0) {
    throw new Error(
      `${reader.argv.join(' ')} failed:\n${stderr.slice(-STDERR_SHOWN)}\n${consumed.slice(-STDERR_SHOWN)}`,
    );
  }
  return { wallS, cpuS: usage.userS + usage.systemS, peakMb: usage.peakKb / 1024, consumed };
}

interface Usage {
  readonly code: number;
  readonly userS: number;
  readonly systemS: number;
  readonly peakKb: number;
}

/** Undefined: the reader ended without its report. */
function usageOf(report: string): Usage | undefined {
  return report === '' ? undefined : (JSON.parse(report) as Usage);
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

async function textOf(stream: unknown): Promise<string> {
  if (!(stream instanceof Readable)) throw new TypeError('the process has no such pipe');
  let text = '';
  for await (const piece of stream.setEncoding('utf8')) text += String(piece);
  return text;
}
