import { expect, test } from '@jest/globals';
import { minimalConfig, violationsOf } from '../support/configs.ts';

const known = '{dataset_id}, {start_time}, {end_time}, {offset}, {limit}';

/** A part of a configuration that says how the API is asked, and what is said about it. */
const invalid: readonly (readonly [object, readonly string[]])[] = [
  [{ endpoint: [] }, ['endpoint is an empty array, expected an object']],
  [
    { endpoint: { path: 'run' } },
    ['endpoint.path is the string "run", expected a path that begins with "/", without a query'],
  ],
  [
    { endpoint: { path: '/{dataset}' } },
    [`endpoint.path holds the placeholder {dataset}, which does not exist, expected one of ${known}`],
  ],
  [{ endpoint: { path: '/{Id}' } }, [`endpoint.path is the string "/{Id}", expected no braces but ${known}`]],
  [
    { endpoint: { method: 'post' } },
    ['endpoint.method is the string "post", expected an HTTP method in capital letters, such as POST'],
  ],
  [
    { endpoint: { method: 'HEAD' } },
    ['endpoint.method is the string "HEAD", expected a method whose answer has a body'],
  ],
  [{ endpoint: { headers: ['X-Key: abc'] } }, ['endpoint.headers[0] is a string, expected an object']],
  [
    { endpoint: { headers: [{ name: 'Authorization: Bearer abc', value: 5 }] } },
    [
      'endpoint.headers[0].name is the string "Authorization: …", expected a header name, without blanks and colons',
      'endpoint.headers[0].value is a number, expected a string',
    ],
  ],
  [
    {
      endpoint: {
        headers: [
          { name: 'AUTHORIZATION', value: 'x' },
          { name: 'Content-Length', value: '1' },
        ],
      },
    },
    [
      'endpoint.headers[0].name is the string "AUTHORIZATION", expected another header than one that auth sends',
      'endpoint.headers[1].name is the string "Content-Length", expected another header than one that the connector sends itself',
    ],
  ],
  [
    {
      endpoint: {
        headers: [
          { name: 'X-A', value: '1' },
          { name: 'x-a', value: '2' },
        ],
      },
    },
    [
      'endpoint.headers[1].name is the string "x-a", expected another header than one that stands in endpoint.headers[0] already',
    ],
  ],
  [
    {
      auth: { type: 'api_key', name: 'X-Key', api_key: 'k' },
      endpoint: {
        headers: [
          { name: 'x-key', value: '1' },
          { name: 'Authorization', value: '2' },
        ],
      },
    },
    ['endpoint.headers[0].name is the string "x-key", expected another header than one that auth sends'],
  ],
  [
    { endpoint: { headers: [{ name: 'X-A', value: 'a\r\nB: {secret}' }] } },
    [
      `endpoint.headers[0].value holds a placeholder that does not exist, expected one of ${known}`,
      'endpoint.headers[0].value is a string with line breaks or other characters that no header can carry, expected text of one line',
    ],
  ],
  [
    {
      datasets: [{ dataset_id: 'a\u00e9' }, { dataset_id: 'b\u2713' }],
      endpoint: {
        headers: [
          { name: 'X-A', value: '1' },
          { name: 'X-Dataset', value: 'id={dataset_id}' },
        ],
      },
    },
    [
      'datasets[1].dataset_id is the string "b\u2713", expected an identifier that a header can carry, since it stands in endpoint.headers[1]',
    ],
  ],
  [
    { endpoint: { query_params: [{ name: 'q', value: 'ts > {start}' }] } },
    [`endpoint.query_params[0].value holds the placeholder {start}, which does not exist, expected one of ${known}`],
  ],
  [
    {
      auth: { type: 'api_key', name: 'key', api_key: 'k', location: 'query' },
      endpoint: {
        query_params: [
          { name: 'format', value: 'json' },
          { name: 'key', value: 'x' },
        ],
      },
    },
    ['endpoint.query_params[1].name is the string "key", expected another parameter than the one that auth sends'],
  ],
  [
    { endpoint: { body: '{"a": "{from}", "b": "{to}"}' } },
    [
      `endpoint.body holds the placeholder {from}, which does not exist, expected one of ${known}`,
      `endpoint.body holds the placeholder {to}, which does not exist, expected one of ${known}`,
    ],
  ],
  [
    { endpoint: { body: 'from {start_time}' } },
    ['endpoint.body is no JSON text, expected JSON in which placeholders may stand'],
  ],
  [
    { endpoint: { body: '[\n{"a" 1}]' } },
    ['endpoint.body is no JSON text (line 2, column 6), expected JSON in which placeholders may stand'],
  ],
  [
    { endpoint: { body: '[]', method: 'GET' } },
    ['endpoint.body is not empty, expected no body with GET: put the filter into endpoint.query_params'],
  ],
  [
    { endpoint: { data_selector: 'a..b', time_format: 'rfc', primary_key: [''] } },
    [
      'endpoint.data_selector is the string "a..b", expected names separated by dots, or $',
      'endpoint.time_format is the string "rfc", expected one of "epoch_milliseconds", "epoch_seconds", "epoch_microseconds", "epoch_nanoseconds", "iso8601"',
      'endpoint.primary_key[0] is an empty string, expected a string that is not empty',
    ],
  ],
  [
    { paginator: { limit: 0, max_offset: 1.5 } },
    [
      'paginator.limit is the number 0, expected an integer from 1 to 1000000',
      'paginator.max_offset is the number 1.5, expected an integer from 0 to 9007199254740991',
    ],
  ],
  [
    { paginator: { offset_param: 'page', limit_param: 'page' } },
    ['paginator.limit_param is the string "page", expected another name than that of paginator.offset_param'],
  ],
  [
    { endpoint: { query_params: [{ name: 'limit', value: '5' }] } },
    [
      'paginator.limit_param is the string "limit", expected another name than that of endpoint.query_params[0], or an empty string',
    ],
  ],
  [
    { auth: { type: 'api_key', name: 'offset', api_key: 'k', location: 'query' } },
    ['paginator.offset_param is the string "offset", expected another name than that of auth, or an empty string'],
  ],
  [
    { paginator: { location: 'body' } },
    [
      'paginator.location is the string "body", expected "query" as long as endpoint.body is no JSON object, or empty offset_param and limit_param, with {offset} and {limit} in the body',
    ],
  ],
  [{ paginator: { location: 'body', offset_param: '', limit_param: '' } }, []],
  [
    { paginator: { location: 'body' }, endpoint: { body: 'offset={offset}' } },
    ['endpoint.body is no JSON text, expected JSON in which placeholders may stand'],
  ],
  [
    { paginator: { location: 'body' }, endpoint: { method: 'GET' } },
    ['paginator.location is the string "body", expected "query" with GET, which has no body'],
  ],
  [
    { requests: { concurrency: '4', timeout_seconds: 0 } },
    [
      'requests.concurrency is the string "4", expected an integer from 1 to 64',
      'requests.timeout_seconds is the number 0, expected a number from 0.1 to 3600',
    ],
  ],
  [
    { checkpoint_interval_seconds: true },
    ['checkpoint_interval_seconds is the boolean true, expected a number from 0 to 3600'],
  ],
];

test.each(invalid)('%j', (part, violations) => {
  expect(violationsOf({ ...minimalConfig, ...part })).toEqual(violations);
});
