/**
 * The keys of a dotted path such as `data.items`. `$` or an empty text is the root, a leading `$.` is allowed;
 * within a key `\.` is a dot and `\\` a backslash. A key may be empty.
 */
export function parsePath(text: string): string[] {
  if (text === '' || text === '$') return [];
  const path = text.startsWith('$.') ? text.slice(2) : text;
  const keys = [''];
  for (const [token, escaped] of path.matchAll(/\\([.\\])|./gsu)) {
    if (escaped === undefined && token === '.') keys.push('');
    else keys.push((keys.pop() ?? '') + (escaped ?? token));
  }
  return keys;
}

/** The places of a column, of which the first that has a value counts. */
export type ColumnPlaces = readonly (readonly string[])[];

/** A name with dots may be that of a column, or lead into nested ones. */
export function placesOf(column: string): ColumnPlaces {
  return [[column], parsePath(column)];
}
