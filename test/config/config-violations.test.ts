import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { minimalConfig, violationsOf } from '../support/configs.ts';

/** A part of a configuration, and what is said about it. */
const invalid: readonly (readonly [object, readonly string[]])[] = [
  [{ base_url: 5 }, ['base_url is the number 5, expected https://host or https://host/path']],
  [
    { base_url: 'api.example.com' },
    ['base_url is the string "api.example.com", expected https://host or https://host/path'],
  ],
  [
    { base_url: 'https://h/?key=abc' },
    ['base_url is the string "https://h/?…", expected https://host or https://host/path'],
  ],
  [
    { base_url: 'https://h:99999' },
    ['base_url is the string "https://h:99999", expected an address with a valid host and port'],
  ],
  [
    { base_url: 'https://u:p@h' },
    ['base_url has a user name or a password in it, expected an address without them: use auth with type "http_basic"'],
  ],
  ...['https://me@h', 'https://:p@h'].map((base_url): [object, string[]] => [
    { base_url },
    ['base_url has a user name or a password in it, expected an address without them: use auth with type "http_basic"'],
  ]),
  [{ auth: 'tok-4711' }, ['auth is a string, expected an object']],
  [
    { auth: {} },
    ['auth.type is missing, expected one of "bearer", "none", "api_key", "http_basic", "oauth2_client_credentials"'],
  ],
  [
    { auth: { type: 'oauth' } },
    [
      'auth.type is the string "oauth", expected one of "bearer", "none", "api_key", "http_basic", "oauth2_client_credentials"',
    ],
  ],
  [{ auth: { type: 'bearer' } }, ['auth.token is missing, expected a string that is not empty']],
  [{ auth: { type: 'bearer', token: '' } }, ['auth.token is an empty string, expected a string that is not empty']],
  [{ auth: { type: 'bearer', token: 4711 } }, ['auth.token is a number, expected a string that is not empty']],
  [
    { auth: { type: 'bearer', token: 'tok\n' } },
    ['auth.token is a string with blanks, line breaks or characters that are not ASCII, expected the token alone'],
  ],
  [
    { auth: { type: 'http_basic', username: 'a:b', password: 'p\n' } },
    [
      'auth.username is the string "a:b", expected a user name without colons and control characters',
      'auth.password is a string with line breaks or other control characters, expected the password alone',
    ],
  ],
  [
    { base_url: 'https://h.example.com/#access_token=abc-1' },
    ['base_url is the string "https://h.example.com/#…", expected https://host or https://host/path'],
  ],
  [
    { auth: { type: 'http_basic', username: 'key-1:', password: '' } },
    [
      'auth.username is a string with a colon or a control character, expected a user name without colons and control characters',
    ],
  ],
  [
    { auth: { type: 'api_key', name: 'X Key', api_key: 'k\n', location: 'header' } },
    [
      'auth.name is the string "X Key", expected a header name, without blanks and colons',
      'auth.api_key is a string with line breaks or other characters that no header can carry, expected the key alone',
    ],
  ],
  [
    { auth: { type: 'api_key', location: 'cookie' } },
    [
      'auth.name is missing, expected a string that is not empty',
      'auth.api_key is missing, expected a string that is not empty',
      'auth.location is the string "cookie", expected one of "header", "query"',
    ],
  ],
  [
    {
      auth: {
        type: 'oauth2_client_credentials',
        access_token_url: 'https://u:p@h',
        client_id: 'i',
        client_secret: 's',
        scopes: ['a b'],
      },
    },
    [
      'auth.scopes[0] is the string "a b", expected a scope without blanks',
      'auth.access_token_url has a user name or a password in it, expected an address without them: use auth with type "http_basic"',
    ],
  ],
  [{ datasets: [] }, ['datasets is an empty array, expected an array that is not empty']],
  [
    { datasets: ['d1', { dataset_id: 5 }, { dataset_id: '' }] },
    [
      'datasets[0] is the string "d1", expected an object',
      'datasets[1].dataset_id is the number 5, expected a string that is not empty',
      'datasets[2].dataset_id is an empty string, expected a string that is not empty',
    ],
  ],
  [
    { datasets: [{ dataset_id: '..' }] },
    ['datasets[0].dataset_id is the string "..", expected the identifier of a dataset'],
  ],
  [
    { datasets: [{ dataset_id: 'a\ud800' }] },
    ['datasets[0].dataset_id is the string "a\\ud800", expected the identifier of a dataset'],
  ],
  [
    { datasets: [{ dataset_id: ' ' }] },
    ['datasets[0].dataset_id is the string " ", expected the identifier of a dataset'],
  ],
  [
    { datasets: [{ dataset_id: 'a', name: ' a' }] },
    ['datasets[0].name is the string " a", expected a name without blanks around it and without control characters'],
  ],
  [
    { datasets: [{ dataset_id: 'a' }, { dataset_id: 'b', name: 'dataset_a' }] },
    ['datasets[1].name makes a second stream "dataset_a", expected another name than that of datasets[0]'],
  ],
  [
    { datasets: [{ dataset_id: 'a' }, { dataset_id: 'a' }] },
    ['datasets[1].name makes a second stream "dataset_a", expected another name than that of datasets[0]'],
  ],
  [
    { datasets: [{ dataset_id: 'a' }, { dataset_id: 'b' }], endpoint: { path: '/run' } },
    [
      'datasets lists 2 datasets, but the endpoint has {dataset_id} nowhere, expected {dataset_id} in endpoint.path, body, headers or query_params',
    ],
  ],
  [{ start_time: '2024-01-01' }, ['start_time is the string "2024-01-01", expected YYYY-MM-DDTHH:mm:ssZ']],
  [
    { start_time: '2023-02-29T00:00:00Z' },
    ['start_time is the string "2023-02-29T00:00:00Z", expected a date and time that exist'],
  ],
  [
    { start_time: '2023-01-01T25:00:00Z' },
    ['start_time is the string "2023-01-01T25:00:00Z", expected a date and time that exist'],
  ],
  [
    { start_time: '2016-12-31T23:59:60Z' },
    ['start_time is the string "2016-12-31T23:59:60Z", expected a date and time that exist'],
  ],
  [
    { end_time: '2023-12-31T23:59:59Z' },
    ['end_time is the string "2023-12-31T23:59:59Z", expected a time not before start_time (2024-01-01T00:00:00Z)'],
  ],
  [{ start_time: null }, ['start_time is missing, expected YYYY-MM-DDTHH:mm:ssZ']],
  [
    { lookback_window: 'P1M' },
    [
      'lookback_window is the string "P1M", expected a duration of weeks, days, hours, minutes and seconds, such as P7D or PT1H30M',
    ],
  ],
  [
    { lookback_window: 'P999999999999D' },
    ['lookback_window is the string "P999999999999D", expected a shorter duration'],
  ],
];

