import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { DatasetApi } from '../../integration_tests/dataset-api/server.ts';

export interface Question {
  readonly dataset?: string;
  readonly path?: string;
  readonly method?: string;
  readonly body?: unknown;
  readonly offset?: number | string;
  readonly limit?: number | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly ca?: string;
  /** Called with the bytes that are there so far. */
  readonly onBytes?: (count: number) => void;
}

/** What came, also where it is not whole. */
export interface Reply {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  /** As it came over the wire. */
  readonly body: Buffer;
  /** The answer was ended as HTTP has it. */
  readonly complete: boolean;
}

/** One request on a connection of its own, with the token of the server; it rejects never. */
export function ask(api: DatasetApi, question: Question = {}): Promise<Reply> {
  const { dataset = 'rows', method = 'POST', body = [], headers = {}, ca } = question;
  const url = new URL(question.path ?? `/api/dataset/execute/${dataset}`, api.url);
  if (question.offset !== undefined) url.searchParams.set('offset', String(question.offset));
  if (question.limit !== undefined) url.searchParams.set('limit', String(question.limit));
  const send = url.protocol === 'https:' ? tlsRequest : plainRequest;
  const options = { method, agent: false, ca, headers: { authorization: `Bearer ${api.token}`, ...headers } };
  return new Promise((resolve) => {
    const request = send(url, options, (response) => void replyOf(response, question.onBytes).then(resolve));
    request.on('error', () => resolve({ status: undefined, headers: {}, body: Buffer.alloc(0), complete: false }));
    request.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}

async function replyOf(response: IncomingMessage, onBytes: Question['onBytes']): Promise<Reply> {
  const chunks: Uint8Array[] = [];
  let count = 0;
  try {
    for await (const chunk of response) {
      if (!(chunk instanceof Uint8Array)) continue;
      chunks.push(chunk);
      count += chunk.length;
      onBytes?.(count);
    }
  } catch {
    // The connection broke; what came until then is the reply.
  }
  const { statusCode: status, headers, complete } = response;
  return { status, headers, body: Buffer.concat(chunks), complete };
}

/** The rows of a right answer. */
export async function rowsFrom(api: DatasetApi, question: Question = {}): Promise<readonly Record<string, unknown>[]> {
  const { body } = await ask(api, question);
  return JSON.parse(body.toString()).data;
}

/** The filter of the seed. */
export function between(lower: unknown, upper: unknown, orderBy: unknown = 1, columnName: unknown = 'Timestamp') {
  const parameters = [{ value: lower }, { value: upper }];
  return [{ clause: { type: 'timestamp', operator: 10, parameters }, orderBy, columnName }];
}
