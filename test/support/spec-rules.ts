import { isDeepStrictEqual } from 'node:util';
import { Ajv } from 'ajv';
import { isJsonObject, type JsonObject, membersOf, objectsIn, type SchemaPlace, schemaPlaces } from './schema-nodes.ts';
import { secretLint, secretMarks } from './secret-rules.ts';

/** What a specification violates of one rule, each as a text that begins with the path of the schema. */
export type SpecRule = (spec: JsonObject) => string[];

/** The rules of Airbyte's two acceptance suites for a ConnectorSpecification, by what they demand. */
export const specRules = {
  'the addresses of the documentation are absolute': addresses,
  'the protocol version has the major 0': protocolVersion,
  'the connection specification is a schema of draft 7 with properties': draft7,
  'no value comes twice in an enum': forEach(({ schema: { enum: values } }) =>
    Array.isArray(values) && values.some((a, index) => values.slice(0, index).some((b) => isDeepStrictEqual(a, b)))
      ? ['has a value twice in its enum']
      : [],
  ),
  'the options of a choice differ by one constant': forEach(choice),
  'secrets are marked, and nothing else': forEach(secretMarks),
  'properties that sound secret say whether they are': forEach(secretLint),
  'a list of types is one type, or one and null': forEach(({ schema: { type } }) =>
    Array.isArray(type) && !(type.length === 1 || (type.length === 2 && type[1] === 'null'))
      ? ['has a list of types']
      : [],
  ),
  'objects say what they hold': forEach(({ path, schema }) =>
    path !== '' && hasType(schema, 'object') && isEmpty(schema['properties']) && schema['oneOf'] === undefined
      ? ['is an object without properties']
      : [],
  ),
  'lists hold objects, strings, numbers or values of an enum': forEach(listItems),
  'no keyword stands there that forms cannot show': forEach(({ schema }) =>
    forbiddenKeywords.filter((keyword) => keyword in schema).map((keyword) => `has ${keyword}`),
  ),
  'no order comes twice among siblings of a group': forEach(orders),
  'groups are for the top level': forEach(({ path, schema }) =>
    'group' in schema && !/^\/properties\/[^/]+$/.test(path) ? ['has a group'] : [],
  ),
  'display_type is for choices': forEach(({ schema }) =>
    'display_type' in schema &&
    !(Array.isArray(schema['oneOf']) && ['dropdown', 'radio'].includes(String(schema['display_type'])))
      ? ['has a display_type that means nothing']
      : [],
  ),
  'nothing refers to elsewhere': (spec) => objectsIn(spec).flatMap((node) => ('$ref' in node ? ['a $ref'] : [])),
  'additionalProperties is true': (spec) =>
    objectsIn(spec).flatMap((node) =>
      'additionalProperties' in node && node['additionalProperties'] !== true ? ['an additionalProperties'] : [],
    ),
  'no name of a property has a slash': forEach(({ name }) => (name?.includes('/') ? ['has a slash in its name'] : [])),
  'what OAuth refers to exists': oauthPaths,
  'OAuth, where it is offered, is the first choice': oauthFirst,
} as const satisfies Record<string, SpecRule>;

const forbiddenKeywords = [
  ...['not', 'anyOf', 'allOf', 'if', 'then', 'else'],
  ...['patternProperties', 'prefixItems', 'dependentSchemas', 'dependentRequired'],
];

function forEach(rule: (place: SchemaPlace) => readonly string[]): SpecRule {
  return (spec) =>
    schemaPlaces(membersOf(spec['connectionSpecification'])).flatMap((place) =>
      rule(place).map((violation) => `${place.path} ${violation}`),
    );
}

function hasType({ type }: JsonObject, wanted: string): boolean {
  return [type].flat().includes(wanted);
}

function isEmpty(value: unknown): boolean {
  return Object.keys(membersOf(value)).length === 0;
}

