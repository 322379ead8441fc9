import type { ErrorEntry } from './error-entry.ts';
import { type ErrorCode, registry } from './registry.ts';

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The parameters that the message of an error code needs. */
export type ErrorParameters<Code extends ErrorCode> = Readonly<
  Record<Placeholders<(typeof registry)[Code]['message']>, string | number>
>;

export interface ErrorContext {
  /** What went wrong underneath. It is for the log; nothing of it is shown that could hold a request or a header. */
  readonly cause?: unknown;
}

/** The one error that crosses the rooms of the connector. Its text is for the user and names who must do what. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly code: ErrorCode;
  readonly failureType: ErrorEntry['failureType'];

  constructor(code: ErrorCode, message: string, context: ErrorContext = {}) {
    super(message, context.cause === undefined ? undefined : { cause: context.cause });
    this.code = code;
    this.failureType = registry[code].failureType;
  }
}

/** Makes the error of a code; the compiler demands exactly the parameters that its message has. */
export function connectorError<Code extends ErrorCode>(
  code: Code,
  parameters: ErrorParameters<Code>,
  context?: ErrorContext,
): ConnectorError {
  const values: Readonly<Record<string, string | number>> = parameters;
  const message = registry[code].message.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
  return new ConnectorError(code, message, context);
}

/** Whatever was thrown, as a ConnectorError: an unknown one is a fault of the connector itself. */
export function asConnectorError(thrown: unknown): ConnectorError {
  if (thrown instanceof ConnectorError) return thrown;
  const reason = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return connectorError('internal', { reason }, { cause: thrown });
}
