import fc from 'fast-check';
import type { ScanPlan } from '../../src/json/page.ts';

const space = fc.oneof({ weight: 40, arbitrary: fc.constant('') }, fc.stringMatching(/^[ \t\r\n]{1,5}$/));
const hex = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;

const character = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[ !#-[\]-~]{1,9}$/) },
  fc.constantFrom('é', '日本', '😀', '\u2028', '\u2029', '\u0085', '\u007f', '\ufeff', '{', '}', '[', ']', ',', ':'),
  fc.constantFrom('\\"', '\\\\', '\\/', '\\b', '\\f', '\\n', '\\r', '\\t', '\\ud83d\\ude00', '\\ud800', '\\uDC00x'),
  fc.integer({ min: 0, max: 0xffff }).map(hex),
);
const stringText = fc.array(character, { maxLength: 6 }).map((parts) => `"${parts.join('')}"`);

const KEYS = [
  'data',
  'a',
  'b',
  't',
  'timestamp',
  'cursor',
  'total',
  '__proto__',
  'constructor',
  '',
  'é',
  'a.b',
  '"',
  '\\',
];
const knownKey = fc.constantFrom(...KEYS);

/** A spelling of the text as a JSON string: each character plain, or as an escape. */
const spelling = (text: string): fc.Arbitrary<string> =>
  fc.array(fc.boolean(), { minLength: text.length, maxLength: text.length }).map((escaped) => {
    const units = [...text].map((unit, i) =>
      escaped[i] ? hex(unit.charCodeAt(0)) : JSON.stringify(unit).slice(1, -1),
    );
    return `"${units.join('')}"`;
  });
const keyText = fc.oneof(
  { weight: 6, arbitrary: knownKey.map((key) => JSON.stringify(key)) },
  { weight: 2, arbitrary: knownKey.chain(spelling) },
  stringText,
);

const numberText = fc.oneof(
  fc.integer().map(String),
  fc.constantFrom('0', '-0', '1700000000123456789', '0.1000000000000000055', '1.0', '1E400', '-1e-400', '0e0', '1e007'),
  fc.stringMatching(/^-?(0|[1-9][0-9]{0,25})(\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?$/),
);
const scalar = fc.oneof(stringText, numberText, fc.constantFrom('true', 'false', 'null'));

const { value, array } = fc.letrec<{ value: string; object: string; array: string }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, tie('object'), tie('array')),
  object: objectOf(fc.tuple(keyText, tie('value'))),
  array: arrayOf(tie('value')),
}));

function spaced(...tokens: string[]): fc.Arbitrary<string> {
  return fc
    .array(space, { minLength: tokens.length, maxLength: tokens.length })
    .map((spaces) => tokens.map((token, i) => `${spaces[i]}${token}`).join(''));
}

const separated = (items: readonly string[]): string[] => items.flatMap((item, i) => (i === 0 ? [item] : [',', item]));

function objectOf(member: fc.Arbitrary<[string, string]>, maxLength = 5): fc.Arbitrary<string> {
  return fc
    .array(
      member.chain(([key, text]) => spaced(key, ':', text)),
      { maxLength },
    )
    .chain((members) => spaced('{', ...separated(members), '}'));
}

function arrayOf(element: fc.Arbitrary<string>, maxLength = 5): fc.Arbitrary<string> {
  return fc.array(element, { maxLength }).chain((elements) => spaced('[', ...separated(elements), ']'));
}

const recordKey = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('"timestamp"', '"t"', '"\\u0074"', '"cursor"') },
  { weight: 2, arbitrary: keyText },
);
const recordMember = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(recordKey, scalar) },
  { weight: 2, arbitrary: fc.tuple(recordKey, objectOf(fc.tuple(recordKey, scalar))) },
  fc.tuple(recordKey, value),
);
const record = objectOf(recordMember, 7);

/** A text with whitespace before and after, and sometimes a byte order mark. */
function textOf(inner: fc.Arbitrary<string>): fc.Arbitrary<Buffer> {
  return fc
    .tuple(fc.boolean(), space, inner, space)
    .map(([bom, before, text, after]) => Buffer.from(`${bom ? '\ufeff' : ''}${before}${text}${after}`));
}

/** Any JSON text. */
export const jsonText = textOf(value);
export const jsonRecord = record.map((text) => Buffer.from(text.trim()));
/** Rows of a table, each with the given number of values. */
export const rowsText = (width: number): fc.Arbitrary<string> =>
  arrayOf(fc.array(value, { minLength: width, maxLength: width }).chain((row) => spaced('[', ...separated(row), ']')));
function columnName(text: string): string {
  const column = JSON.parse(text) as string | { readonly name: string };
  return typeof column === 'string' ? column : column.name;
}

