import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import { spec } from './spec.ts';

type Schema = Readonly<Record<string, unknown>>;

const schema = spec.connectionSpecification as Schema;

function validator(part: Schema): (value: unknown) => readonly ErrorObject[] {
  const ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
  // The CommonJS build of ajv-formats hands its function over as `default` to some loaders.
  const add = (addFormats as unknown as { default?: typeof addFormats }).default ?? addFormats;
  (add as unknown as (target: Ajv) => void)(ajv);
  const validate = ajv.compile(part);
  return (value) => (validate(value) ? [] : (validate.errors ?? []));
}

/** Every way in which a raw configuration is not what spec.json says, one sentence each; no secret's value is in it. */
export function schemaViolations(raw: unknown): string[] {
  const { auth, ...properties } = schema['properties'] as Readonly<Record<string, Schema>>;
  const outer = validator({ ...schema, properties })(raw);
  const value = (raw as Readonly<Record<string, unknown>> | null)?.['auth'];
  const inner = value === undefined || auth === undefined ? [] : authErrors(auth, value);
  return [...new Set([...outer.map((error) => sentence(error, '')), ...inner])];
}

/** The errors of the one option that `type` chooses: those of the others would only confuse. */
function authErrors(auth: Schema, value: unknown): string[] {
  const options = auth['oneOf'] as readonly Schema[];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [`auth is ${typeName(value)}, expected an object`];
  }
  const type = (value as Readonly<Record<string, unknown>>)['type'];
  const names = options.map((option) => constOf(option));
  const chosen = options[names.indexOf(String(type))];
  if (chosen === undefined) return [`auth.type is ${shown(type)}, expected one of: ${names.join(', ')}`];
  return validator(chosen)(value).map((error) => sentence(error, 'auth'));
}

function constOf(option: Schema): string {
  return String((option['properties'] as Readonly<Record<string, Schema>>)['type']?.['const']);
}

function sentence(error: ErrorObject, prefix: string): string {
  const path = prefix + error.instancePath.replace(/\/(\d+)/g, '[$1]').replaceAll('/', '.');
  const key = path.replace(/^\./, '');
  const { params, parentSchema } = error as { params: Readonly<Record<string, unknown>>; parentSchema?: Schema };
  if (error.keyword === 'required') return `${key === '' ? '' : `${key}.`}${params['missingProperty']} is missing`;
  const secret = parentSchema?.['airbyte_secret'] === true;
  const value = secret ? `a ${typeName(error.data)} (its value is secret)` : shown(error.data);
  return `${key === '' ? 'the configuration' : key} is ${value}, expected ${expectation(error, parentSchema)}`;
}

function expectation(error: ErrorObject, parent: Schema | undefined): string {
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case 'type':
      return `a value of type ${String(params['type'])}`;
    case 'enum':
      return `one of: ${(params['allowedValues'] as readonly unknown[]).join(', ')}`;
    case 'const':
      return JSON.stringify(params['allowedValue']);
    case 'pattern':
      return String(parent?.['pattern_descriptor'] ?? `a text that matches ${params['pattern']}`);
    case 'format':
      return `a ${params['format']}, such as ${JSON.stringify((parent?.['examples'] as readonly unknown[])?.[0] ?? '')}`;
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `a number ${params['comparison']} ${params['limit']}`;
    case 'minItems':
      return `at least ${params['limit']} of them`;
    case 'minLength':
      return 'a text that is not empty';
    default:
      return error.message ?? error.keyword;
  }
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

const SHOWN_CHARACTERS = 60;

/** A value that may be shown: short, and with its type where that is not obvious. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object';
  const text = JSON.stringify(value);
  return `${text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text} (${typeName(value)})`;
}
