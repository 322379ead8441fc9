import { type ConnectorError, connectorError } from '../errors/connector-error.ts';
import { type FailureDetails, type HttpFailure, otherScheme, pauseText, proxySaid } from './failure.ts';
import { isTransientStatus } from './retry.ts';

/** The endpoint says no inside of a success, as some do; the code is that of RFC 6749, 5.2, or one like it. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';

  constructor(code: string) {
    super(`its answer has no access_token but the error "${code}"`);
  }
}

/** What the failure of a token request means to the person who configured it. A stop stays what it is. */
export function tokenError(failure: HttpFailure, accessTokenUrl: string): ConnectorError | HttpFailure {
  const { details, tries: attempts } = failure;
  const { host } = new URL(accessTokenUrl);
  const reason = `${details.reason}${serverSaid(details)}${otherScheme(details, 'auth.access_token_url')}`;
  switch (details.kind) {
    case 'cancelled':
      return failure;
    case 'forbidden_address':
      return connectorError('address_forbidden', { problem: `for auth.access_token_url, ${details.reason}` });
    case 'redirect':
      return connectorError('token_endpoint_rejected', { host, reason: `${reason}, to ${details.location ?? ''}` });
    case 'status':
      return isTransientStatus(details)
        ? connectorError('token_endpoint_failed', { host, reason, attempts })
        : connectorError('token_endpoint_rejected', { host, reason });
    case 'unproven':
      return details.problem instanceof TokenRefused
        ? connectorError('token_endpoint_rejected', { host, reason })
        : connectorError('token_endpoint_failed', { host, reason, attempts });
    case 'tls':
      return connectorError('token_endpoint_rejected', { host, reason: `the TLS connection failed with ${reason}` });
    case 'proxy':
      return connectorError('proxy_failed', { host, reason: proxySaid(details) });
    case 'unknown':
      return connectorError('internal', { reason });
    default:
      return connectorError('token_endpoint_failed', { host, reason, attempts });
  }
}

/** A success may hold a token that is not known yet, so nothing of it is shown. */
function serverSaid(details: FailureDetails): string {
  const { kind, preview } = details;
  const said = kind === 'status' && preview !== undefined ? `, the server said: ${withoutTokens(preview)}` : '';
  const pause = pauseText(details);
  return pause === undefined ? said : `${said}; it asked for a pause of ${pause}`;
}

/** The values of members and parameters that are called a token, in JSON and in forms. */
function withoutTokens(text: string): string {
  return text.replace(/(_token"?\s*[:=]\s*"?)[^"&\s]+/gi, '$1****');
}
