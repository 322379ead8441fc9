import type { SchemaPlace } from './schema-nodes.ts';

/** The acceptance tests take a property of one of these names for a secret. */
const secretNames = new Set([
  ...['access_token', 'api_token', 'app_id', 'appid', 'certificate', 'client_secret', 'client_token', 'credentials'],
  ...[
    'jwt',
    'key',
    'password',
    'refresh_token',
    'secret',
    'service_account',
    'service_account_info',
    'tenant_id',
    'token',
  ],
]);

/** A property with a secret's name is marked if it can hold one, and only then. */
export function secretMarks({ name = '', schema }: SchemaPlace): string[] {
  if (!secretNames.has(name.toLowerCase())) return [];
  const types = [schema['type']].flat();
  const holdsText = ['string', 'integer', 'number'].some((type) => types.includes(type)) && !schema['const'];
  if (holdsText) return schema['airbyte_secret'] === true ? [] : ['is a secret without airbyte_secret'];
  return schema['airbyte_secret'] === true ? ['is marked as a secret, but cannot hold one'] : [];
}

const secretEnding = /(_token|_secret|password|api_?key|secret_key|private_key|access_key)$/i;

/** The lint of the development kit: what ends like a secret says yes or no, and never inside anyOf or allOf. */
export function secretLint({ path, name = '', schema }: SchemaPlace): string[] {
  const flag = schema['airbyte_secret'];
  const hidden = flag !== undefined && /\/(anyOf|allOf)\//.test(path) ? ['has airbyte_secret where nobody looks'] : [];
  const silent = secretEnding.test(name) && typeof flag !== 'boolean' ? ['does not say whether it is a secret'] : [];
  return [...hidden, ...silent];
}
