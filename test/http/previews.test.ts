import { describe, expect, test } from '@jest/globals';
import { learningRedactor } from '../../src/config/redactor.ts';
import { previewOf, shortText } from '../../src/http/preview.ts';

const makeRedactor = (values: readonly string[]) => learningRedactor(values).redact;

const SECRET = 'cAnary/+secret "token" 4711';
const redact = makeRedactor([SECRET]);
const preview = (text: string | Uint8Array): string => previewOf(Buffer.from(text), redact);
/** Any four letters of it that stand together would be a part of it. */
const parts = Array.from({ length: SECRET.length - 3 }, (_, at) => SECRET.slice(at, at + 4));

function partsIn(text: string): string[] {
  return parts.filter((part) => text.includes(part));
}

test('one line of at most 300 characters without control characters', () => {
  expect(preview('a\r\n\tb\u001b[31m\u2028c\u200bd')).toBe('a b [31m c d');
  expect(preview('')).toBe('(an empty body)');
  expect(preview('x'.repeat(301))).toBe(`${'x'.repeat(300)}…`);
  expect(preview('x'.repeat(300))).toBe('x'.repeat(300));
  expect(shortText('a\nb', redact)).toBe('a b');
});

describe('a secret is never cut in half', () => {
  test('at the end of the preview', () => {
    for (let before = 270; before < 305; before += 1) {
      expect(partsIn(preview(`${'x'.repeat(before)}${SECRET}`))).toEqual([]);
    }
  });

  test('at the end of what is looked at, which blanks bring into the preview', () => {
    for (let before = 65_500; before < 65_540; before += 1) {
      expect(partsIn(preview(`${' '.repeat(before)}${SECRET}`))).toEqual([]);
    }
  });

  test('at the end of the lookahead in its longest encoding', () => {
    const long = 'aB3/'.repeat(500);
    const encoded = [...long].map((letter) => `%25${letter.charCodeAt(0).toString(16)}`).join('');
    const shown = previewOf(Buffer.from(' '.repeat(65_536 - 100) + encoded), makeRedactor([long]));
    expect(shown).toBe('');
  });
});

test('letters with NULs between them, as UTF-16 has them, hide nothing', () => {
  const shown = preview(Buffer.from(`<html>${SECRET}</html>`, 'utf16le'));
  expect(shown).toBe('<html>****</html>');
});
