import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TimeFormat } from '../../src/config/settings.ts';
import { type Page, pageProver } from '../../src/dataset/page.ts';
import { createRecordLines } from '../../src/dataset/record-lines.ts';
import { sharedKernel } from '../../src/json/kernel.ts';
import { giveBackLent, lentBytes, withLentCopy } from '../json/lent.ts';

const EMITTED_AT = 1700000000999;
const piece = sharedKernel()?.code.INPUT_ROOM.value ?? 0;

function pageOf(text: string, timeFormat: TimeFormat, filterTimeFormat = timeFormat): Page {
  const prove = pageProver({ dataSelector: '$', missingData: 'error', timeField: 't', timeFormat, filterTimeFormat });
  return prove(Buffer.from(text));
}

/** The lines by the kernel, from and into its own memory and beside it, which are those by TypeScript, byte for byte. */
function encode(page: Page, keep?: Uint8Array, first?: number, last?: number): string {
  const options = { stream: 'a "b"' };
  const lines = createRecordLines(options).encode(page, keep, EMITTED_AT, first, last);
  const reference = createRecordLines(options, () => undefined).encode(page, keep, EMITTED_AT, first, last);
  expect(Buffer.compare(lines, reference)).toBe(0);
  const lent = createRecordLines({ ...options, allocate: lentBytes });
  const inside = lent.encode(page, keep, EMITTED_AT, first, last);
  expect(Buffer.compare(inside, reference)).toBe(0);
  giveBackLent(inside);
  withLentCopy(page.scanned.body, (body) => {
    const fromInside = lent.encode({ ...page, scanned: { ...page.scanned, body } }, keep, EMITTED_AT, first, last);
    expect(Buffer.compare(fromInside, reference)).toBe(0);
    giveBackLent(fromInside);
  });
  return Buffer.from(lines).toString();
}

const line = (data: string): string =>
  `{"type":"RECORD","record":{"stream":"a \\"b\\"","data":${data},"emitted_at":${EMITTED_AT}}}\n`;