/** Names of columns, some of them in objects, no two alike. */
export const columnTexts = fc.uniqueArray(
  fc.oneof(
    stringText,
    stringText.chain((name) => spaced('{', '"id"', ':', '1', ',', '"n\\u0061me"', ':', name, '}')),
  ),
  { maxLength: 5, selector: columnName },
);
export const columnsText = (columns: readonly string[]): fc.Arbitrary<string> =>
  spaced('[', ...separated(columns), ']');

const path = fc.array(fc.constantFrom('data', 'a', 'b', 't', 'total', '__proto__', '', '"'), { maxLength: 3 });
const time = fc.oneof(
  fc.constantFrom(['t'], ['timestamp'], ['t', 't'], ['timestamp', 't'], ['t', 'timestamp']),
  fc.array(knownKey, { minLength: 1, maxLength: 3 }),
);

const plans = (records: readonly string[], element: ScanPlan['element']): fc.Arbitrary<ScanPlan> =>
  fc.record({
    records: fc.oneof({ weight: 6, arbitrary: fc.constant(records) }, path),
    element: fc.constant(element),
    values: fc.array(fc.oneof(path, fc.constant(records)), { maxLength: 4 }),
    time,
    cursor: fc.oneof(fc.constant('cursor'), knownKey),
  });

const others = fc.array(fc.tuple(keyText, value), { maxLength: 2 });

/** An object that has the text at the path, and other members around it. */
const placed = (keys: readonly string[], inner: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  keys.reduceRight(
    (text, key) =>
      fc
        .tuple(others, spelling(key), text, others)
        .chain(([before, name, here, after]) =>
          fc
            .tuple(...[...before, [name, here], ...after].map(([left = '', right = '']) => spaced(left, ':', right)))
            .chain((members) => spaced('{', ...separated(members), '}')),
        ),
    inner,
  );

/** A text that is likely to hold records, and a plan that is likely to find them. */
export const pageAndPlan: fc.Arbitrary<[Buffer, ScanPlan]> = fc
  .tuple(
    fc.constantFrom([], ['data'], ['a', 'b']),
    fc.constantFrom('object' as const, 'object' as const, 'array' as const),
  )
  .chain(([records, element]) => {
    const likely = element === 'object' ? record : array;
    const inner = fc.oneof({ weight: 8, arbitrary: arrayOf(likely, 6) }, arrayOf(fc.oneof(likely, value)), value);
    return fc.tuple(textOf(placed(records, inner)), plans(records, element));
  });

const interesting = fc.oneof(
  fc.constantFrom(...Buffer.from('{}[]",:\\ \n\t0123456789.-+eEutrfalsn/')),
  fc.constantFrom(0, 0x1f, 0x7f, 0x80, 0x85, 0xc2, 0xe2, 0xff),
  fc.integer({ min: 0, max: 255 }),
);
const mutation = fc.record({
  kind: fc.constantFrom('replace', 'insert', 'delete', 'cut', 'repeat'),
  where: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  byte: interesting,
  size: fc.integer({ min: 1, max: 8 }),
});

/** The text with a few bytes changed, put in, left out, cut off or repeated: mostly no longer JSON. */
export function mutated(text: Buffer): fc.Arbitrary<Buffer> {
  return fc.array(mutation, { minLength: 1, maxLength: 2 }).map((mutations) =>
    mutations.reduce((bytes, { kind, where, byte, size }) => {
      const i = Math.floor(where * bytes.length);
      const before = bytes.subarray(0, i);
      if (kind === 'replace') return Buffer.concat([before, Buffer.of(byte), bytes.subarray(i + 1)]);
      if (kind === 'insert') return Buffer.concat([before, Buffer.of(byte), bytes.subarray(i)]);
      if (kind === 'delete') return Buffer.concat([before, bytes.subarray(i + size)]);
      return kind === 'cut' ? before : Buffer.concat([bytes.subarray(0, i + size), bytes.subarray(i)]);
    }, text),
  );
}

/** Rows that are alike, as those of a dataset are, with a few bytes changed in some texts: in one of them, mostly. */
export const similarRows: fc.Arbitrary<[Buffer, ScanPlan]> = fc
  .tuple(
    fc.array(
      jsonRecord.map((row) => row.toString()),
      { minLength: 1, maxLength: 2 },
    ),
    fc.array(fc.nat(1), { minLength: 2, maxLength: 12 }),
    fc.constantFrom(',', ' ,\n '),
  )
  .chain(([rows, order, separator]) => {
    const text = Buffer.from(`[${order.map((index) => rows[index % rows.length]).join(separator)}]`);
    return fc.tuple(fc.oneof(fc.constant(text), mutated(text)), plans([], 'object'));
  });
