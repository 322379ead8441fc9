import fc from 'fast-check';

const space = fc.oneof({ weight: 6, arbitrary: fc.constant('') }, fc.stringMatching(/^[ \t\r\n]{1,5}$/));
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

const record = objectOf(
  fc.tuple(keyText, fc.oneof({ weight: 3, arbitrary: scalar }, value, objectOf(fc.tuple(keyText, scalar)))),
  7,
);

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
/** Names of columns, some of them in objects. */
export const columnTexts = fc.array(
  fc.oneof(
    stringText,
    stringText.chain((name) => spaced('{', '"id"', ':', '1', ',', '"n\\u0061me"', ':', name, '}')),
  ),
  { maxLength: 5 },
);
export const columnsText = (columns: readonly string[]): fc.Arbitrary<string> =>
  spaced('[', ...separated(columns), ']');

const records = arrayOf(record, 6);
const rows = arrayOf(array, 6);
const anywhere = fc.oneof({ weight: 3, arbitrary: records }, rows, value);
const envelope = objectOf(
  fc.oneof(
    fc.tuple(fc.constant('"data"'), anywhere),
    fc.tuple(fc.constant('"d\\u0061ta"'), anywhere),
    fc.tuple(
      fc.constant('"a"'),
      objectOf(
        fc.oneof(
          fc.tuple(keyText, value),
          anywhere.map((text): [string, string] => ['"b"', text]),
        ),
        3,
      ),
    ),
    fc.tuple(keyText, value),
  ),
);
/** Texts that are likely to hold records at the root, at `data` or at `a.b`. */
export const pageText = textOf(fc.oneof({ weight: 4, arbitrary: envelope }, records, rows));

const path = fc.array(fc.constantFrom('data', 'a', 'b', 't', 'total', '__proto__', '', '"'), { maxLength: 3 });
export const scanPlan = fc.record({
  records: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(['data'], ['a', 'b'], []) }, path),
  element: fc.oneof({ weight: 2, arbitrary: fc.constant('object' as const) }, fc.constant('array' as const)),
  values: fc.array(path, { maxLength: 4 }),
  time: fc.array(fc.oneof(fc.constantFrom('t', 'timestamp', 'a', 'b'), knownKey), { minLength: 1, maxLength: 2 }),
  cursor: fc.oneof(fc.constant('cursor'), knownKey),
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
export function mutated(text: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> {
  return fc.tuple(text, fc.array(mutation, { minLength: 1, maxLength: 3 })).map(([body, mutations]) =>
    mutations.reduce((bytes, { kind, where, byte, size }) => {
      const i = Math.floor(where * bytes.length);
      const before = bytes.subarray(0, i);
      if (kind === 'replace') return Buffer.concat([before, Buffer.of(byte), bytes.subarray(i + 1)]);
      if (kind === 'insert') return Buffer.concat([before, Buffer.of(byte), bytes.subarray(i)]);
      if (kind === 'delete') return Buffer.concat([before, bytes.subarray(i + size)]);
      return kind === 'cut' ? before : Buffer.concat([bytes.subarray(0, i + size), bytes.subarray(i)]);
    }, body),
  );
}
