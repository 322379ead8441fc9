import { hasLineBreak, plainText, type RewrittenText, unbrokenText } from './rewritten-text.ts';
import { beginningFinder, secretPattern, startOfCutSecret } from './secret-forms.ts';

/** Shorter values cannot be told from ordinary text, and cannot be secret. */
const SHORTEST_SECRET = 4;
/** The same for values that are broken over lines, */
const SHORTEST_OVER_LINES = 8;
/** and for values with blanks inside, as any words have them between them. */
const SHORTEST_OVER_BLANKS = 12;

/** Characters of a piece in which a long secret is looked for: the pattern of a longer one may be too large. */
const PIECE = 600;

const MASK = '****';

/** Replaces every secret of a text by `****`; of a text that was cut also the beginning of a secret at its end. */
export type Redactor = (text: string, cut?: boolean) => string;

/** A secret as it is found in a text, and in one without line breaks and blanks. */
interface Wanted {
  readonly secret: string;
  /** It ends with another one. */
  readonly isPair: boolean;
  readonly pattern: RegExp;
  readonly unbroken: string;
  readonly unbrokenPattern: RegExp;
  /** Where a text holds a long beginning of it. */
  readonly beginnings: (text: string) => Range[];
}

/** So many of the secrets that were learned last are known: of those before, which have ended long ago, nobody speaks. */
const MOST_LEARNED = 16;

export interface LearningRedactor {
  readonly redact: Redactor;
  /** Adds one that comes in later, as access tokens do. */
  learn(secret: string): void;
}

/**
 * Makes a redactor, which finds secrets in whatever encoding they stand there, also where lines break inside of them.
 * Secrets may overlap or hold one another. The time is linear in the text, and applying it twice changes nothing.
 */
export function learningRedactor(secrets: readonly string[]): LearningRedactor {
  let learned: readonly string[] = [];
  let wanted = wantedSecrets(secrets);
  let current = redactorOf(wanted);
  return {
    redact: (text, cut) => current(text, cut),
    learn(secret) {
      learned = [...learned, secret].slice(-MOST_LEARNED);
      wanted = wantedSecrets([...secrets, ...learned], wanted);
      current = redactorOf(wanted);
    },
  };
}

function redactorOf(wanted: readonly Wanted[]): Redactor {
  const once = (text: string) => masked(text, mergedRanges(rangesOf(wanted, text)));
  const whole = wanted.some(({ secret }) => secret.includes('*')) ? untilSettled(once) : once;
  return (text, cut = false) => {
    if (!cut) return whole(text);
    const end = startOfCut(wanted, text);
    return whole(end < text.length ? text.slice(0, end) + MASK : text);
  };
}

/** `before` are some that were made already: the patterns of a long secret take their time. */
function wantedSecrets(secrets: readonly string[], before: readonly Wanted[] = []): Wanted[] {
  const all = [...new Set(secrets)].filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(inPieces);
  return all.map((secret) => {
    // A user name before its password, or a scheme before its token, is what such a text begins with, and no secret.
    const isPair = all.some((other) => other !== secret && secret.endsWith(other));
    return before.find((one) => one.secret === secret && one.isPair === isPair) ?? wantedSecret(secret, isPair);
  });
}

/** The secret itself, or pieces of it none of which is short. */
function inPieces(secret: string): string[] {
  const characters = [...secret];
  const count = Math.max(1, Math.floor(characters.length / PIECE));
  return Array.from({ length: count }, (_, index) =>
    characters.slice(index * PIECE, index + 1 < count ? (index + 1) * PIECE : undefined).join(''),
  );
}

function wantedSecret(secret: string, isPair: boolean): Wanted {
  const unbroken = unbrokenText(secret).text;
  return {
    secret,
    isPair,
    unbroken,
    pattern: secretPattern(secret),
    unbrokenPattern: secretPattern(secret, unbroken),
    beginnings: isPair ? () => [] : beginningFinder(secret),
  };
}

/** Where secrets stand in a text: as it is, with plain letters, and with whole lines. */
function rangesOf(wanted: readonly Wanted[], text: string): Range[] {
  const plain = plainText(text);
  const find = (where: string): Range[] =>
    wanted.flatMap(({ pattern, beginnings }) => [...matchesOf(pattern, where), ...beginnings(where)]);
  const inPlain = find(plain.text).map((range) => rangeIn(plain, range));
  const encoded = plain.text === text ? [] : find(text);
  return [...inPlain, ...encoded, ...brokenRanges(wanted, plain)];
}

function brokenRanges(wanted: readonly Wanted[], plain: RewrittenText): Range[] {
  const whole = unbrokenText(plain.text);
  if (whole.text === plain.text) return [];
  return wanted
    .filter(({ unbroken }) => unbroken.length >= SHORTEST_OVER_LINES)
    .flatMap(({ unbroken, unbrokenPattern }) => {
      const ranges = matchesOf(unbrokenPattern, whole.text).map((range) => rangeIn(whole, range));
      const isShort = unbroken.length < SHORTEST_OVER_BLANKS;
      return isShort ? ranges.filter(([start, end]) => hasLineBreak(plain.text.slice(start, end))) : ranges;
    })
    .map((range) => rangeIn(plain, range));
}

/** Where a text ends with the beginning of a secret; its length if it does not. */
function startOfCut(wanted: readonly Wanted[], text: string): number {
  const plain = plainText(text);
  const whole = unbrokenText(plain.text);
  const starts = wanted.flatMap(({ secret, unbroken }) => {
    const inPlain = startOfCutSecret(plain.text, secret);
    const isShort = unbroken.length < SHORTEST_OVER_BLANKS;
    const inWhole = isShort ? plain.text.length : whole.startOf(startOfCutSecret(whole.text, secret, unbroken));
    return [startOfCutSecret(text, secret), plain.startOf(Math.min(inPlain, inWhole))];
  });
  return Math.min(text.length, ...starts);
}

function rangeIn(rewritten: RewrittenText, [start, end]: Range): Range {
  return [rewritten.startOf(start), rewritten.endOf(end - 1)];
}

/** The mask and what surrounds it may be a secret again. Each round leaves fewer characters that are no `*`. */
function untilSettled(once: (text: string) => string): (text: string) => string {
  return (text) => {
    let before = text;
    let after = once(before);
    while (after !== before) {
      before = after;
      after = once(before);
    }
    return after;
  };
}

type Range = readonly [start: number, end: number];

/** All occurrences, also those that overlap. */
function matchesOf(pattern: RegExp, text: string): Range[] {
  const ranges: Range[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    ranges.push([match.index, match.index + match[0].length]);
    pattern.lastIndex = match.index + 1;
  }
  return ranges;
}

function mergedRanges(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const [start, end] of [...ranges].sort(([a], [b]) => a - b)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], end)];
    else merged.push([start, end]);
  }
  return merged;
}

function masked(text: string, ranges: readonly Range[]): string {
  let result = '';
  let end = 0;
  for (const range of ranges) {
    result += text.slice(end, range[0]) + MASK;
    end = range[1];
  }
  return result + text.slice(end);
}
