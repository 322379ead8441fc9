import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { learningRedactor } from '../../src/config/redactor.ts';

const makeRedactor = (values: readonly string[]) => learningRedactor(values).redact;

/** The same each time. */
function randomText(length: number, letters: string): string {
  const all = [...letters];
  let seed = 7;
  const next = (): number => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed;
  };
  return Array.from({ length }, () => all[next() % all.length]).join('');
}

const asciiJson = (text: string) =>
  JSON.stringify(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const inner = (json: string) => json.slice(1, -1);
const lowerCase = (text: string) => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
const everyByte = (text: string) =>
  text.replace(/[^A-Za-z0-9]/gu, (character) =>
    [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join(''),
  );
const html = (text: string) =>
  text.replace(/[&<>"'/`=]/g, (character) => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`);
const htmlNames = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** How programs write a text into logs, addresses, headers and pages. */
const encodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  JSON: (text) => inner(JSON.stringify(text)),
  'JSON in JSON': (text) => inner(JSON.stringify(JSON.stringify(text))).slice(2, -2),
  'JSON in ASCII': (text) => inner(asciiJson(text)),
  'JSON in ASCII, in JSON': (text) => inner(JSON.stringify(inner(asciiJson(text)))),
  'JSON with capitals': (text) =>
    inner(asciiJson(text)).replace(/\\u[0-9a-f]{4}/g, (code) => `\\u${code.slice(2).toUpperCase()}`),
  'JSON with escaped slashes': (text) => inner(JSON.stringify(text)).replaceAll('/', '\\/'),
  'JSON for HTML': (text) =>
    inner(JSON.stringify(text)).replace(/[<>&]/g, (unit) => `\\u00${unit.charCodeAt(0).toString(16)}`),
  'a component of an address': encodeURIComponent,
  'a component in small letters': (text) => lowerCase(encodeURIComponent(text)),
  'every byte of an address': everyByte,
  'JSON in an address': (text) => encodeURIComponent(inner(JSON.stringify(text))),
  'an address in an address': (text) => encodeURIComponent(encodeURIComponent(text)),
  'every character of an address': (text) =>
    [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  'every character as HTML': (text) => [...text].map((character) => `&#${character.codePointAt(0)};`).join(''),
  'every character as HTML in hex': (text) =>
    [...text].map((character) => `&#x${character.codePointAt(0)?.toString(16).toUpperCase()};`).join(''),
  'every character as JSON': (text) =>
    text.replace(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  form: (text) => new URLSearchParams({ a: text }).toString().slice(2),
  'form in small letters': (text) => lowerCase(new URLSearchParams({ a: text }).toString().slice(2)),
  HTML: html,
  'HTML with names': htmlNames,
  'HTML in HTML': (text) => html(text).replaceAll('&', '&amp;'),
  'every byte with its escape': (text) =>
    [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''),
  'UTF-8 that is taken for Latin-1': (text) => Buffer.from(text).toString('latin1'),
  hex: (text) => Buffer.from(text).toString('hex'),
  'hex in capitals': (text) => Buffer.from(text).toString('hex').toUpperCase(),
  base64: (text) => Buffer.from(text).toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  'base64 in JSON for HTML': (text) =>
    Buffer.from(text).toString('base64').replaceAll('/', '\\/').replaceAll('+', '\\u002b'),
  'base64 in an address': (text) => encodeURIComponent(Buffer.from(text).toString('base64')),
};

/** Texts that UTF-8 can hold, with what encoders treat differently more often than by chance. */
const special = fc.constantFrom(...` !"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~é€😀\n\t\u2028`, 'a', '0', 'Z');
const secrets = fc.oneof(
  fc.string({ unit: special, minLength: 4, maxLength: 40 }),
  fc.string({ unit: 'grapheme', minLength: 4, maxLength: 40 }),
  fc.base64String({ minLength: 4 }),
);
const surroundings = fc.string({ unit: 'grapheme', maxLength: 20 });

describe('a secret is gone from any text', () => {
  test.each(Object.entries(encodings))('%s', (_name, encode) => {
    fc.assert(
      fc.property(secrets, surroundings, surroundings, (secret, before, after) => {
        const encoded = encode(secret);
        fc.pre(!'****'.includes(encoded) && !/^\*+$/.test(secret));
        const redacted = makeRedactor([secret])(before + encoded + after);
        expect(redacted).toContain('****');
        expect(redacted.length).toBeLessThanOrEqual(before.length + 4 + after.length);
      }),
    );
  });

  test.each([
    '\n',
    '\r\n',
    '\r\n\t',
    '\\n',
    '\\r\\n',
    '\\\\n',
    '<br>',
    '<br/>',
    '<br />\n',
    '&lt;br&gt;',
    '%0D%0A',
    ' ',
    '\n  ',
  ])('over lines that are broken with %j', (lineBreak) => {
    const secret = 'p4ss/wo"rd-4711-and-much-more-than-fits-into-a-line-of-64-characters=';
    const redact = makeRedactor([secret, `reader:${secret}`]);
    for (const width of [5, 64, 76]) {
      for (const text of [secret, Buffer.from(`reader:${secret}`).toString('base64'), asciiJson(secret)]) {
        const wrapped = text.replace(new RegExp(`.{${width}}`, 'g'), `$&${lineBreak}`);
        expect(redact(`x: ${wrapped}.`)).toMatch(/^x: "?\*{4}(\s|\\+[rn]|<br ?\/?>|&lt;br&gt;|%0D%0A)*"?\.$/);
        const half = wrapped.slice(0, wrapped.length / 2);
        expect(redact(`x: ${half}`, true)).toMatch(/^x: "?\*{4}$/);
      }
    }
  });

  test.each(['base64', 'base64url'] as const)('%s of a longer text', (encoding) => {
    const bytes = fc.uint8Array({ maxLength: 8 }).map((array) => Buffer.from(array));
    fc.assert(
      fc.property(secrets, bytes, bytes, (secret, before, after) => {
        fc.pre(!/^\*+$/.test(secret));
        const text = Buffer.concat([before, Buffer.from(secret), after]).toString(encoding);
        const start = Math.ceil((before.length * 8) / 6);
        const end = Math.floor(((before.length + Buffer.byteLength(secret)) * 8) / 6);
        expect(makeRedactor([secret])(text)).not.toContain(text.slice(start, end));
      }),
    );
  });
});

test.each([
  ['Basic', `Authorization: Basic ${Buffer.from('reader:p4ss word').toString('base64')}`, 'Authorization: Basic ****'],
  ['an address', 'GET /x?key=p4ss%20word&a=p4ss+word', 'GET /x?key=****&a=****'],
  ['JSON', '{"password":"p4ss word"}', '{"password":"****"}'],
  ['twice, side by side', 'p4ss wordp4ss word', '****'],
  ['only a part', 'p4ss wor d', 'p4ss wor d'],
  ['over two lines', 'p4ss wo\nrd', '****'],
])('%s', (_name, text, redacted) => {
  expect(makeRedactor(['p4ss word', 'reader:p4ss word'])(text)).toBe(redacted);
});

test.each([
  [['abcdef', 'abcd'], 'abcdef abcd abcde', '**** **** ****e'],
  [['abcd', 'cdef'], 'abcdef', '****'],
  [['abab'], 'xababab', 'x****'],
])('secrets %j that hold or overlap one another', (values, text, redacted) => {
  expect(makeRedactor(values)(text)).toBe(redacted);
});

describe('the beginning of a secret at the end of a text that was cut', () => {
  const cutEncodings = Object.entries(encodings).filter(([name]) => !name.startsWith('base64 in'));
  test.each(cutEncodings)('%s', (_name, encode) => {
    // Letters and digits stand alone in every encoding, so that a cut leaves whole characters.
    const letters = fc.string({ unit: fc.constantFrom(...'abcXYZ019'), minLength: 12, maxLength: 30 });
    fc.assert(
      fc.property(letters, surroundings, fc.double({ min: 0.6, max: 0.99, noNaN: true }), (secret, before, part) => {
        const encoded = encode(secret);
        const cut = encoded.slice(0, Math.floor(encoded.length * part));
        const redacted = makeRedactor([secret])(`${before} ${cut}`, true);
        expect(redacted).toContain('****');
        expect(redacted).not.toContain(cut);
      }),
      { numRuns: 30 },
    );
  });

  test.each([
    ['in JSON', 'x {"token":"p4ss/\\"wo', 'x {"token":"****'],
    ['inside of an escape', 'x p4ss%2', 'x ****'],
    ['but not in the middle', 'x p4ss/ y', 'x p4ss/ y'],
    ['but not of three characters', 'x p4s', 'x p4s'],
    ['and whole', 'x p4ss/"word', 'x ****'],
  ])('%s', (_what, text, redacted) => {
    expect(makeRedactor(['p4ss/"word'])(text, true)).toBe(redacted);
  });

  test('a text that was not cut ends as it does', () => {
    expect(makeRedactor(['password-1'])('no pass')).toBe('no pass');
  });
});

describe('a long beginning of a secret that the server quotes in the middle of a text', () => {
  const secret = 'tok/4711+"s3cret"&mOre&of1t';

  test.each(Object.entries(encodings))('%s', (_name, encode) => {
    const redacted = makeRedactor([secret])(`the token ${encode(secret.slice(0, 20))}... is not valid`);
    expect(redacted).toMatch(/^the token \*{4}\S{0,4}\.\.\. is not valid$/);
  });

  test.each([
    ['too short to be told from a word', 'the token tok/4711+"s3... is not valid'],
    ['a user name before its password', 'the user reporting-service is not known'],
  ])('%s', (_what, text) => {
    expect(makeRedactor([secret, 'pass-4711', 'reporting-service:pass-4711'])(text)).toBe(text);
  });
});

test.each<[string, (secret: Buffer) => string]>([
  ['whose bytes are taken for UTF-8', (secret) => secret.toString()],
  ['in base64', (secret) => secret.toString('base64')],
  ['in an address', (secret) => [...secret].map((byte) => `%${byte.toString(16)}`).join('')],
])('a secret in Latin-1, as headers are, %s', (_how, encode) => {
  const redacted = makeRedactor(['pässwört-4711'])(`key ${encode(Buffer.from('pässwört-4711', 'latin1'))}!`);
  expect(redacted).toBe('key ****!');
});

test('words that only look like a short secret without their blanks stay', () => {
  const redact = makeRedactor(['test', 'password']);
  expect(redact('the late story, the late\nstory, a pass word')).toBe('the late story, the late\nstory, a pass word');
});

describe('a secret that is too long for one pattern', () => {
  const long: Readonly<Record<string, string>> = {
    'letters and digits': randomText(20_000, 'ABCDEFGHabcdefgh0123456789'),
    'signs as well': randomText(9000, 'AB12-._~%=;"\\/+ '),
    'no ASCII at all': randomText(3000, '€üß😀'),
  };
  const usual = ['plain', 'JSON', 'a component of an address', 'HTML', 'hex', 'base64'];
  const cases = Object.entries(long).flatMap(([what, secret]) => usual.map((how) => [what, how, secret]));

  test.each(cases)('of %s, as %s', (_what, how, secret = '') => {
    const encoded = encodings[how ?? '']?.(secret) ?? '';
    const redacted = makeRedactor([secret])(`before ${encoded} after`);
    const [first = '', ...others] = redacted.split('****');
    expect([first, others.at(-1)]).toEqual(['before ', ' after']);
    // A letter of base64 may hold bits of two pieces.
    expect(others.slice(0, -1).every(({ length }) => length <= 2)).toBe(true);
  });
});

test('values of less than four characters stay', () => {
  expect(makeRedactor(['', 'a', 'abc'])('a abc')).toBe('a abc');
  expect(makeRedactor([])('a')).toBe('a');
});

test('characters that mean something in a pattern are characters', () => {
  expect(makeRedactor(['a.*b', '(((('])('axxb a.*b (((( [a]')).toBe('axxb **** **** [a]');
});

test('a lone surrogate is no obstacle', () => {
  expect(makeRedactor(['\ud800abc'])('x\ud800abc, "\\ud800abc"')).toBe('x****, "****"');
});

test('applying it twice changes nothing', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '\\', '%', '2', '5'), maxLength: 30 });
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 4 }), letters, (values, text) => {
      const redact = makeRedactor(values);
      const once = redact(text + values.join(''));
      expect(redact(once)).toBe(once);
    }),
    { numRuns: 500 },
  );
});

