import { connectorError } from '../errors/connector-error.ts';
import type { StreamDescriptor } from '../protocol/airbyte.ts';
import { fieldsOf } from './configured-catalog.ts';

interface Entry {
  readonly name: unknown;
  readonly namespace: unknown;
  readonly state: unknown;
}

/**
 * The raw state of each stream, found by name and namespace; by name alone where the state has no namespace, or an empty
 * one. Of several the last one counts, as for whoever reads an output.
 */
export type IncomingStates = (stream: StreamDescriptor) => unknown;

/**
 * Takes every form in which clients hand over states: a list of STREAM states, one GLOBAL state (`global` or `global_`),
 * a single state, `{stream_descriptor, stream_state}`, states under the names of streams (LEGACY, which is also what has
 * no type), `{}`, `[]` or nothing. Whatever cannot be read is an error, since without it all would be read again. Errors:
 * state_invalid.
 */
export function decodeStates(raw: unknown): IncomingStates {
  const entries = entriesOf(raw);
  return ({ name, namespace }) => {
    const named = entries.filter((entry) => entry.name === name);
    const exact = named.findLast((entry) => (entry.namespace || undefined) === (namespace || undefined));
    return (exact ?? named.findLast((entry) => !entry.namespace))?.state;
  };
}

type Fields = Readonly<Record<string, unknown>>;

const NO_STATES =
  'the state file holds no states of streams, such as {"dataset": {"airbyte_cursor": 1700000000}} or a list of the states of STATE messages';

function entriesOf(raw: unknown): Entry[] {
  if (raw === undefined || raw === null) return [];
  if (Array.isArray(raw)) return raw.flatMap((item: unknown) => entriesOf(item));
  const fields = objectOf(raw);
  const { type = null, stream = null, data = null } = fields;
  const global = fields['global'] ?? fields['global_'] ?? null;
  if (isPresent(fields['stream_descriptor']) || isPresent(fields['stream_state'])) return [entryOf(raw)];
  if (isPresent(fields['state'])) return entriesOf(fields['state']);
  if (global !== null) return globalEntries(objectOf(global));
  if (type === 'STREAM' || isStreamState(stream)) return [entryOf(stream)];
  if (type === 'LEGACY') return namedStates(data === null ? {} : objectOf(data));
  if (type !== null) throw unreadable(`a state of the type ${JSON.stringify(type)} holds no states of streams`);
  return namedStates(holdsStates(fields) ? fieldsOf(data) : fields);
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Otherwise it is the state of a stream that has the name `stream`. */
function isStreamState(value: unknown): boolean {
  const { stream_descriptor, stream_state } = fieldsOf(value);
  return isPresent(stream_descriptor) || isPresent(stream_state);
}

function globalEntries({ stream_states: states, shared_state: shared }: Fields): Entry[] {
  if (Array.isArray(states) && (states.length > 0 || !isPresent(shared))) return states.map(entryOf);
  if (!isPresent(states) && !isPresent(shared)) return [];
  throw unreadable('a GLOBAL state holds no list of states of streams');
}

/** What a state of the protocol has beside its data. */
const besideData: ReadonlySet<string> = new Set(['type', 'data', 'sourceStats', 'destinationStats']);

/** Whether the states of all streams stand under "data"; else it is a stream of this name, whose state has a number. */
function holdsStates({ data, ...others }: Fields): boolean {
  const states = Object.values(fieldsOf(data)).filter(isPresent);
  const alone = Object.entries(others).every(([name, value]) => besideData.has(name) || !isPresent(value));
  return alone && states.length > 0 && states.every(isObject);
}

function objectOf(value: unknown): Fields {
  if (isObject(value)) return fieldsOf(value);
  throw unreadable(NO_STATES);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How states were kept before the protocol had streams of their own: the state of each under its name. */
function namedStates(fields: Fields): Entry[] {
  const entries = Object.entries(fields).filter(([, state]) => state !== null);
  if (!entries.every(([, state]) => isObject(state))) throw unreadable(NO_STATES);
  return entries.map(([name, state]) => ({ name, namespace: undefined, state }));
}

function entryOf(raw: unknown): Entry {
  const { stream_descriptor: descriptor, stream_state: state } = fieldsOf(raw);
  const { name, namespace } = fieldsOf(descriptor);
  if (typeof name !== 'string' || name === '') throw unreadable('a STREAM state does not name its stream');
  return { name, namespace, state };
}

function unreadable(problem: string): Error {
  return connectorError('state_invalid', { stream: '(all)', problem });
}
