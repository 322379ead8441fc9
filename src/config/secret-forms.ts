/**
 * A pattern (global) for a secret in the encodings that logs, addresses, headers and error pages write it in: as it
 * is, escaped as JSON (once or twice), percent-encoded (any set of characters, either case, once or twice, blanks as
 * `+`), escaped as HTML, in hex, and in base64 or base64url, also inside the base64 of a longer text. `written` is how it
 * stands there itself, if something was left out.
 *
 * Each character is matched in all of its forms, so the set that an encoder leaves alone need not be known. Letters and
 * digits are matched as they are: a pattern with all of their forms would be too large for a long secret, so the text is
 * rewritten instead (rewritten-text.ts).
 */
export function secretPattern(secret: string, written = secret): RegExp {
  const encoded = bytesOf(secret).flatMap((bytes) => [anyCase(bytes.toString('hex')), ...base64Patterns(bytes)]);
  const alternatives = [anyEncoding(written), ...encoded];
  return new RegExp([...new Set(alternatives)].join('|'), 'g');
}

/** In UTF-8, and in Latin-1 where that differs. */
function bytesOf(secret: string): Buffer[] {
  const utf8 = Buffer.from(secret);
  return /^[\0-\xff]*[\x80-\xff][\0-\xff]*$/.test(secret) ? [utf8, Buffer.from(secret, 'latin1')] : [utf8];
}

/** So many characters of a secret at the end of a text are taken for its beginning. */
const SHORTEST_BEGINNING = 4;

/** Where a text that was cut ends with the beginning of a secret in one of its encodings; the length of the text if nowhere. */
export function startOfCutSecret(text: string, secret: string, written = secret): number {
  const starts = formsOf(secret, written).map((form) => startOfCut(text, unitsOf(form).map(unitPattern)));
  return Math.min(text.length, ...starts);
}

/** A shorter beginning in the middle of a text may be an ordinary word; */
const SHORTEST_QUOTED = 9;
/** a longer one is none in any case. Between them, it must be most of the secret. */
const LONGEST_WORD = 16;
const MOST = 0.75;

/** Finds where a text holds a long beginning of a secret, in whatever encoding: servers quote only so much of what they refuse. */
export function beginningFinder(secret: string): (text: string) => [start: number, end: number][] {
  const forms = formsOf(secret).map((form) => {
    const units = unitsOf(form);
    const shortest = Math.min(LONGEST_WORD, Math.max(SHORTEST_QUOTED, Math.ceil(MOST * units.length)));
    return { first: new RegExp(units.slice(0, shortest).join(''), 'g'), rest: units.slice(shortest).map(unitPattern) };
  });
  return (text) =>
    forms.flatMap(({ first, rest }) =>
      [...text.matchAll(first)].map((match): [number, number] => {
        const end = match.index + match[0].length;
        return [match.index, endOfUnits(text, end, rest)];
      }),
    );
}

/** As far as a text goes on with these. */
function endOfUnits(text: string, start: number, units: readonly RegExp[]): number {
  let end = start;
  for (const unit of units) {
    unit.lastIndex = end;
    const match = unit.exec(text);
    if (match === null) return end;
    end += match[0].length;
  }
  return end;
}

function formsOf(secret: string, written = secret): string[] {
  const bytes = Buffer.from(secret);
  return [written, bytes.toString('hex'), bytes.toString('hex').toUpperCase(), ...base64Cores(bytes)];
}

/** Each character is matched at its place, so the time is linear but for texts that repeat the beginning. */
function startOfCut(text: string, units: readonly RegExp[]): number {
  const first = new RegExp(
    units
      .slice(0, SHORTEST_BEGINNING)
      .map(({ source }) => source)
      .join(''),
    'g',
  );
  for (let match = first.exec(text); match !== null; match = first.exec(text)) {
    if (endsWithin(text, match.index, units)) return match.index;
    first.lastIndex = match.index + 1;
  }
  return text.length;
}

function endsWithin(text: string, start: number, units: readonly RegExp[]): boolean {
  let end = start;
  for (const unit of units) {
    unit.lastIndex = end;
    const match = unit.exec(text);
    // The last character may be cut inside of its own encoding.
    if (match === null) return /^(?:[\\%&<]|$).{0,12}$/s.test(text.slice(end, end + 16));
    end += match[0].length;
  }
  return false;
}

