import { spawn } from 'node:child_process';

export interface ConnectorResult {
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly messages: readonly Readonly<Record<string, unknown>>[];
  readonly states: readonly unknown[];
  /** The ids of the records, in their order. */
  readonly ids: readonly unknown[];
}

/** Runs one verb of the built connector as a process and reads what it prints. */
export async function runVerb(connector: string, args: readonly string[]): Promise<ConnectorResult> {
  const child = spawn(process.execPath, [connector, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const lines = text.split('\n').filter((line) => line !== '');
  const messages = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  const of = (type: string): readonly unknown[] =>
    messages.flatMap((message) => (message['type'] === type ? [message] : []));
  return {
    code,
    lines,
    messages,
    states: of('STATE').map((message) => (message as { state: unknown }).state),
    ids: of('RECORD').map((message) => (message as { record: { data: { id: unknown } } }).record.data.id),
  };
}
