import { spec } from './spec.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Shorter values cannot be told from ordinary text, and cannot be secret. */
const SHORTEST_SECRET = 4;

/**
 * The values of all properties that spec.json marks as secret, in a raw configuration that need not be valid; also the
 * password inside base_url, and user:password as HTTP Basic sends them.
 */
export function secretValues(raw: unknown): string[] {
  const found: string[] = [];
  collect(spec.connectionSpecification as Schema, raw, found);
  const { base_url: baseUrl, auth } = asObject(raw);
  const password = typeof baseUrl === 'string' && URL.canParse(baseUrl) ? new URL(baseUrl).password : '';
  if (password !== '') found.push(password, decodeURIComponent(password));
  const { username, password: basic } = asObject(auth);
  if (typeof username === 'string' && typeof basic === 'string' && basic !== '') found.push(`${username}:${basic}`);
  return [...new Set(found)];
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function collect(schema: Schema, value: unknown, found: string[]): void {
  if (value === undefined || value === null) return;
  if (schema['airbyte_secret'] === true) {
    found.push(typeof value === 'string' ? value : JSON.stringify(value));
    return;
  }
  // A value may be of any option, and of none: every option's secrets are secret.
  for (const option of (schema['oneOf'] as readonly Schema[] | undefined) ?? []) collect(option, value, found);
  if (Array.isArray(value) && schema['items'] !== undefined) {
    for (const item of value) collect(schema['items'] as Schema, item, found);
  }
  for (const [key, inner] of Object.entries(asObject(schema['properties']))) {
    collect(inner as Schema, asObject(value)[key], found);
  }
}

/** Replaces every secret of a text, in each encoding in which it could stand there, by `****`. Linear in the text. */
export function makeRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = new Set(secrets.filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(encodings));
  const longestFirst = [...forms].filter((form) => form.length >= SHORTEST_SECRET).sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return (text) => text;
  const pattern = new RegExp(longestFirst.map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'g');
  return (text) => text.replace(pattern, '****');
}

function encodings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  const url = encodeURIComponent(secret);
  const strict = url.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  const form = new URLSearchParams({ s: secret }).toString().slice(2);
  const all = [
    secret,
    json,
    json.replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`),
    json.replaceAll('/', '\\/'),
    url,
    strict,
    form,
    ...[url, strict, form].map((text) => text.replace(/%../g, (code) => code.toLowerCase())),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...base64Cores(bytes),
  ];
  return all;
}

/** What of a secret's base64 does not depend on its neighbours, at each of the three alignments in a longer text. */
function base64Cores(secret: Buffer): string[] {
  const cores: string[] = [];
  for (let before = 0; before < 3; before += 1) {
    const text = Buffer.concat([Buffer.alloc(before), secret])
      .toString('base64')
      .replace(/=+$/, '');
    const bits = (before + secret.length) * 8;
    // The first characters hold bits of what stands before, the last one bits of what follows.
    const core = text.slice(before === 0 ? 0 : before + 1, Math.floor(bits / 6));
    // A short core would match ordinary words.
    if (core.length >= 6) cores.push(core, core.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return cores;
}
