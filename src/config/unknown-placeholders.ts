import { isPlaceholderName, placeholderLike } from './placeholders.ts';

/**
 * The placeholders of a template that do not exist, such as `{starttime}`, in their order.
 *
 * `{name}` without blanks counts as a placeholder wherever it stands, with one exception, since GraphQL writes the same:
 * the selection `{id}` of `items{id}` or `query{items{id}}`. It follows a name or `)`, stands outside of a quoted
 * string, and is inside other braces or follows the keyword of an operation. JSON in a template is looked at string by
 * string. A text that is nothing but `{viewer}` is a placeholder; GraphQL may be written `{ viewer }`.
 */
export function unknownPlaceholders(template: string): string[] {
  return [...new Set(stringsOf(template).flatMap(unknownInText))];
}

/** The strings of a JSON text, with JSON inside of them taken apart as well; any other text as it is. */
function stringsOf(text: string): string[] {
  const container = containerOf(text);
  return container === undefined ? [text] : [...leaves(container)].flatMap(stringsOf);
}

/** The object or array that a text is as soon as its known placeholders have values. */
function containerOf(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(
      text.replace(placeholderLike, (whole, name) => (isPlaceholderName(name) ? '0' : whole)),
    );
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function* leaves(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    yield key;
    yield* leaves(member);
  }
}

function unknownInText(text: string): string[] {
  const unknown: string[] = [];
  const surroundings = new Surroundings(text);
  for (const match of text.matchAll(placeholderLike)) {
    const name = match[1] ?? '';
    if (isPlaceholderName(name)) continue;
    surroundings.advance(match.index);
    if (!surroundings.selects()) unknown.push(name);
  }
  return unknown;
}

const operation = /(?:^|[\s}])(?:query|mutation|subscription|fragment)\b[^{}]*$/;

/** What stands around a position of a text, read from left to right once. */
class Surroundings {
  readonly #text: string;
  #position = 0;
  #depth = 0;
  #quoted = false;
  /** Behind the last brace: where the keyword of an operation could stand. */
  #afterBrace = 0;

  constructor(text: string) {
    this.#text = text;
  }

  advance(position: number): void {
    for (; this.#position < position; this.#position += 1) {
      const character = this.#text[this.#position];
      if (character === '\\' && this.#quoted) this.#position += 1;
      else if (character === '"') this.#quoted = !this.#quoted;
      else if (!this.#quoted && (character === '{' || character === '}')) {
        this.#depth += character === '{' ? 1 : -1;
        this.#afterBrace = this.#position + 1;
      }
    }
  }

  /** Whether a brace that opens here can open a GraphQL selection. */
  selects(): boolean {
    if (this.#quoted) return false;
    const before = this.#text.slice(this.#afterBrace, this.#position);
    return /[\w)]\s*$/.test(before) && (this.#depth > 0 || operation.test(before));
  }
}
