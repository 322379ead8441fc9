import type {
  AirbyteRecordMessage,
  AirbyteStream,
  AirbyteStreamStatus,
  StreamStateMessage,
} from '../../src/protocol/airbyte.ts';
import type { ConnectorMessage, ConnectorRun } from '../support/run-connector.ts';

export function recordsOf({ messages }: ConnectorRun): readonly AirbyteRecordMessage[] {
  return messages.flatMap((message) => (message.type === 'RECORD' ? [message.record] : []));
}

/** Throws at a state that is not of one stream: the acceptance tests know no other. */
export function statesOf({ messages }: ConnectorRun): readonly StreamStateMessage[] {
  return messages.flatMap((message) => (message.type === 'STATE' ? [streamState(message)] : []));
}

function streamState({ state }: Extract<ConnectorMessage, { type: 'STATE' }>): StreamStateMessage {
  if (state.type !== 'STREAM') throw new Error(`a state of type ${state.type}`);
  return state;
}

export function statusesOf({ messages }: ConnectorRun, stream: string): readonly AirbyteStreamStatus[] {
  return messages.flatMap((message) => {
    if (message.type !== 'TRACE' || message.trace.type !== 'STREAM_STATUS') return [];
    const { stream_descriptor, status } = message.trace.stream_status;
    return stream_descriptor.name === stream ? [status] : [];
  });
}

export function errorsOf({ messages }: ConnectorRun): readonly ConnectorMessage[] {
  return messages.filter((message) => message.type === 'TRACE' && message.trace.type === 'ERROR');
}

/** The streams of the one CATALOG. Throws where there is not exactly one. */
export function streamsOf({ messages }: ConnectorRun): readonly AirbyteStream[] {
  const catalogs = messages.flatMap((message) => (message.type === 'CATALOG' ? [message.catalog] : []));
  const [catalog] = catalogs;
  if (catalog === undefined || catalogs.length > 1) throw new Error(`${catalogs.length} CATALOG messages`);
  return catalog.streams;
}

/** The verdicts of `check`, in their order. */
export function verdictsOf({ messages }: ConnectorRun): readonly string[] {
  return messages.flatMap((message) => (message.type === 'CONNECTION_STATUS' ? [message.connectionStatus.status] : []));
}

/** How many records a state covers beyond the one before. */
export function countOf({ sourceStats }: StreamStateMessage): number {
  const count = sourceStats?.recordCount;
  if (typeof count !== 'number') throw new Error('a state without sourceStats.recordCount');
  return count;
}
