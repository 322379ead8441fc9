/** A text of which some parts were written otherwise or left out; it knows where they came from. */
export class RewrittenText {
  readonly text: string;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;

  /** Writes what the pattern (global) finds as `write` says, which gives one character or none. */
  constructor(original: string, pattern: RegExp, write: (...match: string[]) => string) {
    this.#starts = new Uint32Array(original.length + 1);
    this.#ends = new Uint32Array(original.length + 1);
    const pieces: string[] = [];
    let length = 0;
    const add = (piece: string, start: number, end: number): void => {
      pieces.push(piece);
      for (let index = 0; index < piece.length; index += 1, length += 1) {
        this.#starts[length] = start + index;
        this.#ends[length] = piece.length === 1 ? end : start + index + 1;
      }
    };
    let behind = 0;
    for (const match of original.matchAll(pattern)) {
      add(original.slice(behind, match.index), behind, match.index);
      behind = match.index + match[0].length;
      add(write(...match), match.index, behind);
    }
    add(original.slice(behind), behind, original.length);
    this.#starts[length] = original.length;
    this.text = pieces.join('');
  }

  /** Where the character at an index began in the original. */
  startOf(index: number): number {
    return this.#starts[index] ?? 0;
  }

  /** Where the character at an index ended in the original. */
  endOf(index: number): number {
    return this.#ends[index] ?? 0;
  }
}

/** Characters that stand alone in every usual encoding, but that some encode like all others. */
const encodedPlain =
  /%(?:25)?([3-7][0-9A-Fa-f])|&(?:amp;)?#(?:0{0,4}(\d{2,3})|[xX]0{0,4}([3-7][0-9A-Fa-f]));|\\{1,3}(?:u00|x)([3-7][0-9A-Fa-f])/g;

/** A text with its letters, digits and backslashes as they are. */
export function plainText(text: string): RewrittenText {
  return new RewrittenText(text, encodedPlain, (whole, percent = '', decimal = '', hex = '', unicode = '') => {
    const code = decimal === '' ? Number.parseInt(percent + hex + unicode, 16) : Number(decimal);
    const character = String.fromCharCode(code);
    return /[A-Za-z0-9\\]/.test(character) ? character : whole;
  });
}

/** What lines are broken with, in texts, JSON, addresses and HTML. */
const lineBreak = [
  String.raw`[\n\r\u2028\u2029]|\\{1,3}[nr]|\\{1,3}u000[aAdD]`,
  '%(?:25)?0[aAdD]|&#(?:10|13|[xX]0{0,3}[aAdD]);',
  String.raw`(?:<|&lt;|\\{1,3}u003[cC])[bB][rR]\s?\\{0,2}/?(?:>|&gt;|\\{1,3}u003[eE])`,
].join('|');
/** What indents lines, and what some put in the place of a line break. */
const blank = String.raw`\s|\\{1,3}t|%(?:25)?(?:09|20)|&#32;`;

const gaps = new RegExp(`(?:${lineBreak}|${blank})+`, 'g');
const anyLineBreak = new RegExp(lineBreak);

/** A text without its line breaks and blanks. */
export function unbrokenText(text: string): RewrittenText {
  return new RewrittenText(text, gaps, () => '');
}

/** Whether lines break in a text, so that it is not only words set apart. */
export function hasLineBreak(text: string): boolean {
  return anyLineBreak.test(text);
}