/** Clients drop the whole message if one of them is no address. */
function addresses({ documentationUrl, changelogUrl = documentationUrl }: JsonObject): string[] {
  return [documentationUrl, changelogUrl]
    .filter((url) => !(typeof url === 'string' && URL.canParse(url) && url.startsWith('https://')))
    .map((url) => `${url} is no absolute address`);
}

function protocolVersion({ protocol_version: version }: JsonObject): string[] {
  return /^0\.\d+\.\d+$/.test(String(version)) ? [] : [`protocol_version ${version} is not supported`];
}

function draft7({ connectionSpecification: schema }: JsonObject): string[] {
  const { $schema, properties } = membersOf(schema);
  const violations = isEmpty(properties) ? ['there are no properties'] : [];
  if (!String($schema).includes('draft-07')) violations.push('$schema is not draft 7');
  return new Ajv({ strict: false, logger: false }).validateSchema(membersOf(schema)) === true
    ? violations
    : [...violations, 'it is no valid schema'];
}

/** Exactly one property that all options share has a constant in each; default and enum beside it repeat it. */
function choice({ schema }: SchemaPlace): string[] {
  if (schema['oneOf'] === undefined) return [];
  if (schema['type'] !== 'object') return ['has options, but is no object'];
  const options = [schema['oneOf']].flat().map((option) => membersOf(membersOf(option)['properties']));
  if (options.some(isEmpty)) return ['has an option without properties'];
  const shared = Object.keys(options[0] ?? {}).filter((key) =>
    options.every((option) => Boolean(membersOf(option[key])['const'])),
  );
  if (shared.length !== 1) return [`has ${shared.length} constants that all options share`];
  return options.flatMap((option) => {
    const tag = membersOf(option[shared[0] ?? '']);
    const { const: constant, default: preset = constant, enum: values = [constant] } = tag;
    return preset === constant && isDeepStrictEqual(values, [constant]) ? [] : ['contradicts a constant of an option'];
  });
}

function listItems({ schema }: SchemaPlace): string[] {
  const { items } = schema;
  if (!hasType(schema, 'array') || items === undefined) return [];
  const fits =
    isJsonObject(items) && ('enum' in items || /^(object|string|number|integer)$/.test(String(items['type'])));
  return fits ? [] : ['is a list of what no form can show'];
}

function orders({ schema }: SchemaPlace): string[] {
  const seen = new Set<string>();
  return Object.entries(membersOf(schema['properties'])).flatMap(([name, property]) => {
    const { order, group } = membersOf(property);
    const place = `${order} ${group}`;
    if (order === undefined || !seen.has(place)) {
      seen.add(place);
      return [];
    }
    return [`has the order ${order} again at ${name}`];
  });
}

/** Each place of the configuration that `advanced_auth` names is one of the specification. */
function oauthPaths({ advanced_auth: oauth, connectionSpecification: schema }: JsonObject): string[] {
  const named = objectsIn(oauth).flatMap((node) => [node['path_in_connector_config'], node['predicate_key']]);
  const known = schemaPlaces(membersOf(schema)).map(({ path }) => path.replace(/\/oneOf\/\d+|\/properties(?=\/)/g, ''));
  return named
    .filter((path) => Array.isArray(path))
    .map((path) => `/${path.join('/')}`)
    .filter((path) => !known.includes(path))
    .map((path) => `${path} does not exist`);
}

/** The option that `advanced_auth` is for is the one that forms choose by themselves. */
function oauthFirst({ advanced_auth: oauth, connectionSpecification: schema }: JsonObject): string[] {
  const { predicate_key: key, predicate_value: value } = membersOf(oauth);
  if (!Array.isArray(key)) return [];
  const [choiceName, tagName] = key.map(String);
  const { oneOf } = membersOf(membersOf(membersOf(schema)['properties'])[choiceName ?? '']);
  if (!Array.isArray(oneOf) || tagName === undefined) return [];
  const tag = membersOf(membersOf(membersOf(oneOf[0])['properties'])[tagName]);
  return tag['const'] === value ? [] : [`${choiceName} begins with ${tag['const']}`];
}