describe('the cursor', () => {
  test.each<[TimeFormat, string, string]>([
    ['epoch_milliseconds', '1595570341224', '1595570341.224'],
    ['epoch_milliseconds', '1000', '1.000'],
    ['epoch_milliseconds', '999', '0.999'],
    ['epoch_milliseconds', '5', '0.005'],
    ['epoch_milliseconds', '0', '0.000'],
    ['epoch_milliseconds', '-5', '-0.005'],
    ['epoch_milliseconds', '-1500', '-1.500'],
    ['epoch_milliseconds', '100000000', '100000.000'],
    ['epoch_milliseconds', '999999999999999', '999999999999.999'],
    ['epoch_milliseconds', '1000000000000000', '1000000000000.000'],
    ['epoch_milliseconds', '9007199254740991', '9007199254740.991'],
    ['epoch_milliseconds', '1700000000001.0', '1700000000.001'],
    ['epoch_milliseconds', '"1700000000001"', '1700000000.001'],
    ['epoch_milliseconds', '9007199254740993', '9007199254740.992'],
    ['epoch_milliseconds', '1e300', '9223372036854775.808'],
    ['epoch_milliseconds', '-1e300', '-9223372036854775.808'],
    ['epoch_milliseconds', 'null', 'null'],
    ['epoch_seconds', '0', '0'],
    ['epoch_seconds', '1595570341', '1595570341'],
    ['epoch_seconds', '-12', '-12'],
    ['epoch_microseconds', '1595570341224001', '1595570341.224001'],
    ['epoch_microseconds', '12', '0.000012'],
    ['epoch_nanoseconds', '1595570341224000001', '1595570341.224000001'],
    ['epoch_nanoseconds', '7', '0.000000007'],
    ['epoch_nanoseconds', '-9223372036854775808', '-9223372036.854775808'],
    ['iso8601', '"2020-07-24T05:59:01.224Z"', '1595570341.224'],
  ])('of %s %s is %s', (format, time, cursor) => {
    const text = `[{"t":${time}},{"x":0}]`;
    const lines = encode(pageOf(text, format));
    expect(lines).toBe(line(`{"t":${time},"airbyte_cursor":${cursor}}`) + line('{"x":0,"airbyte_cursor":null}'));
  });

  test('between two ticks loses nothing', () => {
    const page = pageOf('[{"t":1700000000001.5},{"t":1}]', 'epoch_milliseconds');
    const expected = ['{"t":1700000000001.5,"airbyte_cursor":1700000000.0015}', '{"t":1,"airbyte_cursor":0.001}'];
    expect(encode(page)).toBe(expected.map(line).join(''));
  });

  test('between two ticks is in seconds, whatever the unit of the row', () => {
    const page = pageOf('[{"t":1700000000.0005},{"t":1700000001}]', 'epoch_seconds', 'epoch_milliseconds');
    const expected = [
      '{"t":1700000000.0005,"airbyte_cursor":1700000000.0005}',
      '{"t":1700000001,"airbyte_cursor":1700000001.000}',
    ];
    expect(encode(page)).toBe(expected.map(line).join(''));
  });

  test.each([
    ['"1700000000.123"', '1700000000.123'],
    ['1.700000000123E9', '1700000000.123'],
    ['1700000000123e-3', '1700000000.123'],
    ['" 1700000000.5 "', '1700000000.5'],
    ['-1.5', '-1.5'],
    ['"-0.25"', '-0.25'],
    ['1700000000.0', '1700000000'],
    ['"17000000e2"', '1700000000'],
  ])('between two ticks loses nothing, however %s is written', (time, cursor) => {
    const page = pageOf(`[{"t":${time}},{"t":1.5}]`, 'epoch_seconds');
    const expected = [`{"t":${time},"airbyte_cursor":${cursor}}`, '{"t":1.5,"airbyte_cursor":1.5}'];
    expect(encode(page)).toBe(expected.map(line).join(''));
    const alone = pageOf(`[{"t":${time}}]`, 'epoch_seconds');
    expect(encode(alone)).toBe(line(`{"t":${time},"airbyte_cursor":${cursor}}`));
  });

  test.each<[TimeFormat, TimeFormat, string, string]>([
    ['epoch_milliseconds', 'epoch_seconds', '1700000000123', '1700000000.123'],
    ['epoch_milliseconds', 'epoch_seconds', '"1700000000123"', '1700000000.123'],
    ['epoch_milliseconds', 'epoch_seconds', '-5', '-0.005'],
    ['epoch_milliseconds', 'epoch_seconds', '1700000000123.5', '1700000000.1235'],
    ['epoch_microseconds', 'epoch_milliseconds', '1700000000123456', '1700000000.123456'],
    ['epoch_nanoseconds', 'epoch_milliseconds', '1700000000123456789', '1700000000.123456789'],
    ['epoch_nanoseconds', 'iso8601', '"1700000000123456789"', '1700000000.123456789'],
    ['iso8601', 'epoch_seconds', '"2023-11-14T22:13:20.123Z"', '1700000000.123'],
    ['iso8601', 'epoch_seconds', '"2023-11-14T22:13:20.123456Z"', '1700000000.123'],
    ['iso8601', 'epoch_microseconds', '"2023-11-14T22:13:20.123456789Z"', '1700000000.123456'],
  ])('of a row in %s, where the filter has %s, loses nothing of %s', (rows, filter, time, cursor) => {
    const expected = line(`{"t":${time},"airbyte_cursor":${cursor}}`);
    expect(encode(pageOf(`[{"t":${time}}]`, rows, filter))).toBe(expected);
  });

  test('is the tick of a time on it, beside times between two', () => {
    const page = pageOf(
      '[{"t":1700000000123},{"t":1700000000000},{"t":1e300},{}]',
      'epoch_milliseconds',
      'epoch_seconds',
    );
    const expected = [
      '{"t":1700000000123,"airbyte_cursor":1700000000.123}',
      '{"t":1700000000000,"airbyte_cursor":1700000000.000}',
      '{"t":1e300,"airbyte_cursor":9223372036854775.808}',
      '{"airbyte_cursor":null}',
    ];
    expect(encode(page)).toBe(expected.map(line).join(''));
  });

  test('of a finer ISO 8601 time has the unit of the filter', () => {
    const page = pageOf('[{"t":"2020-07-24T05:59:01.224999Z"}]', 'iso8601');
    const expected = line('{"t":"2020-07-24T05:59:01.224999Z","airbyte_cursor":1595570341.224}');
    expect(encode(page)).toBe(expected);
  });

  test.each([
    ['{"airbyte_cursor":1.5,"t":1}', '{"airbyte_cursor":1.5,"t":1}'],
    ['{}', '{"airbyte_cursor":null}'],
    [' { } ', '{"airbyte_cursor":null}'],
    ['{ "t" : 1000 , "a b": [ 1, " \\" x" ] }', '{"t":1000,"a b":[1," \\" x"],"airbyte_cursor":1.000}'],
    ['{"t":1,\r\n"u":"\u2028é\\\\"}', '{"t":1,"u":"\\u2028é\\\\","airbyte_cursor":0.001}'],
  ])('is put into %j', (row, data) => {
    const page = pageOf(`[${row},${row}]`, 'epoch_milliseconds');
    expect(encode(page)).toBe(line(data) + line(data));
  });

  test('of any tick', () => {
    const formats = fc.constantFrom<TimeFormat>('epoch_seconds', 'epoch_milliseconds', 'epoch_microseconds');
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger(), { maxLength: 20 }), formats, formats, (ticks, rows, filter) => {
        encode(pageOf(`[${ticks.map((tick) => `{"t":${tick}}`).join(',')}]`, rows, filter));
      }),
    );
  });
});

