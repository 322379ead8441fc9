import type { ErrorEntry } from './error-entry.ts';

/** Errors in what the platform or the user hands over: command line, files, configuration, catalog, state. */
export const inputErrors = {
  usage: {
    failureType: 'config_error',
    actor: 'operator',
    message:
      '{problem} Usage: source-dataset spec | check --config FILE | discover --config FILE | read --config FILE --catalog FILE [--state FILE]; with --debug for more logs',
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
} as const satisfies Record<string, ErrorEntry>;
