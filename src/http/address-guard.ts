import dns, { type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isLocalName, whyNotPublic } from './addresses.ts';

/** All addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/** Decides which addresses may be asked. */
export interface AddressGuard {
  /** Rejects a URL that may not be asked; what its host resolves to counts. Called before each attempt. */
  allow(url: string): Promise<void>;
  /**
   * Resolves names for the sockets and refuses what may not be asked. It is the last word: a name that meant something
   * else in `allow` is no way in.
   */
  readonly lookup: LookupFunction;
}

/** An address that may not be asked; its code is what classify.ts knows. */
class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
  readonly code = 'ERR_FORBIDDEN_ADDRESS';
}

export interface PublicOnlyOptions {
  readonly resolve?: Resolve;
  /** Hosts of the proxies of the environment: the platform trusts them, also where they are private. */
  readonly proxies?: readonly string[];
}

/** Lets through https to public addresses only. Behind a proxy, the target is resolved here before the proxy is asked. */
export function publicOnly({ resolve = resolveAll, proxies = [] }: PublicOnlyOptions = {}): AddressGuard {
  const trusted = new Set(proxies.map((host) => host.toLowerCase()));
  const addressesOf = (host: string): Promise<readonly LookupAddress[]> =>
    resolve(host).then((addresses) => {
      for (const { address } of addresses) throwIfForbidden(host, address);
      return addresses;
    });
  return {
    async allow(url) {
      const { protocol, hostname, origin } = new URL(url);
      if (protocol !== 'https:') throw new ForbiddenAddress(`${origin} is not https`);
      const host = hostname.replace(/^\[|\]$/g, '');
      if (isLocalName(host)) throw new ForbiddenAddress(`${host} is a local name`);
      if (isIP(host) === 0) await addressesOf(host);
      else throwIfForbidden(host, host);
    },
    lookup: (host, options, callback) => {
      const found = trusted.has(host.toLowerCase()) ? resolve(host) : addressesOf(host);
      found.then(
        (addresses) => answerLookup(addresses, host, options, callback),
        (error: NodeJS.ErrnoException) => callback(error, []),
      );
    },
  };
}

type LookupArguments = Parameters<LookupFunction>;

function answerLookup(
  addresses: readonly LookupAddress[],
  host: string,
  options: LookupArguments[1],
  callback: LookupArguments[2],
): void {
  const wanted = addresses.filter(({ family }) => !options.family || options.family === family);
  const [first] = wanted;
  if (first === undefined) callback(Object.assign(new Error(`no address for ${host}`), { code: 'ENOTFOUND' }), []);
  else if (options.all === true) callback(null, [...wanted]);
  else callback(null, first.address, first.family);
}

function throwIfForbidden(host: string, address: string): void {
  const why = whyNotPublic(address);
  if (why === undefined) return;
  throw new ForbiddenAddress(
    host === address ? `${host} is ${why}` : `${host} resolves to ${address}, which is ${why}`,
  );
}

function resolveAll(host: string): Promise<LookupAddress[]> {
  return dns.promises.lookup(host, { all: true });
}

/** The host names of the proxies that the environment names. */
export function proxyHosts(env: Readonly<Record<string, string | undefined>>): string[] {
  const names = Object.keys(env).filter((name) => /^(https?|all)_proxy$/i.test(name));
  return names.flatMap((name) => {
    const text = env[name] ?? '';
    const address = text.includes('://') ? text : `http://${text}`;
    return URL.canParse(address) ? [new URL(address).hostname] : [];
  });
}
