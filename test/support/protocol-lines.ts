import type { ErrorObject, ValidateFunction } from 'ajv';
import type { AirbyteMessage } from '../../src/protocol/airbyte.ts';
import { officialValidator, ownValidator } from './protocol-schemas.ts';

const own = ownValidator('AirbyteMessage');
const official = officialValidator('AirbyteMessage');

/** JSON allows these raw, but readers that go by Unicode's idea of a line (Python's `splitlines`) split there. */
const otherLineBreaks = /[\r\u0085\u2028\u2029]/;

/**
 * The messages of a connector's output, each line checked: whole, UTF-8, one line for every reader, JSON, valid
 * against the project's schema and against the published one where it is at hand, and a thing that a source may say.
 * Throws an error that quotes the first line that is not.
 */
export function parseProtocolLines(stdout: Uint8Array | string): AirbyteMessage[] {
  const lines = decode(stdout).split('\n');
  const rest = lines.pop();
  if (rest) throw lineError(lines.length, rest, 'the output ends inside a line');
  return lines.map(parseLine);
}

function decode(stdout: Uint8Array | string): string {
  return typeof stdout === 'string'
    ? stdout
    : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(stdout);
}

function parseLine(line: string, index: number): AirbyteMessage {
  if (otherLineBreaks.test(line)) throw lineError(index, line, 'it holds a raw line break');
  const message = parseJson(line, index);
  if (!own(message)) throw lineError(index, line, `the project's schema: ${explain(own)}`);
  if (official && !official(message)) throw lineError(index, line, `the published schema: ${explain(official)}`);
  const forbidden = notForSources(message);
  if (forbidden !== undefined) throw lineError(index, line, forbidden);
  return message;
}

function parseJson(line: string, index: number): AirbyteMessage {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw lineError(index, line, `not JSON: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

/** What the protocol knows, but a platform refuses from a source. */
function notForSources(message: AirbyteMessage): string | undefined {
  if (message.type === 'DESTINATION_CATALOG') return 'only destinations say this';
  if (message.type === 'STATE' && message.state.type === 'LEGACY') return 'a state is STREAM or GLOBAL';
  return undefined;
}

function explain({ errors }: ValidateFunction): string {
  return (errors ?? []).map(describe).join('; ');
}

function describe({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath || '/'} ${message} ${JSON.stringify(params)}`;
}

function lineError(index: number, line: string, problem: string, options?: ErrorOptions): Error {
  const quoted = line.length > 300 ? `${line.slice(0, 300)}… (${line.length} characters)` : line;
  return new Error(`Line ${index + 1} is no protocol message (${problem}): ${quoted}`, options);
}
