import { expect, test } from '@jest/globals';
import { secretValues } from '../../src/config/secrets.ts';
import { minimalConfig } from '../support/configs.ts';

test.each<[string, object, string[]]>([
  ['the token', {}, ['tok-4711-secret']],
  ['the key', { auth: { type: 'api_key', name: 'X-Key', api_key: 'k-1' } }, ['k-1']],
  [
    'the password, also behind the user name',
    { auth: { type: 'http_basic', username: 'u', password: 'p' } },
    ['p', 'u:p'],
  ],
  [
    'the user name where the password is empty',
    { auth: { type: 'http_basic', username: 'key-1', password: '' } },
    ['key-1', 'key-1:'],
  ],
  [
    'the user name where there is no password',
    { auth: { type: 'http_basic', username: 'key-1' } },
    ['key-1', 'key-1:'],
  ],
  [
    'a key with a password that is none',
    { auth: { type: 'http_basic', username: 'key-1', password: 'x' } },
    ['x', 'key-1:x'],
  ],
  [
    'the secret of a client, also behind its identifier',
    { auth: { type: 'oauth2_client_credentials', client_id: 'i', client_secret: 's' } },
    ['s', 'i:s'],
  ],
  [
    'the secret of a client as HTTP Basic of OAuth 2.0 has it',
    { auth: { type: 'oauth2_client_credentials', client_id: 'i', client_secret: 's &' } },
    ['s &', 'i:s &', 's+%26'],
  ],
  [
    'secrets of any option and of none',
    { auth: { type: 'other', token: 't', password: 'p', client_secret: 's' } },
    ['t', 'p', 's'],
  ],
  ['secrets of a wrong type', { auth: { token: ['a', { b: 12345 }], password: null } }, ['a', '12345']],
  ['a password in an address', { auth: null, base_url: 'https://user:p%40ss@host/x' }, ['p%40ss', 'p@ss']],
  ['a password in an address that is none', { auth: [], base_url: 'https://user:p/%zz@host:x' }, ['p/%zz']],
  ['a token in an address', { auth: 'x', base_url: 'https://token@host' }, ['token']],
])('%s', (_what, part, secrets) => {
  expect(secretValues({ ...minimalConfig, ...part })).toEqual(secrets);
});

test('values of headers, what follows their scheme, and what surrounds placeholders', () => {
  const headers = [
    { name: 'X-Key', value: 'key-1' },
    { name: 'Authorization', value: 'Token abc def' },
    { name: 'X-Scope', value: 'tenant-7/{dataset_id}' },
    { name: 'Content-Type', value: 'application/json' },
    { value: 'no-name' },
    'X-Other: none',
    null,
  ];
  const secrets = ['key-1', 'Token abc def', 'tenant-7/{dataset_id}', 'no-name', 'abc def', 'tenant-7/'];
  expect(secretValues({ endpoint: { headers } })).toEqual(secrets);
});

test('values of the parameters of a header, which may come back alone', () => {
  const headers = [
    { name: 'Cookie', value: 'sid=4711-secret; theme=dark' },
    { name: 'Authorization', value: 'Own key="s3cret, of 1", v=1' },
  ];
  expect(secretValues({ endpoint: { headers } })).toEqual(expect.arrayContaining(['4711-secret', 's3cret, of 1']));
  expect(secretValues({ endpoint: { headers } })).not.toContain('dark');
});

test.each([[null], ['text'], [[]], [{ auth: 5, endpoint: { headers: {} }, datasets: 'x' }]])('none in %j', (raw) => {
  expect(secretValues(raw)).toEqual([]);
});
