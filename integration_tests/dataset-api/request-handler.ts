import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import type { Behaviour } from './behaviour/behaviour.ts';
import { Compressor } from './content-coding.ts';
import { deliver } from './delivery.ts';
import type { MissingRows } from './execute.ts';
import type { Fault, Faults } from './faults/fault.ts';
import { draftOf, type RequestDraft } from './recorded-request.ts';
import { bodyOf } from './request-body.ts';
import type { Responder } from './responder.ts';
import type { Sleep } from './sleep.ts';

export interface HandlerOptions {
  readonly responder: Responder;
  readonly faults: Faults;
  readonly behaviourFor: (dataset: string | undefined) => Behaviour;
  readonly now: () => number;
  readonly sleep: Sleep;
}

/** Takes each request from its arrival to the end of its answer, and records it. */
export class RequestHandler {
  readonly requests: RequestDraft[] = [];
  readonly #options: HandlerOptions;
  readonly #compressor = new Compressor();
  readonly #underWay = new Set<AbortController>();
  #previous: Answer | undefined;

  constructor(options: HandlerOptions) {
    this.#options = options;
  }

  /** Never rejects: what fails here is answered 500, where that is still possible. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    this.#underWay.add(gone);
    response.once('close', () => {
      this.#underWay.delete(gone);
      gone.abort();
    });
    const record = this.#record(request);
    try {
      record.body = await bodyOf(request);
      await this.#answer(request, response, record, gone.signal);
    } catch (thrown) {
      if (!response.headersSent) response.statusCode = 500;
      response.end(String(thrown));
    }
    record.status = response.headersSent ? response.statusCode : undefined;
  }

  /** Ends the waits of all answers under way. */
  abort(): void {
    for (const gone of this.#underWay) gone.abort();
  }

  #record({ method = '', url = '', headers }: IncomingMessage): RequestDraft {
    const record = draftOf({
      index: this.requests.length,
      arrivedAt: this.#options.now(),
      concurrent: this.#underWay.size,
      method,
      url,
      headers,
    });
    this.requests.push(record);
    return record;
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    record: RequestDraft,
    signal: AbortSignal,
  ): Promise<void> {
    const { responder, faults, behaviourFor, now, sleep } = this.#options;
    const understood = responder.understand(record);
    const { latency = 0, uncompressed = false } = behaviourFor(understood.dataset?.name);
    const wait = typeof latency === 'number' ? latency : latency(record);
    if (wait > 0) await sleep(wait, signal);
    if (signal.aborted) return;
    const fault = faults.take(record);
    record.fault = fault?.kind;
    const right = responder.answer(record, understood, now(), missingBy(fault));
    const answer = fault?.kind === 'previousPage' ? (this.#previous ?? right) : right;
    this.#previous = right;
    record.rows = await deliver(request, response, answer, fault, {
      compressor: uncompressed ? undefined : this.#compressor,
      sleep,
      signal,
    });
  }
}

function missingBy(fault: Fault | undefined): MissingRows {
  if (fault?.kind !== 'shortPage') return { rows: 0, where: 'end' };
  return { rows: fault.rows ?? 1, where: fault.where ?? 'end' };
}