describe('a violation names the key, what it is and what was expected', () => {
  test.each(invalid)('%j', (part, violations) => {
    expect(violationsOf({ ...minimalConfig, ...part })).toEqual(violations);
  });

  test.each([
    [null, 'the configuration is null, expected an object'],
    [[minimalConfig], 'the configuration is an array, expected an object'],
  ])('%j', (config, violation) => {
    expect(violationsOf(config)).toContain(violation);
  });
});

test('a long value is shortened', () => {
  expect(violationsOf({ ...minimalConfig, start_time: 'x'.repeat(100) })).toEqual([
    `start_time is the string "${'x'.repeat(60)}…", expected YYYY-MM-DDTHH:mm:ssZ`,
  ]);
});

test('all violations are reported at once, of the schema and of what it cannot say', () => {
  const keys = violationsOf({
    base_url: 'https://u:p@h',
    auth: minimalConfig.auth,
    datasets: [{ dataset_id: 'a' }, 5, { name: 'x' }, { dataset_id: 'a' }],
    endpoint: { path: '/{dataset_id}/{x}', headers: [{ name: 'Authorization' }] },
    paginator: { limit: '1', location: 'body' },
  }).map((violation) => violation.split(' ')[0]);
  expect(keys).toEqual([
    ...['start_time', 'datasets[1]', 'datasets[2].dataset_id', 'endpoint.headers[0].value', 'paginator.limit'],
    ...['base_url', 'datasets[3].name', 'endpoint.path', 'endpoint.headers[0].name', 'paginator.location'],
  ]);
});

test('no message holds the value of a secret, whatever is wrong with it', () => {
  const secret = fc
    .stringMatching(/^[A-Z]{8}$/)
    .chain((core) => fc.constantFrom(core, `${core}\n`, `{${core.toLowerCase()}}`, ` ${core}`));
  fc.assert(
    fc.property(secret, (text) => {
      const wrong = [
        { auth: text },
        { auth: { type: 'bearer', token: `${text}\n` } },
        { auth: { type: 'bearer', token: [text] } },
        { auth: { type: 'api_key', name: `X-Key: ${text}`, api_key: `${text}\n` } },
        { auth: { type: 'http_basic', username: 5, password: `${text}\n` } },
        { auth: { type: 'other', client_secret: text } },
        { base_url: `https://user:${text}@h:99999`, auth: [text] },
        { base_url: `https://user:${text}/@h` },
        { base_url: `https://h/?key=${text}` },
        {
          endpoint: {
            headers: [text, { name: 'X-A', value: `${text}{x}\n` }, { name: `X-A: ${text}`, value: [text] }],
          },
        },
        { endpoint: { headers: text } },
        { endpoint: text },
      ];
      for (const part of wrong) {
        const violations = violationsOf({ ...minimalConfig, ...part });
        expect(violations).not.toEqual([]);
        expect(violations.join('; ')).not.toContain(text.replace(/[^A-Za-z]/g, ''));
      }
    }),
    { numRuns: 10 },
  );
});
