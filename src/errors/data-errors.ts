import type { ErrorEntry } from './error-entry.ts';

/** Errors of a whole dataset: its pages are proven, but not that they are all of it. */
export const dataErrors = {
  total_missing: {
    failureType: 'config_error',
    actor: 'user',
    message:
      'paginator.total_selector is "{selector}", but the first answer for dataset "{dataset}" has no whole number there. Correct or remove it.',
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
    failureType: 'config_error',
    actor: 'user',
    message:
      'More rows of dataset "{dataset}" share the time {time} than a page holds, and they cannot be proven complete: {reason}. Sort the dataset by a unique last key.',
    remedy:
      'Sort the dataset by the time and then by a unique key, or raise paginator.limit above the number of rows with one time. Where the API gives just a round number of rows (10,000), set paginator.total_selector if it tells totals, or paginator.max_offset to a larger number if it gives more rows of a query than that.',
  },
  offset_capped: {
    failureType: 'config_error',
    actor: 'user',
    message:
      'Dataset "{dataset}" can only be read by offsets ({why}), and the API gives nothing past offset {offset}: rows beyond it cannot be read. Sort the dataset ascending by its time field and filter by it; if it has just {offset} rows, set paginator.max_offset to a larger number.',
    remedy:
      'Sort the dataset ascending by the time field, and make the filter work on it: then no deep offset is needed. Where the dataset has just a round number of rows (10,000) and the API gives more of a query, set paginator.max_offset to a larger number.',
  },
  order_not_provable: {
    failureType: 'config_error',
    actor: 'user',
    message:
      'Dataset "{dataset}" cannot be proven complete: {reason}. Sort the dataset ascending by its time field, and then by a unique last key.',
    remedy:
      'Sort the dataset ascending by the time field and then by a unique key. If the API has an offset, set paginator.offset_param.',
  },
  rows_changing: {
    failureType: 'config_error',
    actor: 'user',
    message:
      'The same rows of dataset "{dataset}" have another value in each answer, so that none can be recognised again. Leave out the column that changes.',
    remedy:
      'Take the column that changes with each query (such as the time of the query or a random number) out of the dataset.',
  },
  end_not_proven: {
    failureType: 'transient_error',
    actor: 'api owner',
    message: 'The end of dataset "{dataset}" is not proven: {reason}.',
    remedy:
      'Run the sync again: it continues from the last checkpoint. If it stays, the API does not answer the same query the same way.',
  },
} as const satisfies Record<string, ErrorEntry>;
