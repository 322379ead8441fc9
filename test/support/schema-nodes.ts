/** A JSON object of unknown members. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** One sub-schema, and where it stands. */
export interface SchemaPlace {
  /** Such as `/properties/auth/oneOf/0/properties/token`; '' for the root. */
  readonly path: string;
  readonly schema: JsonObject;
  /** The key, if it is the schema of a property. */
  readonly name?: string;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function membersOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The keywords whose value is a schema or a list of schemas, and those whose members are schemas. */
const schemaKeywords = ['items', 'oneOf', 'anyOf', 'allOf', 'prefixItems', 'not', 'if', 'then', 'else'];
const schemaMapKeywords = ['properties', 'patternProperties', 'dependentSchemas'];

/** The schema and all that are in it; a property called like a keyword is no keyword. */
export function schemaPlaces(schema: JsonObject, path = '', name?: string): SchemaPlace[] {
  const inLists = schemaKeywords.flatMap((keyword) => {
    const value = schema[keyword];
    if (Array.isArray(value)) return value.map((item, index): [string, unknown] => [`${keyword}/${index}`, item]);
    return [[keyword, value] as [string, unknown]];
  });
  const inMaps = schemaMapKeywords.flatMap((keyword) =>
    Object.entries(membersOf(schema[keyword])).flatMap(([key, member]) =>
      isJsonObject(member) ? schemaPlaces(member, `${path}/${keyword}/${key}`, key) : [],
    ),
  );
  const inner = inLists.flatMap(([step, value]) => (isJsonObject(value) ? schemaPlaces(value, `${path}/${step}`) : []));
  return [{ path, schema, ...(name === undefined ? {} : { name }) }, ...inner, ...inMaps];
}

/** Every JSON object in a value, the value first. */
export function objectsIn(value: unknown): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isJsonObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}
