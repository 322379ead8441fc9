import { basicAuthorization } from './basic-auth.ts';

/** A proxy of the environment, as axios found it for a request. */
export interface ProxyAddress {
  readonly protocol: string;
  /** Without brackets, also where it is an IPv6 address. */
  readonly host: string;
  /** As it was written, if at all. */
  readonly port?: number | string | null | undefined;
  /** `user:password`, percent-encoded as in the address. */
  readonly auth?: string;
}

/** How an error names it: the scheme as well, since one that was left out or is wrong fails in ways that tell nothing. */
export function nameOf({ protocol, host, port }: ProxyAddress): string {
  return `${protocol}//${host.includes(':') ? `[${host}]` : host}${port ? `:${port}` : ''}`;
}

/** HTTP Basic of credentials that are percent-encoded, as addresses hold them; what is no such encoding stays. */
export function basicOf(auth: string): string {
  return basicAuthorization(decoded(auth));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
