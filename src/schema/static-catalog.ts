import catalog from '../../catalog.json' with { type: 'json' };
import type { AirbyteStream, JsonObject } from '../protocol/airbyte.ts';

/** A JSON schema of one column. */
export type ColumnSchema = JsonObject;

const [stream] = catalog.streams;

/** The stream of the static catalog (the top-level catalog.json) under another name. */
export function staticStream(name: string, primaryKey: readonly (readonly string[])[]): AirbyteStream {
  if (stream === undefined) throw new Error('catalog.json has no stream');
  const key = primaryKey.length === 0 ? {} : { source_defined_primary_key: primaryKey.map((path) => [...path]) };
  const { source_defined_primary_key: _unused, ...rest } = stream;
  return { ...(rest as unknown as AirbyteStream), name, ...key };
}

export const staticColumns = (stream?.json_schema.properties ?? {}) as unknown as Readonly<
  Record<string, ColumnSchema>
>;
