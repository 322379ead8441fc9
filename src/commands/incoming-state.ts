import { connectorError } from '../errors/connector-error.ts';
import type { StreamDescriptor } from '../protocol/airbyte.ts';
import { fieldsOf } from './configured-catalog.ts';

interface Entry {
  readonly name: unknown;
  readonly namespace: unknown;
  readonly state: unknown;
}

/** The raw state of each stream, found by name and namespace; by name alone where the state has no namespace. */
export type IncomingStates = (stream: StreamDescriptor) => unknown;

/**
 * Takes every form in which clients hand over states: a list of STREAM states, one GLOBAL state (`global` or `global_`),
 * a single state, `{stream_descriptor, stream_state}`, states under the names of streams, `{}`, `[]` or nothing. Errors:
 * state_invalid.
 */
export function decodeStates(raw: unknown): IncomingStates {
  const entries = entriesOf(raw);
  return ({ name, namespace }) => {
    const named = entries.filter((entry) => entry.name === name);
    const exact = named.find((entry) => (entry.namespace ?? undefined) === namespace);
    return (exact ?? named.find((entry) => entry.namespace === undefined || entry.namespace === null))?.state;
  };
}

function entriesOf(raw: unknown): Entry[] {
  if (raw === undefined || raw === null) return [];
  if (Array.isArray(raw)) return raw.flatMap((item: unknown) => entriesOf(item));
  if (typeof raw !== 'object') throw foreign();
  const fields = fieldsOf(raw);
  if (fields['stream_descriptor'] !== undefined) return [entryOf(raw)];
  if (fields['state'] !== undefined) return entriesOf(fields['state']);
  const global = fields['global'] ?? fields['global_'];
  if (global !== undefined && global !== null) return listOf(fieldsOf(global)['stream_states']).map(entryOf);
  if (fields['stream'] !== undefined && fields['stream'] !== null) return [entryOf(fields['stream'])];
  if (fields['type'] === 'LEGACY') return namedStates(fieldsOf(fields['data']));
  return fields['type'] === undefined ? namedStates(fields) : [];
}

/** How states were kept before the protocol had streams of their own: the state of each under its name. */
function namedStates(fields: Readonly<Record<string, unknown>>): Entry[] {
  const entries = Object.entries(fields).filter(([, state]) => state !== null);
  if (entries.some(([, state]) => fieldsOf(state) !== state)) throw foreign();
  return entries.map(([name, state]) => ({ name, namespace: undefined, state }));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function entryOf(raw: unknown): Entry {
  const { stream_descriptor: descriptor, stream_state: state } = fieldsOf(raw);
  const { name, namespace } = fieldsOf(descriptor);
  return { name, namespace, state };
}

function foreign(): Error {
  return connectorError('state_invalid', { stream: '(all)', problem: 'the state file holds no states of streams' });
}
