/** The names that path, header values, query values and body may hold in braces. */
export const PLACEHOLDERS = ['dataset_id', 'start_time', 'end_time', 'offset', 'limit'] as const;

export type PlaceholderName = (typeof PLACEHOLDERS)[number];
/** What stands in for each name; a bigint is written as a JSON number, digit by digit. */
export type PlaceholderValues = Readonly<Record<PlaceholderName, string | number | bigint>>;

const known: ReadonlySet<string> = new Set(PLACEHOLDERS);
const braced = /\{([a-z_]+)\}/g;
/** The whole of a JSON string that is one placeholder, as it stands in JSON text. */
const wholeString = /"\{([a-z_]+)\}"/g;

/** Names in braces that no placeholder has: in a plain text each of them is a mistake. */
export function unknownPlaceholders(text: string): string[] {
  return [...text.matchAll(braced)].map(([, name = '']) => name).filter((name) => !known.has(name));
}

/**
 * Unknown placeholders of a body. A JSON string that is just one name in braces is meant as a placeholder. In a longer
 * text braces may belong to a query language or to JSON (`{ items {id} }`), so there only a name with an underscore
 * counts, which looks like ours and is not.
 */
export function unknownBodyPlaceholders(body: string): string[] {
  const whole = [...body.matchAll(wholeString)].map(([, name = '']) => name);
  const inner = [...body.matchAll(/(?<![\w)\s{}])\{([a-z]+_[a-z_]+)\}/g)].map(([, name = '']) => name);
  return [...new Set([...whole, ...inner])].filter((name) => !known.has(name));
}

/** Writes the values into a text; `encode` is applied to each. */
export function renderText(
  text: string,
  values: PlaceholderValues,
  encode: (value: string) => string = (value) => value,
): string {
  return text.replace(braced, (whole, name: string) => (isKnown(name) ? encode(String(values[name])) : whole));
}

/**
 * Writes the values into a body of JSON text. A string that is exactly one placeholder becomes the value itself, a
 * number or a string; inside a longer string the value is written out. All other bytes of the text stay as they are.
 */
export function renderBody(body: string, values: PlaceholderValues): string {
  const typed = body.replace(wholeString, (whole, name: string) => (isKnown(name) ? jsonText(values[name]) : whole));
  return renderText(typed, values, (value) => JSON.stringify(value).slice(1, -1));
}

function isKnown(name: string): name is PlaceholderName {
  return known.has(name);
}

function jsonText(value: string | number | bigint): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
