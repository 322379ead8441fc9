import { existsSync, readFileSync } from 'node:fs';
import { connectorError } from '../errors/connector-error.ts';

/** Reads and parses one of the files that the platform hands over. Errors: file_unreadable, file_not_json. */
export function readInputFile(what: 'config' | 'catalog' | 'state', path: string): unknown {
  const text = readText(what, path);
  try {
    // Some writers put a byte order mark before the text, which JSON.parse does not take.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // biome-ignore lint/style/useErrorCause: the parser's own message quotes the text, which may hold a secret
    throw connectorError('file_not_json', { what, path, reason: 'its text cannot be parsed' });
  }
}

function readText(what: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw connectorError('file_unreadable', { what, path, reason, uid: process.getuid?.() ?? -1 });
  }
}

/** The state file: clients pass the path of a file that they did not write when there is no state. */
export function readStateFile(path: string | undefined): unknown {
  return path === undefined || !existsSync(path) ? undefined : readInputFile('state', path);
}
