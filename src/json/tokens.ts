import {
  BACKSLASH,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  DOT,
  MINUS,
  NINE,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
  SPACE,
  STRING_STOPS,
  ZERO,
} from './bytes.ts';
import { JsonError, MAX_DEPTH, SPACED } from './page.ts';

const LITERALS = ['true', 'false', 'null'].map((word) => Buffer.from(word));
const HEX_ESCAPE = 0x75;
const SIMPLE_ESCAPES = new Set(Buffer.from('"\\/bfnrt'));
const PRINTABLE = /^[\x21-\x7e]$/;

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE;
const isHexDigit = (byte: number): boolean => isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);

/**
 * The grammar of RFC 8259 over the bytes of one text. Each method takes the index where its token starts, and gives the
 * index after it; what is not that token is a JsonError.
 *
 * No read goes beyond the body, though nearly none is checked: the last byte is a closing bracket, at which every token
 * but a string ends, and no string may open at the last quote. Only what follows a closing bracket is checked.
 */
export class Tokens {
  readonly body: Uint8Array;
  /** No string may open at or after this index. */
  readonly lastQuote: number;
  /** SPACED after whitespace between tokens; whoever asks resets it. */
  spaced = 0;
  private readonly words: DataView;
  private readonly lastWord: number;
  private readonly inObject = new Uint8Array(MAX_DEPTH + 1);

  /** `body` ends with a closing bracket. */
  constructor(body: Uint8Array) {
    this.body = body;
    this.words = new DataView(body.buffer, body.byteOffset, body.byteLength);
    this.lastWord = body.length - 4;
    this.lastQuote = body.lastIndexOf(QUOTE);
  }

