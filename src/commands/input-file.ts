import { isUtf8 } from 'node:buffer';
import { existsSync, readFileSync } from 'node:fs';
import { connectorError } from '../errors/connector-error.ts';

type InputFile = 'config' | 'catalog' | 'state';

/** Reads and parses one of the files that the platform hands over. Errors: file_unreadable, file_not_json. */
export function readInputFile(what: InputFile, path: string): unknown {
  return parsed(what, path, readText(what, path));
}

function parsed(what: InputFile, path: string, text: string): unknown {
  try {
    // Some writers put a byte order mark before the text, which JSON.parse does not take.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // biome-ignore lint/style/useErrorCause: the parser's own message quotes the text, which may hold a secret
    throw connectorError('file_not_json', { what, path, reason: 'its text cannot be parsed' });
  }
}

function readText(what: string, path: string): string {
  const bytes = readBytes(what, path);
  // Decoded all the same, a password would silently be another one.
  if (!isUtf8(bytes)) throw connectorError('file_not_json', { what, path, reason: 'its text is not UTF-8' });
  return bytes.toString();
}

function readBytes(what: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw connectorError('file_unreadable', { what, path, reason, uid: process.getuid?.() ?? -1 });
  }
}

/** The state file: when there is no state, clients pass the path of a file that they did not write, or of an empty one. */
export function readStateFile(path: string | undefined): unknown {
  if (path === undefined || !existsSync(path)) return undefined;
  const text = readText('state', path);
  return text.trim() === '' ? undefined : parsed('state', path, text);
}
