/**
 * Every error that the connector can report: the one place where its code, its failure type, who must act and what
 * the user reads are written down. `docs/errors.md` is checked against this table.
 *
 * `message` may hold `{name}` placeholders; `ConnectorError` demands exactly those as parameters.
 * `failureType` decides what the platform does: `config_error` stops at once and asks the user, the other two are
 * retried by the platform.
 */
export interface ErrorEntry {
  readonly failureType: 'config_error' | 'transient_error' | 'system_error';
  /** Who must act: the person who configures the source, the owner of the API, the operator of the platform, or us. */
  readonly actor: 'user' | 'api owner' | 'operator' | 'maintainer';
  readonly message: string;
  /** What to do, in a sentence for `docs/errors.md`. */
  readonly remedy: string;
}

export const registry = {
  usage: {
    failureType: 'config_error',
    actor: 'operator',
    message:
      '{problem} Usage: source-dataset spec | check --config FILE | discover --config FILE | read --config FILE --catalog FILE [--state FILE]',
    remedy: 'Call the connector with one of its four verbs and the files that the verb needs.',
  },
  file_unreadable: {
    failureType: 'config_error',
    actor: 'operator',
    message:
      'The {what} file {path} cannot be read by this user (uid {uid}): {reason}. Mount it at that path, readable for this uid.',
    remedy: 'Check the mount and the permissions of the file and of the folders above it: the image runs as uid 1000.',
  },
  file_not_json: {
    failureType: 'config_error',
    actor: 'operator',
    message: 'The {what} file {path} is not JSON: {reason}.',
    remedy: 'Write the file as JSON in UTF-8.',
  },
  config_invalid: {
    failureType: 'config_error',
    actor: 'user',
    message: 'The configuration is not valid: {violations}',
    remedy: 'Correct each key that the message names in the settings of the source. All violations are listed at once.',
  },
  catalog_invalid: {
    failureType: 'config_error',
    actor: 'operator',
    message: 'The configured catalog is not valid: {problem}. Run discover again and choose the streams anew.',
    remedy: 'Refresh the source schema, so that the platform writes a new configured catalog.',
  },
  stream_unknown: {
    failureType: 'config_error',
    actor: 'user',
    message:
      'Stream "{stream}" is in the configured catalog, but no dataset of the configuration has this name (there are: {known}). Add the dataset or remove the stream.',
    remedy: 'Add the dataset to the configuration, or refresh the source schema and deselect the stream.',
  },
  sync_mode_unknown: {
    failureType: 'config_error',
    actor: 'operator',
    message: 'Stream "{stream}" asks for sync_mode "{mode}"; the modes are full_refresh and incremental.',
    remedy: 'Choose full_refresh or incremental for the stream.',
  },
  state_invalid: {
    failureType: 'config_error',
    actor: 'user',
    message:
      'The state of stream "{stream}" cannot be continued: {problem}. Reset (clear) the stream to read it from start_time again.',
    remedy:
      'Reset the stream. A state that this connector wrote, and one of the form {"airbyte_cursor": seconds}, is always accepted.',
  },
  token_rejected: {
    failureType: 'config_error',
    actor: 'user',
    message:
      'The API rejected the credentials for dataset "{dataset}" (HTTP {status}). Put a valid token with access to this dataset into the configuration. The server said: {preview}',
    remedy: 'Renew the credentials, or ask the owner of the API for access to the dataset.',
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
      'The API rejected the request for dataset "{dataset}" (HTTP {status}). Check the endpoint settings: body, query_params, time format. The server said: {preview}',
    remedy:
      'Compare endpoint.body, endpoint.query_params, the time format and the paginator with what the API documents.',
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
      'The API did not answer dataset "{dataset}" in time ({reason}), {attempts} attempts. Raise requests.timeout_seconds or lower paginator.limit.',
    remedy: 'Raise requests.timeout_seconds, lower paginator.limit, or ask the owner of the API why the query is slow.',
  },
  connection_lost: {
    failureType: 'transient_error',
    actor: 'api owner',
    message: 'The connection to {host} broke while dataset "{dataset}" was read ({reason}), {attempts} attempts.',
    remedy:
      'Run the sync again: it continues from the last checkpoint. If it stays, look at proxies and load balancers between.',
  },
  server_failed: {
    failureType: 'transient_error',
    actor: 'api owner',
    message: 'The API failed for dataset "{dataset}" (HTTP {status}), {attempts} attempts. The server said: {preview}',
    remedy:
      'Run the sync again later: it continues from the last checkpoint. If it stays, the owner of the API must look.',
  },
  rate_limited: {
    failureType: 'transient_error',
    actor: 'user',
    message:
      'The API limits the request rate for dataset "{dataset}" (HTTP {status}), {attempts} attempts; it asked for a pause of {wait}. Lower requests.concurrency or set requests.requests_per_second.',
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
      'The API answered dataset "{dataset}" with HTTP {status}, but not with a page of it: {reason}. {attempts} attempts. The answer begins: {preview}',
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
      'The API reported a failed query for dataset "{dataset}" inside a successful answer, {attempts} attempts. The server said: {preview}',
    remedy: 'Run the query in the interface of the API: the dataset itself may be broken.',
  },
  total_missing: {
    failureType: 'config_error',
    actor: 'user',
    message:
      'paginator.total_selector is "{selector}", but the first answer for dataset "{dataset}" has no whole number there. Correct or remove it. The answer begins: {preview}',
    remedy: 'Correct paginator.total_selector or remove it.',
  },
  total_not_met: {
    failureType: 'transient_error',
    actor: 'api owner',
    message:
      'The API counts {total} rows in dataset "{dataset}" between {from} and {to}, but gave {received} different ones. Rows are missing, so the stream is not complete.',
    remedy:
      'Sort the dataset by a unique last key. If the total counts something else (the whole collection), remove paginator.total_selector.',
  },
  page_repeated: {
    failureType: 'config_error',
    actor: 'user',
    message:
      'Dataset "{dataset}" gave the same page again at offset {offset}: the API ignores "{offset_param}". Correct paginator.offset_param and paginator.location.',
    remedy:
      'Correct paginator.offset_param and paginator.location. Where the API has no offset, it must sort by the time field and honour the filter.',
  },
  rows_outside_range: {
    failureType: 'config_error',
    actor: 'user',
    message:
      'Dataset "{dataset}" was asked for {from} to {to} and gave only rows outside of this range: the API does not honour the filter. Check columnName in endpoint.body, endpoint.time_field and the time format.',
    remedy:
      'Compare the filter in endpoint.body with what the API documents: the column, the operator and the type of the bounds.',
  },
  time_field_missing: {
    failureType: 'config_error',
    actor: 'user',
    message:
      'No row of dataset "{dataset}" has the time field "{field}". Set endpoint.time_field to the column that the filter works on.',
    remedy:
      'Set endpoint.time_field to the name of the time column as it stands in the rows (upper and lower case count).',
  },
  time_unreadable: {
    failureType: 'config_error',
    actor: 'user',
    message:
      'The time field "{field}" of dataset "{dataset}" holds {value}, which is no {format}. Correct endpoint.time_format.',
    remedy: 'Set endpoint.time_format to what the rows hold.',
  },
  ties_not_provable: {
    failureType: 'transient_error',
    actor: 'api owner',
    message:
      'More rows of dataset "{dataset}" share the time {time} than a page holds, and they cannot be proven complete: {reason}. Sort the dataset by a unique last key.',
    remedy:
      'Sort the dataset by the time and then by a unique key, or raise paginator.limit above the number of rows with one time.',
  },
  offset_capped: {
    failureType: 'config_error',
    actor: 'user',
    message:
      'Dataset "{dataset}" can only be read by offsets ({why}), and the API gives nothing past offset {offset}: rows beyond it cannot be read. Sort the dataset ascending by its time field and filter by it.',
    remedy:
      'Sort the dataset ascending by the time field, and make the filter work on it: then no deep offset is needed.',
  },
  end_not_proven: {
    failureType: 'transient_error',
    actor: 'api owner',
    message: 'The end of dataset "{dataset}" is not proven: {reason}.',
    remedy:
      'Run the sync again: it continues from the last checkpoint. If it stays, the API does not answer the same query the same way.',
  },
  output_closed: {
    failureType: 'system_error',
    actor: 'operator',
    message: 'The reader of the output went away.',
    remedy:
      'Nothing in the connector: whoever reads its output ended first. The next sync continues from the last state that was stored.',
  },
  output_failed: {
    failureType: 'system_error',
    actor: 'operator',
    message: 'The output cannot be written: {reason}.',
    remedy: 'Free space on the disk that the output goes to.',
  },
  interrupted: {
    failureType: 'transient_error',
    actor: 'operator',
    message: 'The sync was stopped by {signal}. It continues from the last checkpoint.',
    remedy: 'Start the sync again: it continues from the last checkpoint.',
  },
  internal: {
    failureType: 'system_error',
    actor: 'maintainer',
    message: 'The connector has a fault of its own: {reason}',
    remedy: 'Report it with the log of the sync and the version of the image.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof registry;
