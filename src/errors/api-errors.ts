import type { ErrorEntry } from './error-entry.ts';

/** Errors of one request: the API does not answer, refuses, or answers with something that is no page. */
export const apiErrors = {
  token_rejected: {
    failureType: 'config_error',
    actor: 'user',
    message:
      'The API rejected the credentials for dataset "{dataset}" (HTTP {status}). Put a valid token with access to this dataset into the configuration. The server said: {preview}',
    remedy: 'Renew the credentials, or ask the owner of the API for access to the dataset.',
  },
  token_endpoint_rejected: {
    failureType: 'config_error',
    actor: 'user',
    message:
      'The token endpoint at {host} gave no access token ({reason}). Check auth.access_token_url, auth.client_id, auth.client_secret, auth.token_endpoint_auth_method and auth.scopes.',
    remedy:
      'Compare the address of the token endpoint, the client and its scopes with what the owner of the API registered. invalid_client means that the identifier or the secret is wrong, or that the server wants them the other way (auth.token_endpoint_auth_method: client_secret_basic or client_secret_post).',
  },
  token_endpoint_failed: {
    failureType: 'transient_error',
    actor: 'api owner',
    message:
      'The token endpoint at {host} failed ({reason}) after {attempts}, so no dataset can be asked. Run the sync again; if it stays, check auth.access_token_url and the token endpoint.',
    remedy:
      'Run the sync again: it continues from the last checkpoint. If it stays, check auth.access_token_url, and whether the token endpoint works and may be reached from here.',
  },
  dataset_unknown: {
    failureType: 'config_error',
    actor: 'user',
    message:
      'The API does not know dataset "{dataset}" at {url} (HTTP {status}). Correct dataset_id, base_url or endpoint.path. The server said: {preview}',
    remedy: 'Compare dataset_id, base_url and endpoint.path with what the API documents.',
  },
  request_rejected: {
    failureType: 'config_error',
    actor: 'user',
    message:
      'The API rejected the request for dataset "{dataset}" (HTTP {status}). Check paginator.limit and the endpoint settings: method, body, headers, query_params, time format. The server said: {preview}',
    remedy:
      'Compare endpoint.method, endpoint.body, endpoint.query_params, the time format and the paginator with what the API documents.',
  },
  redirected: {
    failureType: 'config_error',
    actor: 'user',
    message:
      'The API answered dataset "{dataset}" with a redirect (HTTP {status}) to {location}. Credentials are never sent to another place: put the final address into base_url.',
    remedy:
      'Set base_url to the address that the API really has (often https instead of http, or a login page: then the credentials are missing).',
  },
  host_unreachable: {
    failureType: 'transient_error',
    actor: 'user',
    message: 'No connection to {host} for dataset "{dataset}" ({reason}). Check base_url, DNS, firewall and proxy.',
    remedy: 'Check the host name and port in base_url and whether the network of the platform may reach it.',
  },
  proxy_failed: {
    failureType: 'config_error',
    actor: 'operator',
    message:
      'The proxy of the environment does not lead to {host} ({reason}). Check its address, user and password in HTTPS_PROXY, HTTP_PROXY or ALL_PROXY, whether it lets this host through, or add the host to NO_PROXY.',
    remedy:
      'Compare the variables of the container with what the owner of the proxy says. HTTP 407: user or password are missing or wrong; HTTP 403: the proxy does not allow the host.',
  },
  address_forbidden: {
    failureType: 'config_error',
    actor: 'user',
    message: 'On a cloud deployment only https and public addresses are allowed, but {problem}.',
    remedy: 'Use an https address of a public host, or run the connector on a self-managed platform.',
  },
  tls_failed: {
    failureType: 'config_error',
    actor: 'user',
    message:
      'The TLS connection to {host} for dataset "{dataset}" failed ({reason}). The certificate must be valid for this host and its authority known here (NODE_EXTRA_CA_CERTS).',
    remedy:
      'Renew or correct the certificate of the API, or give the certificate authority to the container with NODE_EXTRA_CA_CERTS.',
  },
  timed_out: {
    failureType: 'transient_error',
    actor: 'api owner',
    message:
      'The API did not answer dataset "{dataset}" in time ({reason}) after {attempts}. Raise requests.timeout_seconds or lower paginator.limit.',
    remedy: 'Raise requests.timeout_seconds, lower paginator.limit, or ask the owner of the API why the query is slow.',
  },
  connection_lost: {
    failureType: 'transient_error',
    actor: 'api owner',
    message: 'The connection to {host} broke while dataset "{dataset}" was read ({reason}) after {attempts}.',
    remedy:
      'Run the sync again: it continues from the last checkpoint. If it stays, look at proxies and load balancers between.',
  },
  server_failed: {
    failureType: 'transient_error',
    actor: 'api owner',
    message: 'The API failed for dataset "{dataset}" (HTTP {status}) after {attempts}. The server said: {preview}',
    remedy:
      'Run the sync again later: it continues from the last checkpoint. If it stays, the owner of the API must look.',
  },
  rate_limited: {
    failureType: 'transient_error',
    actor: 'user',
    message:
      'The API limits the request rate for dataset "{dataset}" (HTTP {status}) after {attempts}; it {asked}. Lower requests.concurrency or set requests.requests_per_second.',
    remedy:
      'Lower requests.concurrency, set requests.requests_per_second, or ask the owner of the API for a higher limit.',
  },
  body_too_large: {
    failureType: 'config_error',
    actor: 'user',
    message: 'A page of dataset "{dataset}" is larger than {limit} bytes ({what}). Lower paginator.limit.',
    remedy: 'Lower paginator.limit, so that a page stays below the limit.',
  },
  page_invalid: {
    failureType: 'transient_error',
    actor: 'api owner',
    message:
      'The API answered dataset "{dataset}" with HTTP {status}, but not with a page of it, after {attempts}: {reason}. The answer begins: {preview}',
    remedy:
      'Look at the beginning of the answer: a login or error page means that base_url, the credentials or a proxy are wrong; a cut answer that the API or a proxy fails.',
  },
  selector_missing: {
    failureType: 'config_error',
    actor: 'user',
    message:
      'The answer for dataset "{dataset}" is JSON, but {reason}. Set {setting} to where it stands. The answer begins: {preview}',
    remedy:
      'Correct endpoint.data_selector (or the named setting). "$" is the root. If the API leaves the array out for an empty range, set endpoint.missing_data to "empty".',
  },
  query_failed: {
    failureType: 'transient_error',
    actor: 'api owner',
    message:
      'The API reported a failed query for dataset "{dataset}" inside a successful answer, after {attempts}. The server said: {preview}',
    remedy: 'Run the query in the interface of the API: the dataset itself may be broken.',
  },
} as const satisfies Record<string, ErrorEntry>;
