import { type ConnectorError, connectorError } from '../errors/connector-error.ts';
import type { Run } from './run.ts';

const next = {
  sync: 'It continues from the last checkpoint.',
  check: 'Start it again.',
  discovery: 'Start it again.',
} as const;

/** The error of what a signal stopped, whatever failed because of that; undefined where none came. */
export function interruption({ signal }: Run, what: keyof typeof next): ConnectorError | undefined {
  if (!signal.aborted) return undefined;
  return connectorError('interrupted', { what, signal: String(signal.reason), next: next[what] });
}
