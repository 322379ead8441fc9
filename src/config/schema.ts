import { spec } from './spec.ts';

/** The part of JSON Schema that the specification is written in. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly pattern_descriptor?: string;
  readonly airbyte_secret?: boolean;
}

export const configSchema: Schema = spec.connectionSpecification;

/** The properties of an object: of a choice those of the option that its `type` names, or none. */
export function propertiesOf(schema: Schema, value: object): Readonly<Record<string, Schema>> {
  if (schema.oneOf === undefined) return schema.properties ?? {};
  const chosen = 'type' in value ? value.type : undefined;
  return schema.oneOf.find((option) => option.properties?.['type']?.const === chosen)?.properties ?? {};
}

/** Whether what is there may hold a secret. */
export function mayHoldSecrets(schema: Schema): boolean {
  if (schema.airbyte_secret === true) return true;
  const inner = [
    ...Object.values(schema.properties ?? {}),
    ...(schema.oneOf ?? []),
    ...(schema.items ? [schema.items] : []),
  ];
  return inner.some(mayHoldSecrets);
}
