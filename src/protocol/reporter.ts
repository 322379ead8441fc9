import type { ConnectorError } from '../errors/connector-error.ts';
import type {
  AirbyteMessage,
  AirbyteStateMessage,
  AirbyteStreamStatus,
  LogLevel,
  StreamDescriptor,
} from './airbyte.ts';
import type { Output } from './output.ts';

/** Replaces whatever may not leave the process in a text that a person reads. */
export type Redact = (text: string) => string;

/** Everything the connector says that is not a record. Texts for people are redacted; messages keep their order. */
export interface Reporter {
  log(level: LogLevel, text: string): void;
  /** A TRACE ERROR: what failed, who must act, and for which stream. */
  error(failure: ConnectorError, stream?: StreamDescriptor): void;
  status(stream: StreamDescriptor, status: AirbyteStreamStatus, rateLimitedUntil?: number): void;
  state(state: AirbyteStateMessage): void;
  /** A SPEC, CATALOG, CONNECTION_STATUS or other message as it is. */
  message(message: AirbyteMessage): void;
}

export interface ReporterOptions {
  readonly output: Output;
  readonly now: () => number;
  readonly redact: Redact;
  /** DEBUG and TRACE logs are left out unless this is true. */
  readonly debug: boolean;
}

/** Line separators that JSON leaves alone and that some readers of lines split at. */
const lineBreaks = /[\u2028\u2029\u0085]/g;

/** One protocol message as one line of UTF-8. */
function encodeMessage(message: AirbyteMessage): Uint8Array {
  const text = JSON.stringify(message).replace(
    lineBreaks,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return Buffer.from(`${text}\n`);
}

export function createReporter({ output, now, redact, debug }: ReporterOptions): Reporter {
  const write = (message: AirbyteMessage): void => output.write(encodeMessage(message));
  return {
    log(level, text) {
      if (!debug && (level === 'DEBUG' || level === 'TRACE')) return;
      write({ type: 'LOG', log: { level, message: redact(text) } });
    },
    error(failure, stream) {
      write({
        type: 'TRACE',
        trace: {
          type: 'ERROR',
          emitted_at: now(),
          error: {
            message: redact(failure.message),
            internal_message: redact(internalMessage(failure)),
            ...(failure.code === 'internal' ? { stack_trace: redact(causeStack(failure)) } : {}),
            failure_type: failure.failureType,
            ...(stream === undefined ? {} : { stream_descriptor: stream }),
          },
        },
      });
    },
    status(stream, status, rateLimitedUntil) {
      write({
        type: 'TRACE',
        trace: {
          type: 'STREAM_STATUS',
          emitted_at: now(),
          stream_status: {
            stream_descriptor: stream,
            status,
            ...(rateLimitedUntil === undefined
              ? {}
              : { reasons: [{ type: 'RATE_LIMITED', rate_limited: { quota_reset: rateLimitedUntil } }] }),
          },
        },
      });
    },
    state(state) {
      write({ type: 'STATE', state });
    },
    message(message) {
      write(message.type === 'CONNECTION_STATUS' ? redactStatus(message, redact) : message);
    },
  };
}

function redactStatus(message: Extract<AirbyteMessage, { type: 'CONNECTION_STATUS' }>, redact: Redact): AirbyteMessage {
  const { status, message: text } = message.connectionStatus;
  return { ...message, connectionStatus: text === undefined ? { status } : { status, message: redact(text) } };
}

function internalMessage(failure: ConnectorError): string {
  const cause = failure.cause instanceof Error ? `: ${failure.cause.message}` : '';
  return `${failure.code}${cause}`;
}

function causeStack(failure: ConnectorError): string {
  const source = failure.cause instanceof Error ? failure.cause : failure;
  return source.stack ?? source.message;
}
