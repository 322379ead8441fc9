/** A secret that every encoder treats in its own way, and that no ordinary text holds a part of. */
export const CANARY = 'cAnary/+s3cret"to%ken&4711';

const json = (text: string): string => JSON.stringify(text).slice(1, -1);
const html = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** How servers and programs write a text into what they say. */
export const encodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  json,
  'json in json': (text) => json(json(text)),
  url: encodeURIComponent,
  'url in small letters': (text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  form: (text) => new URLSearchParams({ a: text }).toString().slice(2),
  html,
  base64: (text) => Buffer.from(text).toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  basic: (text) => Buffer.from(`me:${text}`).toString('base64'),
  'base64 in the middle': (text) => Buffer.from(`Bearer ${text} and more`).toString('base64'),
  'every byte of an address': (text) =>
    [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  'HTML of every character': (text) => [...text].map((unit) => `&#${unit.charCodeAt(0)};`).join(''),
  'json of every character': (text) => [...text].map((unit) => `\\u00${unit.charCodeAt(0).toString(16)}`).join(''),
  'over lines': (text) => text.replace(/.{9}/g, '$&\r\n'),
  'base64 over lines': (text) => Buffer.from(`me:${text}`).toString('base64').replace(/.{16}/g, '$&<br/>'),
  hex: (text) => Buffer.from(text).toString('hex'),
  'hex in capitals': (text) => Buffer.from(text).toString('hex').toUpperCase(),
};

/** So much of a secret in one piece counts as found. */
const PIECE = 8;

/** The parts of a secret that a text holds, in whatever encoding. Empty: none. */
export function traces(text: string, secret = CANARY): string[] {
  return [...piecesOf(secret)].filter((piece) => text.includes(piece));
}

const pieces = new Map<string, ReadonlySet<string>>();

function piecesOf(secret: string): ReadonlySet<string> {
  const known = pieces.get(secret) ?? new Set(Object.values(encodings).flatMap((encode) => windows(encode, secret)));
  pieces.set(secret, known);
  return known;
}

function windows(encode: (text: string) => string, secret: string): string[] {
  const encoded = encode(secret);
  // What a longer text has around the secret is no secret, nor is a letter that holds bits of both.
  const around = ['', 'a', 'x', '~'].map((letter) => encode(letter.repeat(secret.length)));
  const all = Array.from({ length: Math.max(0, encoded.length - PIECE + 1) }, (_, at) => encoded.slice(at, at + PIECE));
  return all.filter((piece) => !around.some((text) => text.includes(piece)));
}
