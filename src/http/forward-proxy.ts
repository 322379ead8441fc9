import type { OutgoingHttpHeaders } from 'node:http';
import type { RequestOptions } from 'node:https';
import type { AxiosHeaders } from 'axios';
import { BASIC } from './basic-auth.ts';
import { neverConnected } from './classify.ts';
import type { FailureDetails } from './failure.ts';
import { basicOf, nameOf, type ProxyAddress } from './proxy.ts';
import type { Transport } from './watched-transport.ts';

const CREDENTIALS = 'Proxy-Authorization';

/** The proxy that a request for an http address is sent to instead of the API, if there is one. */
export class ForwardProxy {
  readonly #ownCredentials: unknown;
  #name: string | undefined;

  /** `headers` are those that axios was given. */
  constructor(headers: AxiosHeaders) {
    this.#ownCredentials = headers.get(CREDENTIALS);
  }

  /**
   * Mends what axios makes of the address of such a proxy: it sends the credentials percent-encoded, looks up an IPv6
   * address in its brackets as a name, and leaves the brackets out of the Host of an API that has one.
   */
  before(transport: Transport): Transport {
    return {
      request: (options, onAnswer) => {
        const url = targetOf(options);
        if (url === undefined) return transport.request(options, onAnswer);
        const host = options.hostname?.replace(/^\[|\]$/g, '') ?? '';
        const proxy: ProxyAddress = { protocol: options.protocol ?? '', host, port: options.port };
        this.#name = nameOf(proxy);
        const headers = this.#mended(options.headers as OutgoingHttpHeaders, url);
        return transport.request({ ...options, headers, host, hostname: host }, onAnswer);
      },
    };
  }

  /** What kept a request from the proxy says nothing of the API, and there is no TLS but that with the proxy. */
  blamed(details: FailureDetails): FailureDetails {
    const { kind, reason, speaks } = details;
    const isItsOwn = kind === 'tls' || kind === 'unresolved' || speaks !== undefined || neverConnected.has(reason);
    if (this.#name === undefined || !isItsOwn) return details;
    return { kind: 'connection', reason: `${reason} at the proxy ${this.#name}` };
  }

  #mended(headers: OutgoingHttpHeaders, { host }: URL): OutgoingHttpHeaders {
    const credentials = headers[CREDENTIALS];
    const isOfAddress = typeof credentials === 'string' && credentials !== this.#ownCredentials;
    return {
      ...headers,
      ...(isOfAddress
        ? { [CREDENTIALS]: basicOf(Buffer.from(credentials.slice(BASIC.length), 'base64').toString()) }
        : {}),
      ...(headers['host'] === host.replace(/[[\]]/g, '') ? { host } : {}),
    };
  }
}

/** A proxy is asked for a whole address (RFC 9112, 3.2.2), an API for a path. */
function targetOf({ path }: RequestOptions): URL | undefined {
  return path?.startsWith('http://') === true ? new URL(path) : undefined;
}
