import type { Auth, Config, Dataset, Endpoint, Header, Paginator, QueryParam, Requests } from './config.ts';
import { configSchema, propertiesOf, type Schema } from './schema.ts';

type WithDefaults<Type, Key extends keyof Type> = Omit<Type, Key> & Required<Pick<Type, Key>>;

type FilledAuth<Type> = Type extends { readonly type: 'api_key' | 'http_basic' | 'oauth2_client_credentials' }
  ? Required<Type>
  : Type;

type FilledEndpoint = WithDefaults<
  Endpoint,
  Exclude<keyof Endpoint, 'columns_selector' | 'error_selector' | 'filter_time_format'>
>;

/** A configuration that violates nothing of spec.json, with all defaults of spec.json applied. */
export interface FilledConfig extends Omit<Config, 'auth'> {
  readonly auth: FilledAuth<Auth>;
  readonly lookback_window: string;
  readonly endpoint: FilledEndpoint;
  readonly paginator: WithDefaults<Paginator, Exclude<keyof Paginator, 'total_selector' | 'max_offset'>>;
  readonly requests: WithDefaults<Requests, Exclude<keyof Requests, 'requests_per_second'>>;
  readonly checkpoint_interval_seconds: number;
}

type Draft<Type> = Type extends unknown ? Partial<Type> : never;

/** What is left of a configuration without its violations of spec.json: what is required may be missing. */
export interface DraftConfig extends Omit<FilledConfig, 'base_url' | 'auth' | 'datasets' | 'start_time' | 'endpoint'> {
  readonly base_url?: string;
  readonly auth?: Draft<Auth>;
  readonly datasets?: readonly Draft<Dataset>[];
  readonly start_time?: string;
  readonly endpoint: Omit<FilledEndpoint, 'headers' | 'query_params'> & {
    readonly headers: readonly Draft<Header>[];
    readonly query_params: readonly Draft<QueryParam>[];
  };
}

/**
 * Leaves out what stands at the pointers (which are all that spec.json refuses) and applies the defaults.
 * An element of an array becomes an empty object instead, so that the others keep their places.
 */
export function draftConfig(raw: unknown, refused: readonly string[]): DraftConfig {
  const rest = prune(raw, '', new Set(refused));
  return withoutUselessBody(fill(configSchema, isObject(rest) ? rest : {}) as DraftConfig);
}

/** The configuration itself, once nothing is refused. */
export function filledConfig(raw: unknown): FilledConfig {
  return withoutUselessBody(fill(configSchema, raw) as FilledConfig);
}

/** GET carries no body, so there the default body is none; forms send the default as if it had been chosen. */
function withoutUselessBody<Filled extends DraftConfig>(config: Filled): Filled {
  const { endpoint } = config;
  const isDefault = endpoint.body === configSchema.properties?.['endpoint']?.properties?.['body']?.default;
  return endpoint.method === 'GET' && isDefault ? { ...config, endpoint: { ...endpoint, body: '' } } : config;
}

function prune(value: unknown, pointer: string, refused: ReadonlySet<string>): unknown {
  if (refused.has(pointer)) return undefined;
  if (Array.isArray(value)) return value.map((element, index) => prune(element, `${pointer}/${index}`, refused) ?? {});
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [name, prune(member, `${pointer}/${name}`, refused)]);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

function fill(schema: Schema, value: unknown): unknown {
  if (Array.isArray(value))
    return schema.items === undefined ? value : value.map((item) => fill(schema.items ?? {}, item));
  if (!isObject(value)) return value;
  const filled: Record<string, unknown> = { ...value };
  for (const [name, property] of Object.entries(propertiesOf(schema, value))) {
    const member = Object.hasOwn(value, name) ? value[name] : defaultOf(property);
    if (member !== undefined) filled[name] = fill(property, member);
  }
  return filled;
}

function defaultOf(schema: Schema): unknown {
  return schema.default ?? (schema.properties === undefined ? undefined : {});
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
