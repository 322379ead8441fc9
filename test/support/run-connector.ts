import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AirbyteMessage } from '../../src/protocol/airbyte.ts';
import { parseProtocolLines } from './protocol-lines.ts';

const connector = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** A message by its type, and by any key. */
export type ConnectorMessage = AirbyteMessage & Readonly<Record<string, unknown>>;

export interface RunConnectorOptions {
  /** Beside the environment of the test. */
  readonly env?: Readonly<Record<string, string>>;
  /** Another copy of the built connector. */
  readonly program?: string;
}

export interface ConnectorRun {
  /** Null where a signal ended the process. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Every line of stdout, in its order. */
  readonly messages: readonly ConnectorMessage[];
}

/** Runs the built connector to its end. Throws if a line of its stdout is no message of the protocol. */
export async function runConnector(args: readonly string[], options: RunConnectorOptions = {}): Promise<ConnectorRun> {
  const child = spawn(process.execPath, [options.program ?? connector, ...args], {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code, signal]] = await Promise.all([
    bytesOf(child.stdout),
    bytesOf(child.stderr),
    once(child, 'close'),
  ]);
  const messages = parseProtocolLines(stdout).map((message): ConnectorMessage => ({ ...message }));
  return { code, signal, stdout: stdout.toString('utf8'), stderr: stderr.toString('utf8'), messages };
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
