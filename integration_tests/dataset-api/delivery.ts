import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import { type Compressor, codingFor, MIN_CODED_BYTES } from './content-coding.ts';
import { deliverBadly } from './faults/bad-delivery.ts';
import type { FaultKind } from './faults/fault.ts';
import { spoiltAnswer } from './faults/spoilt-answer.ts';
import type { Sleep } from './sleep.ts';

export interface DeliveryTools {
  /** Undefined: answers are sent as they are. */
  readonly compressor: Compressor | undefined;
  readonly sleep: Sleep;
  /** Aborted when the client has gone or the server closes. */
  readonly signal: AbortSignal;
}

/** Sends an answer, or what a fault makes of it, and returns the rows that it brought whole. */
export async function deliver(
  request: IncomingMessage,
  response: ServerResponse,
  right: Answer,
  fault: FaultKind | undefined,
  tools: DeliveryTools,
): Promise<number> {
  const { answer, raw } = fault === undefined ? { answer: right, raw: false } : await spoiltAnswer(right, fault);
  const compressor = raw || answer.body.length < MIN_CODED_BYTES ? undefined : tools.compressor;
  const coding = compressor && codingFor(request.headers['accept-encoding']);
  const body = compressor && coding ? await compressor.compressed(answer, coding) : answer.body;
  response.statusCode = answer.status;
  response.setHeader('vary', 'Accept-Encoding');
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  if (coding !== undefined) response.setHeader('content-encoding', coding);
  if (fault !== undefined && (await deliverBadly(response, body, fault, tools))) return 0;
  // Without a promised length nothing on the wire tells that a body was cut.
  if (raw) response.flushHeaders();
  else response.setHeader('content-length', body.length);
  response.end(body);
  return answer.rows;
}