  space(at: number): number {
    const body = this.body;
    let i = at;
    let byte = body[i] as number;
    while (byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = body[++i] as number;
    if (i !== at) this.spaced = SPACED;
    return i;
  }

  /** A key with its colon and the whitespace around it, from the quote to the first byte of the value. */
  key(at: number): number {
    return this.colon(this.string(at));
  }

  colon(at: number): number {
    const body = this.body;
    let i = (body[at] as number) <= SPACE ? this.space(at) : at;
    if (body[i] !== COLON) this.fail('":"', i);
    i++;
    return (body[i] as number) <= SPACE ? this.space(i) : i;
  }

  string(at: number): number {
    if (this.body[at] !== QUOTE) this.fail('a string', at);
    if (at >= this.lastQuote) throw new JsonError('a string without an end', at);
    const body = this.body;
    const i = this.plainEnd(at + 1);
    return body[i] === QUOTE ? i + 1 : this.restOfString(i);
  }

  /** The rest of a string that was read up to `at`, which holds its first byte that is not plain. */
  restOfString(at: number): number {
    const body = this.body;
    let i = at;
    while (body[i] !== QUOTE) {
      if (body[i] !== BACKSLASH) throw new JsonError('a control character within a string', i);
      i = this.escape(i);
      if (i > this.lastQuote) throw new JsonError('a string without an end', at);
      i = this.plainEnd(i);
    }
    return i + 1;
  }

  /**
   * The first byte from `at` on, within a string, at which its plain run ends: four bytes at a time, then one by one.
   * The high bit of a byte of `(x - n) & ~x` tells that it is below n: below a space, or after the XOR below one, so
   * equal to the quote or the backslash. The constants stand here as numbers, for the engine loads named ones anew.
   */
  plainEnd(at: number): number {
    const { body, words, lastWord } = this;
    const stops = STRING_STOPS;
    let i = at;
    while (i < lastWord) {
      const word = words.getInt32(i, true);
      const quotes = word ^ 0x22222222;
      const slashes = word ^ 0x5c5c5c5c;
      const below =
        ((word - 0x20202020) & ~word) | ((quotes - 0x01010101) & ~quotes) | ((slashes - 0x01010101) & ~slashes);
      if ((below & 0x80808080) !== 0) break;
      i += 4;
    }
    while (stops[body[i] as number] === 0) i++;
    return i;
  }

  private escape(at: number): number {
    const kind = this.body[at + 1] as number;
    if (SIMPLE_ESCAPES.has(kind)) return at + 2;
    if (kind !== HEX_ESCAPE) throw new JsonError('an unknown escape within a string', at);
    for (let i = at + 2; i < at + 6; i++) {
      // The first byte that is no digit ends the loop, so it does not pass the last quote.
      if (!isHexDigit(this.body[i] as number)) throw new JsonError('an incomplete escape within a string', at);
    }
    return at + 6;
  }

  number(at: number): number {
    let i = this.body[at] === MINUS ? at + 1 : at;
    i = this.body[i] === ZERO ? i + 1 : this.digits(i);
    return this.restOfNumber(i);
  }

  /** The fraction and the exponent, where there are any. */
  restOfNumber(at: number): number {
    const body = this.body;
    let i = body[at] === DOT ? this.digits(at + 1) : at;
    if (((body[i] as number) | 0x20) !== 0x65) return i;
    const sign = body[++i];
    return this.digits(sign === MINUS || sign === 0x2b ? i + 1 : i);
  }

  private digits(at: number): number {
    const body = this.body;
    let i = at;
    while (isDigit(body[i] as number)) i++;
    if (i === at) this.fail('a digit', at);
    return i;
  }

  private literal(at: number): number {
    for (const word of LITERALS) {
      let length = 0;
      while (length < word.length && this.body[at + length] === word[length]) length++;
      if (length === word.length) return at + length;
    }
    return this.fail('a value', at);
  }

  /** A string, a number or a literal. */
  scalar(at: number): number {
    const byte = this.body[at] as number;
    if (byte === QUOTE) return this.string(at);
    return byte === MINUS || isDigit(byte) ? this.number(at) : this.literal(at);
  }

  /** Any value, inside of `depth` arrays and objects. */
  value(at: number, depth: number): number {
    const byte = this.body[at];
    return byte === OPEN_OBJECT || byte === OPEN_ARRAY ? this.container(at, depth) : this.scalar(at);
  }

  /** An array or an object with all that is in it, inside of `outer` others. */
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one loop over nested values, for recursion would end with the stack
  container(at: number, outer: number): number {
    const { body, inObject } = this;
    let depth = outer;
    let i = at;
    for (;;) {
      // A value starts at i.
      const byte = body[i] as number;
      if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        i = this.open(i, depth++);
        inObject[depth] = byte === OPEN_OBJECT ? 1 : 0;
        if (body[i] !== byte + 2) {
          if (byte === OPEN_OBJECT) i = this.key(i);
          continue;
        }
      } else i = this.scalar(i);
      // A value ended before i, or the innermost container is empty.
      for (;;) {
        if ((body[i] as number) <= SPACE) i = this.space(i);
        if (body[i] === COMMA) break;
        i = this.close(i, inObject[depth] === 1 ? CLOSE_OBJECT : CLOSE_ARRAY, --depth);
        if (depth === outer) return i;
      }
      i++;
      if ((body[i] as number) <= SPACE) i = this.space(i);
      if (inObject[depth] === 1) i = this.key(i);
    }
  }

  /** The opening bracket of a container inside of `depth` others, with the whitespace after it. */
  open(at: number, depth: number): number {
    if (depth >= MAX_DEPTH) throw new JsonError(`nested deeper than ${MAX_DEPTH}`, at);
    return this.space(at + 1);
  }

  /** The closing bracket after which `depth` containers are still open. */
  close(at: number, bracket: number, depth: number): number {
    if (this.body[at] !== bracket) this.fail(bracket === CLOSE_OBJECT ? '"," or "}"' : '"," or "]"', at);
    if (depth > 0 && at + 1 === this.body.length) throw new JsonError('the text ends too early', at + 1);
    return at + 1;
  }

  fail(expected: string, at: number): never {
    const byte = this.body[at] as number;
    const text = String.fromCharCode(byte);
    const found = PRINTABLE.test(text) ? `'${text}'` : `0x${byte.toString(16).padStart(2, '0')}`;
    throw new JsonError(`expected ${expected}, found ${found}`, at);
  }
}
