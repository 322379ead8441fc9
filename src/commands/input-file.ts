import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { type ConnectorError, connectorError } from '../errors/connector-error.ts';
import { faultPlace } from '../json/fault-place.ts';

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
    throw connectorError('file_not_json', { what, path, reason: whyNotJson(text) });
  }
}

function whyNotJson(text: string): string {
  if (text.trim() === '') return 'it is empty';
  const { line, column } = faultPlace(text) ?? {};
  return line === undefined ? 'its text cannot be parsed' : `see line ${line}, column ${column}`;
}

function readText(what: string, path: string): string {
  return textOf(what, path, readBytes(what, path));
}

function textOf(what: string, path: string, bytes: Buffer): string {
  // Decoded all the same, a password would silently be another one.
  if (!isUtf8(bytes)) throw connectorError('file_not_json', { what, path, reason: 'its text is not UTF-8' });
  return bytes.toString();
}

function readBytes(what: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw unreadable(what, path, error);
  }
}

function unreadable(what: string, path: string, error: unknown): ConnectorError {
  const reason = codeOf(error) ?? String(error);
  return connectorError('file_unreadable', { what, path, reason, uid: process.getuid?.() ?? -1 });
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/**
 * The state file: when there is no state, clients pass the path of a file that they did not write, or of an empty one.
 * One that is there but cannot be reached would be a silent full read; `onNothing` tells of one that is not there, whose
 * path may only be misspelled, or that is empty, which may have failed to be written.
 */
export function readStateFile(path: string | undefined, onNothing: (what: string) => void): unknown {
  // A launcher that has no state may pass an empty path.
  if (path === undefined || path === '') return undefined;
  const bytes = bytesIfThere(path);
  if (bytes === undefined) {
    onNothing(`There is no state file ${path}`);
    return undefined;
  }
  const text = textOf('state', path, bytes);
  const state = text.trim() === '' ? undefined : parsed('state', path, text);
  if ((state ?? undefined) === undefined) onNothing(`The state file ${path} is empty`);
  return state;
}

function bytesIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw unreadable('state', path, error);
  }
}
