import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { isSuccess } from './answer.ts';
import { collectBody } from './collect-body.ts';
import type { Limit, Limits } from './deadlines.ts';

/** One request as the network saw it. */
export interface Watch {
  /** What axios sends the request with. */
  readonly transport: Transport;
  /** The limit that was passed. */
  readonly passed: Limit | undefined;
  /** The head of the answer, once it came: it tells the status even where the body fails. */
  readonly head: IncomingMessage | undefined;
  /** The body of the answer, packed; undefined before its head came. Errors: those of collectBody. */
  readonly body: Promise<Uint8Array> | undefined;
  /** Whether the connection had served other requests and broke before a byte of this answer came. */
  readonly brokeUnused: boolean;
  /** Whether the handshake of TLS has begun and has not ended. */
  readonly inHandshake: boolean;
  /** Ends all timers. */
  stop(): void;
}

/** Of a refusal, a person reads the first words. */
const MOST_REFUSAL_BYTES = 1024 * 1024;

export interface Transport {
  request(options: https.RequestOptions, onAnswer: (answer: IncomingMessage) => void): ClientRequest;
}

/**
 * Watches over the parts of one attempt, and takes in a body of `maxBytes` at most. `onLate` is called once, when a part
 * takes longer than its limit.
 */
export function watchRequest(limits: Limits, maxBytes: number, onLate: () => void): Watch {
  return new RequestWatch(limits, maxBytes, onLate);
}

class RequestWatch implements Watch {
  readonly transport: Transport;
  readonly #limits: Limits;
  readonly #maxBytes: number;
  readonly #onLate: () => void;
  readonly #total: NodeJS.Timeout;
  #timer: NodeJS.Timeout | undefined;
  /** Counts what happened, so that a timer that fires late sees what it missed. */
  #events = 0;
  #stopped = false;
  #request: ClientRequest | undefined;
  /** What the connection had brought before this request. */
  #bytesBefore = 0;
  passed: Limit | undefined;
  head: IncomingMessage | undefined;
  body: Promise<Uint8Array> | undefined;

  constructor(limits: Limits, maxBytes: number, onLate: () => void) {
    this.#limits = limits;
    this.#maxBytes = maxBytes;
    this.#onLate = onLate;
    this.#total = setTimeout(() => this.#late('total'), limits.total);
    this.transport = { request: (options, onAnswer) => this.#send(options, onAnswer) };
  }

  get brokeUnused(): boolean {
    const { reusedSocket = false, socket } = this.#request ?? {};
    return reusedSocket && socket?.bytesRead === this.#bytesBefore;
  }

  get inHandshake(): boolean {
    const socket = this.#request?.socket;
    return socket instanceof TLSSocket && isConnecting(socket) && !socket.connecting;
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#total);
    clearTimeout(this.#timer);
  }

  #send(options: https.RequestOptions, onAnswer: (answer: IncomingMessage) => void): ClientRequest {
    const request = (options.protocol === 'https:' ? https : http).request(options, onAnswer);
    this.#enter('connect');
    this.#request = request;
    request.once('socket', (socket) => {
      this.#bytesBefore = socket.bytesRead;
      whenConnected(socket, () => this.#enter('firstByte'));
    });
    request.once('response', (answer) => {
      this.head = answer;
      this.#enter('idle');
      const most = isSuccess(answer.statusCode ?? 0) ? this.#maxBytes : Math.min(this.#maxBytes, MOST_REFUSAL_BYTES);
      this.body = collectBody(answer, most, () => {
        this.#events += 1;
        this.#timer?.refresh();
      });
      // Whoever waits for the body meets its failure.
      this.body.catch(() => undefined);
    });
    return request;
  }

  #enter(part: Limit): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#events += 1;
    this.#timer = setTimeout(() => this.#suspect(part), this.#limits[part]);
  }

  /** Where this process itself was busy, what came meanwhile is handled first: only then the network was silent. */
  #suspect(part: Limit): void {
    const before = this.#events;
    setImmediate(() => {
      if (this.#events === before) this.#late(part);
    });
  }

  #late(part: Limit): void {
    if (this.#stopped) return;
    this.stop();
    this.passed = part;
    this.#onLate();
  }
}

function isConnecting(socket: TLSSocket): boolean {
  return 'secureConnecting' in socket && socket.secureConnecting === true;
}

/** Calls back once the socket carries data: at once where it is used again. */
function whenConnected(socket: Socket, connected: () => void): void {
  // Through a proxy the connection is there before the handshake with the API begins.
  if (socket instanceof TLSSocket && isConnecting(socket)) socket.once('secureConnect', connected);
  else if (socket.connecting) socket.once('connect', connected);
  else connected();
}
