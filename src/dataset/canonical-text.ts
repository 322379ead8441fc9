const numbers = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
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
  if (!spelledVariously.test(json)) return json;
  const pieces: string[] = [];
  for (let at = 0; at < json.length; ) {
    const quote = json.indexOf('"', at);
    pieces.push(json.slice(at, quote === -1 ? undefined : quote).replace(numbers, canonicalNumber));
    if (quote === -1) break;
    at = stringEnd(json, quote);
    pieces.push(canonicalString(json.slice(quote, at)));
  }
  return pieces.join('');
}

/** Behind the quote that ends the string. A regular expression that repeats a choice would need a stack as deep as a string. */
function stringEnd(json: string, quote: number): number {
  for (let end = json.indexOf('"', quote + 1); ; end = json.indexOf('"', end + 1)) {
    let first = end;
    while (json[first - 1] === '\\') first -= 1;
    if ((end - first) % 2 === 0) return end + 1;
  }
}

function canonicalNumber(token: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = number.exec(token) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = withoutLastZeros(digits);
  if (whole === '') return token;
  if (significant === '') return `${sign}0`;
  const places = Number(exponent) - fraction.length + digits.length - significant.length;
  const isInteger = places >= 0 && places <= MOST_ZEROS;
  return sign + significant + (isInteger ? '0'.repeat(places) : `e${places}`);
}

/** A regular expression would look at each zero for as often as there are others behind it. */
function withoutLastZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}

function canonicalString(token: string): string {
  if (!token.includes('\\')) return token;
  const text: unknown = JSON.parse(Buffer.from(token, 'latin1').toString());
  return Buffer.from(JSON.stringify(text)).toString('latin1');
}
