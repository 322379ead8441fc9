import { CURSOR_FIELD, type Page, rowBytes } from '../dataset/page.ts';
import type { AirbyteStream } from '../protocol/airbyte.ts';
import { sampledKey } from './sampled-key.ts';
import { type ColumnSchema, staticColumns, staticStream } from './static-catalog.ts';

type JsonType = 'array' | 'boolean' | 'integer' | 'number' | 'object' | 'string';

/** What a stream is called and which columns name its rows. */
export interface StreamIdentity {
  readonly name: string;
  /** As configured; where the sample has rows without one of them, they are no key. */
  readonly primaryKey: readonly string[];
}

/**
 * The stream as the platform sees it: the static columns, and those that the sample shows with their types. Columns are
 * sorted and always nullable, so that the same data gives the same catalog, whatever rows come first.
 */
export function discoveredStream({ name, primaryKey }: StreamIdentity, sample: Page): AirbyteStream {
  const stream = staticStream(name, sampledKey(sample, primaryKey).paths ?? []);
  const types = new Map<string, Set<JsonType>>();
  for (let row = 0; row < sample.count; row += 1) addTypes(types, sample, row);
  const columns: Record<string, ColumnSchema> = Object.create(null) as Record<string, ColumnSchema>;
  const keys = sample.count === 0 ? Object.keys(staticColumns) : [...types.keys(), CURSOR_FIELD];
  for (const key of [...new Set(keys)].sort(byCodeUnits)) {
    const seen = types.get(key);
    columns[key] = seen === undefined || seen.size === 0 ? unseen(key) : schemaOf(seen, staticColumns[key]);
  }
  return { ...stream, json_schema: { ...stream.json_schema, properties: columns } };
}

function addTypes(types: Map<string, Set<JsonType>>, sample: Page, row: number): void {
  const record = JSON.parse(Buffer.from(rowBytes(sample, row)).toString()) as Readonly<Record<string, unknown>>;
  for (const [key, value] of Object.entries(record)) {
    const seen = types.get(key) ?? new Set<JsonType>();
    types.set(key, seen);
    const type = typeOf(value);
    if (type !== undefined) seen.add(type);
  }
}

function typeOf(value: unknown): JsonType | undefined {
  if (value === null) return undefined;
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value as JsonType;
}

/** A column without a value in the sample: what the static catalog says, else a text, which holds anything. */
function unseen(key: string): ColumnSchema {
  return staticColumns[key] ?? { type: ['null', 'string'] };
}

function schemaOf(seen: ReadonlySet<JsonType>, known: ColumnSchema | undefined): ColumnSchema {
  const types = new Set(seen);
  // A number column may hold whole numbers by chance; the static catalog knows better.
  const declared = known?.['type'];
  if (types.has('integer') && (types.has('number') || (Array.isArray(declared) && declared.includes('number')))) {
    types.delete('integer');
    types.add('number');
  }
  const type = ['null', ...[...types].sort(byCodeUnits)];
  if (types.has('object')) return { type, properties: {}, additionalProperties: true };
  return { type };
}

/** The same order whatever the locale is. */
function byCodeUnits(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
