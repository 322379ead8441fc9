/** One thing that is wrong with the configuration. */
export interface Violation {
  /** Where it is, such as `datasets[1].dataset_id`. */
  readonly key: string;
  /** What is there, such as `is the number 5`; never the value of a secret. */
  readonly found: string;
  /** What belongs there, such as `a string`. */
  readonly expected: string;
}

export function textOfViolation({ key, found, expected }: Violation): string {
  return `${key} ${found}, expected ${expected}`;
}

/** `/datasets/1/dataset_id` as `datasets[1].dataset_id`. */
export function keyOfPointer(pointer: string): string {
  const names = pointer.split('/').slice(1);
  const key = names.map((name) => (/^\d+$/.test(name) ? `[${name}]` : `.${name}`)).join('');
  return key === '' ? 'the configuration' : key.replace(/^\./, '');
}

const SHOWN_CHARACTERS = 60;

/** What a value is, with the value itself, shortened. Not for secrets. */
export function foundValue(value: unknown): string {
  if (typeof value === 'string' && value !== '') return `is the string ${JSON.stringify(shortened(value))}`;
  if (typeof value === 'number' || typeof value === 'boolean') return `is the ${typeof value} ${value}`;
  return foundType(value);
}

/** What a value is, without the value. */
export function foundType(value: unknown): string {
  if (value === undefined) return 'is missing';
  if (value === null) return 'is null';
  if (value === '') return 'is an empty string';
  if (Array.isArray(value)) return value.length === 0 ? 'is an empty array' : 'is an array';
  return typeof value === 'object' ? 'is an object' : `is a ${typeof value}`;
}

/** What may be a secret in the wrong place stays out: of an address user, query and fragment, of `name: value` the value. */
function shortened(text: string): string {
  const harmless = text
    .replace(/^([a-z][a-z\d+.-]*:\/\/)?.*@/is, '$1****@')
    .replace(/^([^?#]*[?#]).+/s, '$1…')
    .replace(/^([\w-]+:\s).+/s, '$1…');
  return harmless.length > SHOWN_CHARACTERS ? `${harmless.slice(0, SHOWN_CHARACTERS)}…` : harmless;
}

export function oneOf(values: readonly unknown[]): string {
  return `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`;
}
