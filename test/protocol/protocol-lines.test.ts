import { expect, test } from '@jest/globals';
import { parseProtocolLines } from '../support/protocol-lines.ts';
import { sampleMessages } from '../support/protocol-samples.ts';

const log = '{"type":"LOG","log":{"level":"INFO","message":"x"}}';

test('gives the messages of every line, from text and from bytes', () => {
  const messages = Object.entries(sampleMessages)
    .filter(([name]) => name !== 'legacy state' && name !== 'destination catalog')
    .map(([, message]) => message);
  const output = messages.map((message) => `${JSON.stringify(message)}\n`).join('');
  expect(parseProtocolLines(output)).toEqual(messages);
  expect(parseProtocolLines(Buffer.from(output))).toEqual(messages);
});

test('no output is no message', () => {
  expect(parseProtocolLines('')).toEqual([]);
});

test.each<[string, string | Uint8Array, RegExp]>([
  ['a last line without its end', `${log}\n${log}`, /^Line 2 .*ends inside a line.*"LOG"/],
  ['an empty line', `${log}\n\n`, /^Line 2 .*not JSON/],
  ['a line that is no JSON', `${log}\nhello\n`, /^Line 2 .*not JSON.*hello$/],
  ['a byte order mark', Buffer.from(`\ufeff${log}\n`), /^Line 1 .*not JSON/],
  ['two messages on a line', `${log}${log}\n`, /^Line 1 .*not JSON/],
  ['a carriage return', `${log}\r\n`, /raw line break/],
  ['a raw U+2028', `${log.replace('x', '\u2028')}\n`, /raw line break/],
  ['a misspelt key', '{"type":"LOG","log":{"level":"INFO","mesage":"x"}}\n', /project's schema: .*message/],
  ['an envelope key that is null', `${log.replace('}}', '},"trace":null}')}\n`, /project's schema: .*"trace"/],
  ['a JSON line that is no object', '1\n', /project's schema/],
  ['a legacy state', `${JSON.stringify(sampleMessages['legacy state'])}\n`, /STREAM or GLOBAL/],
  ['a destination catalog', `${JSON.stringify(sampleMessages['destination catalog'])}\n`, /only destinations/],
])('%s is an error that quotes the line', (_name, output, expected) => {
  expect(() => parseProtocolLines(output)).toThrow(expected);
});

test('bytes that are no UTF-8 are an error', () => {
  expect(() => parseProtocolLines(Buffer.from([0x22, 0xff, 0x22, 0x0a]))).toThrow('encoded data was not valid');
});

test('a long line is quoted shortened', () => {
  expect(() => parseProtocolLines(`${'x'.repeat(5000)}\n`)).toThrow(/: x{300}… \(5000 characters\)$/);
});
