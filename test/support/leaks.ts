import type { ConnectorRun } from './run-connector.ts';

const json = (text: string): string => JSON.stringify(text).slice(1, -1);
const entities = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** How servers and logs write a text. */
export const encodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  'URL-encoded': encodeURIComponent,
  'URL-encoded as a form': (text) => new URLSearchParams({ a: text }).toString().slice(2),
  'URL-encoded twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'JSON-escaped': json,
  'JSON-escaped twice': (text) => json(json(text)),
  'HTML-escaped': entities,
  base64: (text) => Buffer.from(text).toString('base64'),
  'base64 of a pair': (text) => Buffer.from(`me:${text}`).toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  hex: (text) => Buffer.from(text).toString('hex'),
};

/** So many characters of a secret in a row are a leak: a cut one is one as well. */
const PIECE = 9;

/** What of the secrets stands in the output of a run, as lines `encoding: piece`. Records are data and are not looked at. */
export function leaksIn({ stdout, stderr, messages }: ConnectorRun, secrets: readonly string[]): string[] {
  const said = messages.filter(({ type }) => type !== 'RECORD').flatMap(textsOf);
  // Some encodings are not told apart by case, and some texts are put into small letters.
  const output = [stdout, stderr, ...said].join('\n').toLowerCase();
  return Object.entries(encodings).flatMap(([name, encode]) => {
    const found = secrets.flatMap((secret) => piecesOf(encode(secret))).find((piece) => output.includes(piece));
    return found === undefined ? [] : [`${name}: ${found}`];
  });
}

function piecesOf(text: string): string[] {
  const count = Math.max(1, text.length - PIECE + 1);
  return Array.from({ length: count }, (_, at) => text.slice(at, at + PIECE).toLowerCase());
}

/** The texts in a message, without the escapes of JSON. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return [...Object.keys(value), ...Object.values(value).flatMap(textsOf)];
}