const unitPatterns = new Map<string, RegExp>();

function unitPattern(unit: string): RegExp {
  const known = unitPatterns.get(unit) ?? new RegExp(unit, 'y');
  unitPatterns.set(unit, known);
  return known;
}

const jsonEscapes: Readonly<Record<string, string>> = { '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't' };

const htmlEntities: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

function anyEncoding(text: string): string {
  return unitsOf(text).join('');
}

/** Patterns of its characters and of its runs of backslashes. */
function unitsOf(text: string): string[] {
  return [...text.matchAll(/\\+|[^\\]/gsu)].map(([part]) =>
    part.startsWith('\\') ? backslashes(part) : character(part),
  );
}

/** A backslash that escapes something, which may be percent-encoded like all else. */
const backslash = '(?:\\\\|%(?:25)?5[cC])';

/** As a run, because choosing for each one whether it is doubled would take exponential time. */
function backslashes({ length }: string): string {
  return `${backslash}{${length},${4 * length}}`;
}

function character(text: string): string {
  if (/^[A-Za-z0-9]$/.test(text)) return text;
  const itself = `(?:${percentEncoded(text)}|${literal(text)})`;
  const forms = [...htmlEscaped(text), unicodeEscaped(text), hexEscaped(text), `${backslash}{0,3}${itself}`];
  if (text > '\x7f') forms.push(...misread(text));
  const letter = jsonEscapes[text];
  if (letter !== undefined) forms.push(`${backslash}{1,3}${letter}`);
  if (text === ' ') forms.push('\\+');
  return `(?:${forms.join('|')})`;
}

function htmlEscaped(text: string): string[] {
  const code = text.codePointAt(0) ?? 0;
  const named = htmlEntities[text];
  // Escaped twice, the ampersand is itself an entity.
  const numeric = `&(?:amp;)?#(?:0{0,4}${code}|[xX]0{0,4}${anyCase(code.toString(16))});`;
  return named === undefined ? [numeric] : [numeric, `&(?:amp;)?${named};`];
}

/** As some logs write what is not printable, and quotes. */
function hexEscaped(text: string): string {
  return [...Buffer.from(text)].map((byte) => `${backslash}{1,3}x${anyCase(hexOf(byte))}`).join('');
}

/**
 * A character that is not ASCII as it comes back where somebody took UTF-8 for Latin-1, or Latin-1 for UTF-8: headers
 * are Latin-1.
 */
function misread(text: string): string[] {
  const asWindows = new TextDecoder('windows-1252').decode(Buffer.from(text));
  const code = text.codePointAt(0) ?? 0;
  const byte = anyCase(hexOf(code));
  const inLatin1 = code > 0xff ? [] : ['\\ufffd', `%(?:25)?${byte}`, `${backslash}{1,3}x${byte}`];
  return [Buffer.from(text).toString('latin1'), asWindows].map(literal).concat(inLatin1);
}

function hexOf(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

function literal(text: string): string {
  return unicodeEscape(text, (code) => `\\u${code}`);
}

function unicodeEscaped(text: string): string {
  return unicodeEscape(text, (code) => `${backslash}{1,3}u${anyCase(code)}`);
}

function unicodeEscape(text: string, write: (code: string) => string): string {
  return text
    .split('')
    .map((unit) => write(unit.charCodeAt(0).toString(16).padStart(4, '0')))
    .join('');
}

/** The bytes in UTF-8; the percent signs may be encoded themselves. */
function percentEncoded(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%(?:25)?${anyCase(hexOf(byte))}`).join('');
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

/**
 * What of the base64 of some bytes does not depend on their neighbours, for each place that they can have in it, and
 * what ends it if nothing follows.
 */
function base64Cores(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const core = text.slice(Math.ceil((before * 8) / 6));
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function base64Patterns(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    // A character is six bits. The first ones hold bits of what stands before, the last one bits of what follows.
    const start = Math.ceil((before * 8) / 6);
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    const last = anyEncoding(text.slice(end).replace(/=+$/, ''));
    const ending = last === '' ? '' : `(?:${last}(?:=|%3[dD]){0,2})?`;
    const core = text.slice(start, end);
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')].map((form) => anyEncoding(form) + ending);
  });
}
