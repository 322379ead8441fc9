import { CURSOR_FIELD, type Page } from '../dataset/page.ts';
import { writtenBytes } from '../dataset/row-key.ts';
import { byCodeUnits } from '../json/code-units.ts';
import { kindOf } from '../json/kinds.ts';
import { membersOf } from '../json/members.ts';
import { afterString } from '../json/proven.ts';
import type { AirbyteStream } from '../protocol/airbyte.ts';
import { sampledKey } from './sampled-key.ts';
import { sampledValues } from './sampled-values.ts';
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
  const paths = sampledKey(sample, primaryKey).paths ?? [];
  const stream = staticStream(name, paths);
  const types = new Map<string, Set<JsonType>>();
  for (let row = 0; row < sample.count; row += 1) addTypes(types, sample, row);
  const columns: Record<string, ColumnSchema> = Object.create(null) as Record<string, ColumnSchema>;
  // Without rows, what is configured as a key must be a column all the same.
  const keys = sample.count === 0 ? [...Object.keys(staticColumns), ...primaryKey] : [...types.keys(), CURSOR_FIELD];
  for (const key of [...new Set(keys)].sort(byCodeUnits)) {
    const seen = types.get(key);
    columns[key] = seen === undefined || seen.size === 0 ? unseen(key) : schemaOf(seen, staticColumn(key));
  }
  for (const [column = '', ...path] of paths) {
    if (path.length > 0)
      columns[column] = withNested(columns[column] ?? OBJECT, path, schemaOf(typesAt(sample, [column, ...path])));
  }
  return { ...stream, json_schema: { ...stream.json_schema, properties: columns } };
}

const OBJECT: ColumnSchema = { type: ['null', 'object'], properties: {}, additionalProperties: true };

/** Whoever is told of a key inside of an object looks it up in the schema. */
function withNested(schema: ColumnSchema, [name = '', ...path]: readonly string[], leaf: ColumnSchema): ColumnSchema {
  const properties = schema['properties'] as Readonly<Record<string, ColumnSchema>>;
  const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
  const inner = path.length === 0 ? leaf : withNested(known ?? OBJECT, path, leaf);
  return { ...schema, properties: { ...properties, [name]: inner } };
}

function typesAt(sample: Page, path: readonly string[]): Set<JsonType> {
  const seen = new Set<JsonType>();
  for (const value of sampledValues(sample, path)) {
    const type = typeOf(value);
    if (type !== undefined) seen.add(type);
  }
  return seen;
}

function addTypes(types: Map<string, Set<JsonType>>, sample: Page, row: number): void {
  for (const [key, value] of valuesOf(writtenBytes(sample, row))) {
    const seen = types.get(key) ?? new Set<JsonType>();
    types.set(key, seen);
    const type = typeOf(value);
    if (type !== undefined) seen.add(type);
  }
}

/** The text of each value by its key. Of a key that comes twice the last counts. */
function valuesOf(row: Uint8Array): Map<string, string> {
  const values = new Map<string, string>();
  const text = (start: number, end: number): string => Buffer.from(row.subarray(start, end)).toString();
  for (const { start, end } of membersOf(row)) {
    const keyEnd = afterString(row, start);
    values.set(JSON.parse(text(start, keyEnd)) as string, text(keyEnd + 1, end));
  }
  return values;
}

/** A number is whole where it is written so: of a column of prices, `10.0` may come long before `10.5`. */
function typeOf(value: string): JsonType | undefined {
  const kind = kindOf(value.charCodeAt(0));
  if (kind === 'null') return undefined;
  return kind === 'number' && /^-?\d+$/.test(value) ? 'integer' : kind;
}

/** A column without a value in the sample: what the static catalog says, else a text, which holds anything. */
function unseen(key: string): ColumnSchema {
  return staticColumn(key) ?? { type: ['null', 'string'] };
}

/** Objects know names such as "constructor" as well. */
function staticColumn(key: string): ColumnSchema | undefined {
  return Object.hasOwn(staticColumns, key) ? staticColumns[key] : undefined;
}

function schemaOf(seen: ReadonlySet<JsonType>, known?: ColumnSchema): ColumnSchema {
  const types = new Set(seen);
  // A number column may hold whole numbers by chance; the static catalog knows better.
  const declared = known?.['type'];
  if (types.has('integer') && (types.has('number') || (Array.isArray(declared) && declared.includes('number')))) {
    types.delete('integer');
    types.add('number');
  }
  const type = ['null', ...[...types].sort(byCodeUnits)];
  if (types.has('object')) return { ...OBJECT, type };
  return { type };
}
