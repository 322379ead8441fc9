import { parseTemplate } from './placeholders.ts';
import { configSchema, type Schema } from './schema.ts';

/** Parameters are no place for secrets, but some APIs want them there: then their names say so. */
const secretParameter = /auth|credential|key|pass|secret|sig|token/i;

/** The values of these headers are no secrets but words that stand in many messages, such as `application/json`. */
const openHeaders = /^(accept(-\w+)?|cache-control|content-(language|type)|user-agent)$/i;

/**
 * The values of all properties that spec.json marks as secret, in a raw configuration that need not be valid; with
 * them what is made of them: user:password as HTTP Basic sends it, the parts of a header, the password in an address.
 */
export function secretValues(raw: unknown): string[] {
  const { base_url, auth, endpoint } = membersOf(raw);
  const { query_params } = membersOf(endpoint);
  const { username, password, client_id, client_secret, access_token_url } = membersOf(auth);
  const { headers } = membersOf(endpoint);
  const found = [
    ...marked(configSchema, raw),
    ...basic(username, password),
    ...pair(client_id, client_secret),
    ...inBasicOfClients(client_secret),
    ...[base_url, access_token_url].flatMap(userInfo),
    ...(Array.isArray(headers) ? headers : []).flatMap(headerParts),
    ...(Array.isArray(query_params) ? query_params : []).filter(isNamedLikeSecret).flatMap(headerParts),
  ];
  const open = new Set((Array.isArray(headers) ? headers : []).filter(isOpenHeader).map(({ value }) => value));
  return [...new Set(found)].filter((secret) => secret !== '' && !open.has(secret));
}

function marked(schema: Schema, value: unknown): string[] {
  if (schema.airbyte_secret === true) return leaves(value);
  const items = schema.items;
  if (Array.isArray(value)) return items === undefined ? [] : value.flatMap((item) => marked(items, item));
  const members = membersOf(value);
  const ofProperties = Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    marked(property, members[name]),
  );
  // The value may be of any option and of none: what is a secret in one of them is a secret.
  return [...ofProperties, ...(schema.oneOf ?? []).flatMap((option) => marked(option, value))];
}

function leaves(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leaves);
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/** Without a password, the name is a key: the secret itself. */
function basic(name: unknown, password: unknown): string[] {
  const keyAlone = typeof name === 'string' && name !== '' && (password === '' || password === undefined);
  return keyAlone ? [name, `${name}:`] : pair(name, password);
}

function pair(name: unknown, secret: unknown): string[] {
  return typeof name === 'string' && typeof secret === 'string' && secret !== '' ? [`${name}:${secret}`] : [];
}

/** As it stands in the base64 of HTTP Basic of OAuth 2.0, which encodes it like a form before. */
function inBasicOfClients(secret: unknown): string[] {
  return typeof secret === 'string' ? [new URLSearchParams({ '': secret }).toString().slice(1)] : [];
}

/** The password of an address, or its user if that is all there is, as a token would be. */
function userInfo(address: unknown): string[] {
  const [, text] = (typeof address === 'string' && /\/\/(.*)@/s.exec(address)) || [];
  if (text === undefined) return [];
  const secret = text.slice(text.indexOf(':') + 1);
  return [secret, decoded(secret)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The passwords of the proxies that the environment names, with a scheme before them or without one. */
export function proxyPasswords(env: Readonly<Record<string, string | undefined>>): string[] {
  const addresses = Object.entries(env).flatMap(([name, address = '']) => (/_proxy$/i.test(name) ? [address] : []));
  return addresses.flatMap((address) => userInfo(address.includes('://') ? address : `//${address}`));
}

function isNamedLikeSecret(parameter: unknown): boolean {
  const { name } = membersOf(parameter);
  return typeof name === 'string' && secretParameter.test(name);
}

function isOpenHeader(header: unknown): header is { readonly value: string } {
  const { name, value } = membersOf(header);
  return typeof name === 'string' && openHeaders.test(name) && typeof value === 'string';
}

/** Values of parameters that are shorter are words more often than secrets. */
const SHORTEST_PARAMETER = 8;

/** The values of `name=value` in cookies and in the parameters of a scheme. */
function parameterValues(text: string): string[] {
  const values = [...text.matchAll(/=\s*(?:"([^"]*)"|([^";,\s][^;,\s]*))/g)].map(
    ([, quoted, bare = '']) => quoted ?? bare,
  );
  return values.filter(({ length }) => length >= SHORTEST_PARAMETER);
}

/**
 * What of a header's value may come back alone: what follows a scheme (`Bearer …`), what surrounds placeholders, and
 * the values of its parameters (`sid=…; …`).
 */
function headerParts(header: unknown): string[] {
  const { value } = membersOf(header);
  if (typeof value !== 'string' || isOpenHeader(header)) return [];
  const texts = parseTemplate(value).filter((part) => typeof part === 'string');
  return texts.flatMap((text) => [text.trim(), text.trim().replace(/^\S+\s+/, ''), ...parameterValues(text)]);
}
