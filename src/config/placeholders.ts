/** What a template may hold in braces, as in `{start_time}`. */
export const placeholderNames = ['dataset_id', 'start_time', 'end_time', 'offset', 'limit'] as const;

export type PlaceholderName = (typeof placeholderNames)[number];

export type TemplateValue = string | number | bigint;

export type TemplateValues = Readonly<Record<PlaceholderName, TemplateValue>>;

interface Placeholder {
  readonly name: PlaceholderName;
}

/** Literal text and placeholders, in their order. */
export type Template = readonly (string | Placeholder)[];

/** JSON text without blanks between its tokens; strings that hold placeholders and bare placeholders are parts. */
export type BodyTemplate = readonly (string | Placeholder | { readonly text: Template })[];

/** Any `{name}` in a text; the name need not exist. */
export const placeholderLike = /\{([a-z_]+)\}/g;

export function isPlaceholderName(name: string): name is PlaceholderName {
  return placeholderNames.some((known) => known === name);
}

/** Only the known placeholders are parts; every other brace is text, since it may belong to JSON or to a query. */
export function parseTemplate(text: string): Template {
  const parts: (string | Placeholder)[] = [];
  let end = 0;
  for (const match of text.matchAll(placeholderLike)) {
    const name = match[1] ?? '';
    if (!isPlaceholderName(name)) continue;
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push({ name });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

/** The text with the values written out. `encode` is applied to the values only, as a path needs it. */
export function renderTemplate(
  template: Template,
  values: TemplateValues,
  encode: (value: string) => string = (value) => value,
): string {
  return template.map((part) => (typeof part === 'string' ? part : encode(String(values[part.name])))).join('');
}

/** A JSON string, or a placeholder that stands bare where a JSON value belongs. */
const bodyToken = /"[^"\\]*(?:\\.[^"\\]*)*"|\{([a-z_]+)\}/gs;

/**
 * The same text with each bare placeholder as a JSON number of the same length, so that a position in it is a
 * position in the text. It is JSON exactly if the body template is one.
 */
export function bodyAsJson(text: string): string {
  return text.replace(bodyToken, (token, name: string | undefined) =>
    name !== undefined && isPlaceholderName(name) ? '0'.padEnd(token.length) : token,
  );
}

/**
 * Reads a JSON text with placeholders: in strings (`"{start_time}"`, `"from {start_time}"`) or bare (`{offset}`).
 * All else is kept as it is written, so numbers stay exact. Throws SyntaxError if it is no JSON.
 */
export function parseBodyTemplate(text: string): BodyTemplate {
  JSON.parse(bodyAsJson(text));
  const parts: BodyTemplate[number][] = [];
  let end = 0;
  for (const match of text.matchAll(bodyToken)) {
    parts.push(withoutBlanks(text.slice(end, match.index)));
    end = match.index + match[0].length;
    parts.push(bodyPart(match[0], match[1], isKey(text, end)));
  }
  parts.push(withoutBlanks(text.slice(end)));
  return parts.filter((part) => part !== '');
}

function bodyPart(token: string, bareName: string | undefined, key: boolean): BodyTemplate[number] {
  if (bareName !== undefined) return isPlaceholderName(bareName) ? { name: bareName } : token;
  const template = parseTemplate(String(JSON.parse(token)));
  const [first] = template;
  if (template.every((part) => typeof part === 'string')) return token;
  // A key is a string whatever the value is.
  return template.length === 1 && typeof first === 'object' && !key ? first : { text: template };
}

/** The JSON text to send. A string that is just one placeholder becomes a JSON value of the type of its value. */
export function renderBody(template: BodyTemplate, values: TemplateValues): string {
  return template.map((part) => renderBodyPart(part, values)).join('');
}

function renderBodyPart(part: BodyTemplate[number], values: TemplateValues): string {
  if (typeof part === 'string') return part;
  if ('text' in part) return JSON.stringify(renderTemplate(part.text, values));
  const value = values[part.name];
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function withoutBlanks(json: string): string {
  return json.replace(/[ \t\r\n]+/g, '');
}

function isKey(text: string, end: number): boolean {
  const colon = /[ \t\r\n]*:/y;
  colon.lastIndex = end;
  return colon.test(text);
}
