import { existsSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { parse } from 'yaml';

/** A JSON Schema as far as walks through it need to know. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly oneOf?: readonly SchemaNode[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly minProperties?: number;
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
}

export type ProtocolRoot = 'AirbyteMessage' | 'ConfiguredAirbyteCatalog';

const ownFile = new URL('../../src/protocol/airbyte-protocol.json', import.meta.url);
const officialFile = new URL('../../../shared/protocol/airbyte_protocol.yaml', import.meta.url);

export const ownSchema: SchemaNode = JSON.parse(readFileSync(ownFile, 'utf8'));

/** The schema that Airbyte publishes, where it lies beside the checkout. */
export const officialSchema: SchemaNode | undefined = existsSync(officialFile)
  ? parse(readFileSync(officialFile, 'utf8'))
  : undefined;

export function ownValidator(root: ProtocolRoot): ValidateFunction {
  return compile(ownSchema, root, new Ajv({ discriminator: true, allowUnionTypes: true }));
}

/** The published schema has keywords of its own (`existingJavaType`), which strict mode would refuse. */
export function officialValidator(root: ProtocolRoot): ValidateFunction | undefined {
  return officialSchema && compile(officialSchema, root, new Ajv({ strict: false }));
}

function compile({ definitions }: SchemaNode, root: ProtocolRoot, ajv: Ajv): ValidateFunction {
  formats.default(ajv);
  return ajv.compile({ $ref: `#/definitions/${root}`, definitions });
}
