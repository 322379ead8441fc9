import { expect, test } from '@jest/globals';
import type { AirbyteMessage, AirbyteStateMessage, AirbyteTraceMessage } from '../../src/protocol/airbyte.ts';

const log = { level: 'INFO', message: 'x' } as const;
const stream = { stream_descriptor: { name: 's' }, stream_state: {} };

/** The compiler is the test: each line below has to be an error for `npm run typecheck` to pass. */
const refusedByTheCompiler: readonly unknown[] = [
  // @ts-expect-error: the payload of another type
  { type: 'RECORD', log } satisfies AirbyteMessage,
  // @ts-expect-error: no payload
  { type: 'LOG' } satisfies AirbyteMessage,
  // @ts-expect-error: a payload that is null
  { type: 'LOG', log: null } satisfies AirbyteMessage,
  // @ts-expect-error: a misspelt key
  { type: 'LOG', log: { ...log, stacktrace: 'at f' } } satisfies AirbyteMessage,
  // @ts-expect-error: a state without its type
  { stream } satisfies AirbyteStateMessage,
  // @ts-expect-error: a global state with the payload of a stream state
  { type: 'GLOBAL', stream } satisfies AirbyteStateMessage,
  // @ts-expect-error: a trace with another trace's payload
  { type: 'ERROR', emitted_at: 1, analytics: { type: 'x' } } satisfies AirbyteTraceMessage,
];

test('a message narrows to its payload by its type', () => {
  const message = { type: 'LOG', log } as AirbyteMessage;
  expect(message.type === 'LOG' ? message.log.level : undefined).toBe('INFO');
  expect(refusedByTheCompiler).toHaveLength(7);
});
