import http, { type ClientRequest } from 'node:http';
import https, { type RequestOptions } from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { LONGEST_CONNECT_MS } from './deadlines.ts';
import { basicOf, nameOf, type ProxyAddress } from './proxy.ts';
import { openReading } from './reading.ts';
import type { Transport } from './watched-transport.ts';

/** The proxy did not open the way to the API. */
class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';
  /** What classify.ts knows: whether it says no, and would again. */
  readonly code: 'ERR_PROXY' | 'ERR_PROXY_REFUSED';

  constructor(reason: string, refused: boolean, cause?: unknown) {
    super(reason, { cause });
    this.code = refused ? 'ERR_PROXY_REFUSED' : 'ERR_PROXY';
  }
}

interface TunnelOptions extends RequestOptions {
  readonly proxy?: ProxyAddress;
  readonly lookup?: LookupFunction;
}

/**
 * Connects to https addresses, through a proxy where the options of the request name one. What axios uses for that leaves
 * the connection to a proxy that keeps silent open for ever, so that the process never ends; does not notice one that
 * ends it; takes what the proxy answers for an answer of the API; and keeps no connection for the next request.
 */
export class TunnelAgent extends https.Agent {
  readonly #opening = new Set<ClientRequest>();

  override createConnection(
    options: TunnelOptions,
    connected?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const { proxy } = options;
    if (proxy === undefined) return openReading((how) => super.createConnection({ ...options, ...how }, connected));
    const settle = connected as (error: Error | null, stream?: Duplex | null) => void;
    this.#open(proxy, options).then((socket) => {
      const overSocket: RequestOptions & { readonly socket: Socket } = { ...options, socket };
      settle(
        null,
        openReading((how) => super.createConnection({ ...overSocket, ...how })),
      );
    }, settle);
    return undefined;
  }

  override destroy(): void {
    for (const request of this.#opening) request.destroy();
    super.destroy();
  }

  /** The connection through the proxy (RFC 9110, 9.3.6). Errors: ProxyFailure. */
  async #open(proxy: ProxyAddress, options: TunnelOptions): Promise<Socket> {
    if (!/^https?:$/.test(proxy.protocol)) throw new ProxyFailure(`its address begins with ${proxy.protocol}//`, true);
    const { lookup } = options;
    const host = options.host ?? '';
    const target = `${host.includes(':') ? `[${host}]` : host}:${options.port ?? 443}`;
    const name = nameOf(proxy);
    return await new Promise((resolve, reject) => {
      const request = (proxy.protocol === 'https:' ? https : http).request({
        method: 'CONNECT',
        host: proxy.host,
        port: proxy.port,
        path: target,
        headers: { Host: target, ...authorization(proxy) },
        // The attempt has ended by then, whoever made it.
        timeout: LONGEST_CONNECT_MS,
        agent: false,
        ...(lookup === undefined ? {} : { lookup }),
      });
      this.#opening.add(request);
      request.once('close', () => this.#opening.delete(request));
      request.once('timeout', () => request.destroy());
      request.once('error', (error: NodeJS.ErrnoException) =>
        reject(new ProxyFailure(`${error.code ?? error.message} at the proxy ${name}`, false, error)),
      );
      request.once('connect', ({ statusCode = 0 }, socket) => {
        if (statusCode >= 200 && statusCode < 300) {
          socket.setTimeout(0);
          resolve(socket);
          return;
        }
        socket.destroy();
        reject(new ProxyFailure(`HTTP ${statusCode} from the proxy ${name}`, statusCode < 500));
      });
      request.end();
    });
  }
}

function authorization({ auth }: ProxyAddress): Readonly<Record<string, string>> {
  return auth === undefined ? {} : { 'Proxy-Authorization': basicOf(auth) };
}

/** A transport of axios whose own agent for proxies is replaced by this one, which then makes the tunnel. */
export function tunnelled(transport: Transport, agent: https.Agent): Transport {
  return {
    request(options, onAnswer) {
      const proxy = proxyOf(options.agent);
      const ours = proxy === undefined ? options : { ...options, agent, proxy };
      return transport.request(ours, onAnswer);
    },
  };
}

function proxyOf(agent: RequestOptions['agent']): ProxyAddress | undefined {
  return typeof agent === 'object' && 'proxy' in agent ? (agent.proxy as ProxyAddress) : undefined;
}