/** An exponential pattern would not come back from these at all. */
test.each([
  '\\',
  '%',
  '&',
  '*',
  ' ',
  '%25',
  '\\"',
  'a',
  '&amp;',
  '/',
  '\n',
  '\\n',
  '%0a',
  '<br>',
  '\\a',
  '&#97;',
  'a ',
])('many %j take no time to speak of', (piece) => {
  const redact = makeRedactor([piece.repeat(60)]);
  for (const text of [piece.repeat(5000), `${piece.repeat(59)}x `.repeat(50), `${piece.repeat(59)}x`.repeat(50)])
    expect(redact(text)).toBe(redact(redact(text)));
});

describe('secrets that are learned on the way', () => {
  const token = (index: number): string => `token-${index}-${'x7+/'.repeat(150)}`;

  test('are found beside those that are known, as long as somebody may speak of them', () => {
    const { redact, learn } = learningRedactor(['me:known-secret']);
    for (let index = 0; index < 40; index += 1) learn(token(index));
    for (let index = 24; index < 40; index += 1) expect(redact(`a ${token(index)} b`)).toBe('a **** b');
    expect(redact('a me:known-secret b')).toBe('a **** b');
  });

  test('one that another one ends with makes that a pair, of which the beginning is no secret', () => {
    const { redact, learn } = learningRedactor(['the-user:a-long-password']);
    expect(redact('the-user:a-long-passw')).toBe('****');
    learn('a-long-password');
    expect(redact('the-user:a-long-password')).toBe('****');
    expect(redact('the-user:b')).toBe('the-user:b');
  });

  test('cost the patterns of themselves alone', () => {
    const Original = globalThis.RegExp;
    let made = 0;
    globalThis.RegExp = class extends Original {
      constructor(pattern: RegExp | string, flags?: string) {
        super(pattern, flags);
        made += 1;
      }
    } as RegExpConstructor;
    try {
      const { learn } = learningRedactor(['known-secret']);
      const costs = Array.from({ length: 12 }, (_, index) => {
        made = 0;
        learn(token(10 + index));
        return made;
      });
      expect(costs[0]).toBeGreaterThan(0);
      expect(Math.max(...costs)).toBeLessThan(2 * (costs[0] ?? 0));
    } finally {
      globalThis.RegExp = Original;
    }
  });
});
