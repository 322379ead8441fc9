const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const number = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,15}))?$/;
/** Without one of these, a text has one spelling. */
const spelledVariously = /\\|\d[.eE]/;
/** Integers with more zeros at their end are written with an exponent. */
const MOST_ZEROS = 20;

/**
 * A proven JSON text without whitespace in one spelling: strings with as few escapes as they need, numbers by their value,
 * to the last digit. Two servers behind one address may write the same row in two ways. The text, and what is given, has a
 * character for each byte.
 */
export function canonicalText(json: string): string {
  return spelledVariously.test(json) ? json.replace(stringOrNumber, canonicalToken) : json;
}

function canonicalToken(token: string): string {
  if (token.startsWith('"')) return token.includes('\\') ? canonicalString(token) : token;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = number.exec(token) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (whole === '') return token;
  if (significant === '') return `${sign}0`;
  const places = Number(exponent) - fraction.length + digits.length - significant.length;
  const isInteger = places >= 0 && places <= MOST_ZEROS;
  return sign + significant + (isInteger ? '0'.repeat(places) : `e${places}`);
}

function canonicalString(token: string): string {
  const text: unknown = JSON.parse(Buffer.from(token, 'latin1').toString());
  return Buffer.from(JSON.stringify(text)).toString('latin1');
}
