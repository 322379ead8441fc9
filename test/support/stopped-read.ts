import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const connector = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** What a real process is told to read, in a folder of its own. */
export class ReadFolder {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'source-dataset-'));
  #state: string | undefined;

  constructor(config: unknown, stream: Readonly<Record<string, unknown>> = {}, names: readonly string[] = ['dataset']) {
    this.#write('config.json', config);
    const streams = names.map((name) => ({
      stream: { name, json_schema: {}, supported_sync_modes: ['full_refresh', 'incremental'] },
      sync_mode: 'incremental',
      destination_sync_mode: 'append',
      ...stream,
    }));
    this.#write('catalog.json', { streams });
  }

  /** The state of the next read, as a platform hands it over; undefined: none. */
  setState(state: unknown): void {
    this.#state = state === undefined ? undefined : this.#write('state.json', [state]);
  }

  get args(): string[] {
    const read = ['read', '--config', this.#at('config.json'), '--catalog', this.#at('catalog.json')];
    return this.#state === undefined ? read : [...read, '--state', this.#state];
  }

  /** The arguments of a verb that only takes the configuration. */
  argsOf(verb: 'check' | 'discover'): string[] {
    return [verb, '--config', this.#at('config.json')];
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #at(name: string): string {
    return path.join(this.#folder, name);
  }

  #write(name: string, value: unknown): string {
    writeFileSync(this.#at(name), JSON.stringify(value));
    return this.#at(name);
  }
}

export interface StoppedRead {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: Buffer;
  readonly stderr: string;
  /** Milliseconds from the stop to the end; NaN where it was not stopped. */
  readonly stopMs: number;
}

/** How a read is stopped once so many bytes came: by a signal, or because its reader goes away. */
export interface Stop {
  readonly how: NodeJS.Signals | 'close';
  readonly afterBytes: number;
  /** The reader takes nothing from then on, and reads the rest only after the signal. */
  readonly stalled?: boolean;
}

/** Runs a read into a real pipe and stops it; what came through the pipe is given whole. */
export async function stoppedRead(args: readonly string[], stop: Stop): Promise<StoppedRead> {
  const child = spawn(process.execPath, [connector, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const pieces: Buffer[] = [];
  let bytes = 0;
  let stderr = '';
  let stoppedAt = Number.NaN;
  const end = (): void => {
    if (!Number.isNaN(stoppedAt) || bytes < stop.afterBytes) return;
    stoppedAt = Date.now();
    if (stop.how === 'close') child.stdout.destroy();
    else if (stop.stalled === true) signalWhileStalled(child, stop.how);
    else child.kill(stop.how);
  };
  child.stdout.on('data', (piece: Buffer) => {
    pieces.push(piece);
    bytes += piece.length;
    end();
  });
  child.stderr.on('data', (piece: Buffer) => {
    stderr += piece.toString();
  });
  end();
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout: Buffer.concat(pieces), stderr, stopMs: Date.now() - stoppedAt };
}

/** Long enough for the pipe to run full, so that the signal meets a process whose writes are not taken. */
const STALL_MS = 50;

function signalWhileStalled(
  child: { readonly stdout: NodeJS.ReadableStream; kill(signal: NodeJS.Signals): boolean },
  signal: NodeJS.Signals,
): void {
  child.stdout.pause();
  setTimeout(() => {
    child.kill(signal);
    setTimeout(() => child.stdout.resume(), STALL_MS);
  }, STALL_MS);
}

export interface ReadRows {
  readonly ids: readonly string[];
  /** The last whole STATE line. */
  readonly state: unknown;
}

/** The ids before the last whole STATE line, as a destination keeps them; and that state, for the next read. */
export function upToLastState(stdout: Buffer): ReadRows {
  const lines = wholeLines(stdout);
  const last = lines.findLastIndex((line) => line.startsWith('{"type":"STATE"'));
  if (last === -1) return { ids: [], state: undefined };
  return { ids: idsOf(lines.slice(0, last)), state: (JSON.parse(lines[last] ?? '') as { state: unknown }).state };
}

export function wholeLines(stdout: Buffer): string[] {
  return stdout.toString().split('\n').slice(0, -1);
}

export function idsOf(lines: readonly string[]): string[] {
  return lines
    .filter((line) => line.startsWith('{"type":"RECORD"'))
    .map((line) => (JSON.parse(line) as { record: { data: { id: string } } }).record.data.id);
}
