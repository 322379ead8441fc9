import type { JsonObject } from './schema-nodes.ts';
import type { specRules } from './spec-rules.ts';

/** A specification of one property, or of several. */
export function specOf(properties: JsonObject, more: JsonObject = {}): JsonObject {
  const connectionSpecification = { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', properties };
  return { documentationUrl: 'https://example.com', protocol_version: '0.2.0', connectionSpecification, ...more };
}

const option = (tag: JsonObject, more: JsonObject = {}) => ({ type: 'object', properties: { type: tag, ...more } });

/** A rule, what it says, and a specification that violates it. */
export const brokenSpecs: readonly (readonly [keyof typeof specRules, string, JsonObject])[] = [
  [
    'the addresses of the documentation are absolute',
    'docs is no absolute address',
    specOf({ a: {} }, { documentationUrl: 'docs' }),
  ],
  [
    'the addresses of the documentation are absolute',
    'x is no absolute address',
    specOf({ a: {} }, { changelogUrl: 'x' }),
  ],
  [
    'the protocol version has the major 0',
    'protocol_version 1.0.0 is not supported',
    specOf({ a: {} }, { protocol_version: '1.0.0' }),
  ],
  ['the connection specification is a schema of draft 7 with properties', 'there are no properties', specOf({})],
  [
    'the connection specification is a schema of draft 7 with properties',
    '$schema is not draft 7',
    specOf({}, { connectionSpecification: { properties: { a: {} } } }),
  ],
  [
    'the connection specification is a schema of draft 7 with properties',
    'it is no valid schema',
    specOf({ a: { minimum: '1' } }),
  ],
  [
    'no value comes twice in an enum',
    '/properties/a has a value twice in its enum',
    specOf({ a: { enum: [1, 2, 1] } }),
  ],
  [
    'the options of a choice differ by one constant',
    '/properties/a has options, but is no object',
    specOf({ a: { oneOf: [option({ const: 'x' })] } }),
  ],
  [
    'the options of a choice differ by one constant',
    '/properties/a has an option without properties',
    specOf({ a: { type: 'object', oneOf: [{ type: 'object' }] } }),
  ],
  [
    'the options of a choice differ by one constant',
    '/properties/a has 0 constants that all options share',
    specOf({ a: { type: 'object', oneOf: [option({ const: 'x' }), option({})] } }),
  ],
  [
    'the options of a choice differ by one constant',
    '/properties/a has 2 constants that all options share',
    specOf({ a: { type: 'object', oneOf: [option({ const: 'x' }, { b: { const: 1 } })] } }),
  ],
  [
    'the options of a choice differ by one constant',
    '/properties/a contradicts a constant of an option',
    specOf({ a: { type: 'object', oneOf: [option({ const: 'x', default: 'y' })] } }),
  ],
  [
    'the options of a choice differ by one constant',
    '/properties/a contradicts a constant of an option',
    specOf({ a: { type: 'object', oneOf: [option({ const: 'x', enum: ['x', 'y'] })] } }),
  ],
  [
    'secrets are marked, and nothing else',
    '/properties/token is a secret without airbyte_secret',
    specOf({ token: { type: ['string', 'null'] } }),
  ],
  [
    'secrets are marked, and nothing else',
    '/properties/Key is a secret without airbyte_secret',
    specOf({ Key: { type: 'integer' } }),
  ],
  [
    'secrets are marked, and nothing else',
    '/properties/jwt is marked as a secret, but cannot hold one',
    specOf({ jwt: { type: 'boolean', airbyte_secret: true } }),
  ],
  [
    'properties that sound secret say whether they are',
    '/properties/my_api_key does not say whether it is a secret',
    specOf({ my_api_key: { type: 'string' } }),
  ],
  [
    'properties that sound secret say whether they are',
    '/properties/a/anyOf/0 has airbyte_secret where nobody looks',
    specOf({ a: { anyOf: [{ airbyte_secret: false }] } }),
  ],
  [
    'a list of types is one type, or one and null',
    '/properties/a has a list of types',
    specOf({ a: { type: ['null', 'string'] } }),
  ],
  [
    'objects say what they hold',
    '/properties/a is an object without properties',
    specOf({ a: { type: 'object', additionalProperties: true } }),
  ],
  [
    'lists hold objects, strings, numbers or values of an enum',
    '/properties/a is a list of what no form can show',
    specOf({ a: { type: 'array', items: { type: 'boolean' } } }),
  ],
  [
    'lists hold objects, strings, numbers or values of an enum',
    '/properties/a is a list of what no form can show',
    specOf({ a: { type: 'array', items: [{ type: 'string' }] } }),
  ],
  ['no keyword stands there that forms cannot show', '/properties/a has if', specOf({ a: { if: {} } })],
  [
    'no keyword stands there that forms cannot show',
    '/properties/a/items has anyOf',
    specOf({ a: { items: { anyOf: [{}] } } }),
  ],
  [
    'no order comes twice among siblings of a group',
    ' has the order 1 again at b',
    specOf({ a: { order: 1 }, b: { order: 1 } }),
  ],
  [
    'groups are for the top level',
    '/properties/a/properties/b has a group',
    specOf({ a: { properties: { b: { group: 'g' } } } }),
  ],
  [
    'display_type is for choices',
    '/properties/a has a display_type that means nothing',
    specOf({ a: { type: 'string', display_type: 'radio' } }),
  ],
  ['nothing refers to elsewhere', 'a $ref', specOf({ a: { $ref: '#/b' } })],
  ['additionalProperties is true', 'an additionalProperties', specOf({ a: { additionalProperties: false } })],
  ['no name of a property has a slash', '/properties/a/b has a slash in its name', specOf({ 'a/b': {} })],
  [
    'what OAuth refers to exists',
    '/auth/refresh does not exist',
    specOf(
      { auth: { properties: { token: {} } } },
      { advanced_auth: { predicate_key: ['auth', 'token'], x: { path_in_connector_config: ['auth', 'refresh'] } } },
    ),
  ],
  [
    'OAuth, where it is offered, is the first choice',
    'auth begins with a',
    specOf(
      { auth: { oneOf: [option({ const: 'a' }), option({ const: 'b' })] } },
      { advanced_auth: { predicate_key: ['auth', 'type'], predicate_value: 'b' } },
    ),
  ],
];
