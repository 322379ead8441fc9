import { configSchema, propertiesOf, type Schema } from './schema.ts';
import { keyOfPointer } from './violation.ts';

/**
 * The keys of a valid configuration that mean nothing, such as `requests.concurency`: spec.json must let them pass, for
 * platforms add some of their own, whose names begin with `_`.
 */
export function unknownSettings(raw: unknown): string[] {
  return unknownIn(configSchema, raw, '');
}

function unknownIn(schema: Schema, value: unknown, pointer: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((element, index) => unknownIn(schema.items ?? {}, element, `${pointer}/${index}`));
  }
  if (typeof value !== 'object' || value === null) return [];
  const known = new Map(Object.entries(propertiesOf(schema, value)));
  return Object.entries(value).flatMap(([name, member]) => {
    if (name.startsWith('_')) return [];
    const property = known.get(name);
    return property === undefined
      ? [keyOfPointer(`${pointer}/${name}`)]
      : unknownIn(property, member, `${pointer}/${name}`);
  });
}
