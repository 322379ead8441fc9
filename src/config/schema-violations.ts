import { mayHoldSecrets, type Schema } from './schema.ts';
import { type SchemaError, validateConfig } from './validate-config.js';
import { foundType, foundValue, keyOfPointer, oneOf, type Violation } from './violation.ts';

export interface SchemaViolation extends Violation {
  /** The JSON pointer of the key. */
  readonly pointer: string;
}

/** What a raw configuration violates of spec.json: at most one violation for a key, of a choice those of its option. */
export function schemaViolations(raw: unknown): SchemaViolation[] {
  validateConfig(raw);
  const violations = new Map<string, SchemaViolation>();
  for (const error of validateConfig.errors ?? []) {
    const violation = violationOf(error);
    if (!violations.has(violation.pointer)) violations.set(violation.pointer, violation);
  }
  return [...violations.values()];
}

function violationOf({ keyword, instancePath, params, parentSchema = {}, data }: SchemaError): SchemaViolation {
  const parent = parentSchema as Schema;
  if (keyword === 'required') {
    const name = String(params['missingProperty']);
    return violationAt(`${instancePath}/${name}`, parent.properties?.[name] ?? {}, undefined);
  }
  if (keyword === 'discriminator') {
    const type: Schema = { enum: parent.oneOf?.map((option) => option.properties?.['type']?.const) ?? [] };
    const violation = violationAt(`${instancePath}/type`, type, params['tagValue']);
    return isNameLike(params['tagValue']) ? violation : { ...violation, found: foundType(params['tagValue']) };
  }
  const violation = violationAt(instancePath, parent, data);
  return keyword === 'format' ? { ...violation, expected: 'a date and time that exist' } : violation;
}

/** A slip in the name of an option is shown; what looks otherwise may be a secret in the wrong place. */
function isNameLike(value: unknown): boolean {
  return typeof value !== 'string' || (value.length <= 30 && /^[a-z_\s-]*\d?[a-z_\s-]*$/i.test(value));
}

function violationAt(pointer: string, schema: Schema, value: unknown): SchemaViolation {
  const found = mayHoldSecrets(schema) ? foundType(value) : foundValue(value);
  return { pointer, key: keyOfPointer(pointer), found, expected: expectedBy(schema) };
}

function expectedBy(schema: Schema): string {
  if (schema.pattern_descriptor !== undefined) return schema.pattern_descriptor;
  if (schema.enum !== undefined) return oneOf(schema.enum);
  const { type = 'value', minimum, maximum, minItems = 0, minLength = 0 } = schema;
  const article = /^[aeiou]/.test(type) ? 'an' : 'a';
  if (minimum !== undefined && maximum !== undefined) return `${article} ${type} from ${minimum} to ${maximum}`;
  if (minItems > 0) return `${article} ${type} that is not empty`;
  return minLength > 0 ? `${article} ${type} that is not empty` : `${article} ${type}`;
}