describe('pieces of a page', () => {
  const rows = Array.from({ length: 9000 }, (_, i) => `{"t":${1000 + i},"x":"${'é'.repeat(i % 50)}"}`);
  const page = pageOf(`[${rows.join(', ')}]`, 'epoch_milliseconds');
  const all = encode(page).split('\n');

  test('make the whole', () => {
    expect(all).toHaveLength(9001);
    for (const size of [1, 7, 4096, 4097, 9000]) {
      const pieces: string[] = [];
      for (let row = 0; row < 9000 && pieces.length < 200; row += size) {
        pieces.push(encode(page, undefined, row, Math.min(row + size, 9000)));
      }
      expect(all.join('\n').startsWith(pieces.join(''))).toBe(true);
    }
    expect(encode(page, undefined, 5, 5)).toBe('');
    expect(encode(pageOf('[]', 'epoch_seconds'))).toBe('');
  });

  test('hold only the rows to keep', () => {
    const keep = Uint8Array.from(rows, (_, i) => (i % 3 === 0 || i > 8000 ? 1 : 0));
    const kept = all.filter((_, i) => keep[i] === 1 && i >= 10 && i < 8990);
    expect(encode(page, keep, 10, 8990)).toBe(kept.map((text) => `${text}\n`).join(''));
  });

  test('do not change when others are made', () => {
    const lines = createRecordLines({ stream: 's' });
    const first = lines.encode(page, undefined, EMITTED_AT, 0, 10);
    const before = Buffer.from(first).toString();
    lines.encode(page, undefined, EMITTED_AT, 10, 9000);
    expect(Buffer.from(first).toString()).toBe(before);
  });

  test.each([-1, 0, 1, piece, piece * 2])('may be a row %i bytes longer than what the kernel takes', (more) => {
    const long = (space: string): string => `{"t":1,${space}"x":"${'x'.repeat(piece + more - 14)}"}`;
    const mixed = pageOf(`[{"t":0},${long('')},{"t":2},${long(' ')},{"t":3}]`, 'epoch_milliseconds');
    expect(encode(mixed).split('\n')).toHaveLength(6);
  });
});

test('a stream with a name that is too long for the kernel', () => {
  const page = pageOf('[{"t":1}]', 'epoch_milliseconds');
  const options = { stream: 's'.repeat(5000), namespace: 'n' } as const;
  const text = Buffer.from(createRecordLines(options).encode(page, undefined, EMITTED_AT)).toString();
  expect(JSON.parse(text)).toMatchObject({ record: { stream: options.stream, namespace: 'n' } });
});

test('a stream and a namespace with what some readers take for the end of a line', () => {
  const page = pageOf('[{"t":1}]', 'epoch_milliseconds');
  const options = { stream: 'a\u2028b\u0085', namespace: 'n\u2029' } as const;
  const text = Buffer.from(createRecordLines(options).encode(page, undefined, EMITTED_AT)).toString();
  expect(text).not.toMatch(/[\u2028\u2029\u0085]/);
  expect(JSON.parse(text)).toMatchObject({ record: { stream: options.stream, namespace: options.namespace } });
});
