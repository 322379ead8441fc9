import type { FailureDetails, FailureKind } from './failure.ts';

/** Node's and OpenSSL's codes for certificates and handshakes. */
const tlsCode = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;

const kinds: Readonly<Record<string, FailureKind>> = {
  ECONNABORTED: 'timeout',
  ETIMEDOUT: 'timeout',
  ESOCKETTIMEDOUT: 'timeout',
  ECONNREFUSED: 'connection',
  ECONNRESET: 'connection',
  EPIPE: 'connection',
  EAI_AGAIN: 'connection',
  EHOSTUNREACH: 'connection',
  ENETUNREACH: 'connection',
  HPE_INVALID_CONSTANT: 'connection',
  ENOTFOUND: 'unresolved',
  ERR_CANCELED: 'cancelled',
  ERR_FORBIDDEN_ADDRESS: 'forbidden_address',
  ERR_PROXY: 'connection',
  ERR_PROXY_REFUSED: 'proxy',
  // The address of the request itself was read before; what is left is that of its proxy.
  ERR_INVALID_URL: 'proxy',
  ERR_INVALID_PROTOCOL: 'proxy',
};

/** Where there never was a connection, the address and what lies between are the first things to look at. */
export const neverConnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Errors of ours, whose message is written for the user. */
const ours: ReadonlySet<string> = new Set(['ERR_FORBIDDEN_ADDRESS', 'ERR_PROXY', 'ERR_PROXY_REFUSED']);

/** What an error of axios or of Node under it means. No part of the error itself is kept: it holds the request. */
export function classifyTransportError(error: unknown): FailureDetails {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (code !== undefined && tlsCode.test(code)) {
    const isPlain = /wrong version number/i.test(message) || code === 'ERR_SSL_WRONG_VERSION_NUMBER';
    return isPlain ? { kind: 'tls', reason: `${code}, no TLS came`, speaks: 'http' } : { kind: 'tls', reason: code };
  }
  if (code?.startsWith('HPE_') && isTlsRecord(error)) {
    return { kind: 'connection', reason: `${code}, TLS came`, speaks: 'https' };
  }
  const kind = code === undefined ? undefined : (kinds[code] ?? (code.startsWith('HPE_') ? 'connection' : undefined));
  if (kind !== undefined) return { kind, reason: code === undefined || ours.has(code) ? message : code };
  // `socket hang up` and its relatives come without a code on some paths.
  if (/hang up|aborted|premature close/i.test(message)) return { kind: 'connection', reason: 'ECONNRESET' };
  return { kind: 'unknown', reason: message };
}

/** Node's parser of HTTP keeps what it could not read. An alert or a handshake begins so (RFC 8446, 5.1). */
function isTlsRecord(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { rawPacket, cause } = error as { rawPacket?: unknown; cause?: unknown };
  if (!(rawPacket instanceof Uint8Array)) return isTlsRecord(cause);
  return (rawPacket[0] === 0x15 || rawPacket[0] === 0x16) && rawPacket[1] === 3;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  if (typeof code === 'string') return code;
  // Node tries all addresses of a name and then throws one error that holds the others.
  if (Array.isArray(errors) && errors.length > 0) return codeOf(errors[0]);
  return cause === undefined ? undefined : codeOf(cause);
}
