import { connectorError } from '../errors/connector-error.ts';
import type { Config, Endpoint, Paginator } from './config.ts';
import { parseDuration } from './duration.ts';
import { PLACEHOLDERS, renderBody, unknownBodyPlaceholders, unknownPlaceholders } from './placeholders.ts';
import type { DatasetSettings, EndpointSettings, PaginatorSettings, Settings } from './settings.ts';
import { schemaViolations, shown } from './violations.ts';

/** The body of the API that the connector was made for: one clause, "between", on the time column, ascending. */
export const DEFAULT_BODY = JSON.stringify([
  {
    clause: { type: 'timestamp', operator: 10, parameters: [{ value: '{start_time}' }, { value: '{end_time}' }] },
    orderBy: 1,
    columnName: 'Timestamp',
  },
]);

/**
 * Decodes a raw configuration. Errors: one config_invalid that names every violation at once, with the key, what it is
 * and what was expected, never the value of a secret.
 */
export function loadConfig(raw: unknown): Settings {
  const violations = schemaViolations(raw);
  if (violations.length === 0) {
    const config = raw as Config;
    violations.push(...meaningViolations(config));
    if (violations.length === 0) return settingsOf(config);
  }
  throw connectorError('config_invalid', { violations: violations.map((text) => `${text}.`).join(' ') });
}

function settingsOf(config: Config): Settings {
  const requests = config.requests ?? {};
  return {
    baseUrl: new URL(config.base_url),
    auth: config.auth,
    datasets: datasetsOf(config),
    startTime: Date.parse(config.start_time),
    endTime: config.end_time ? Date.parse(config.end_time) : undefined,
    lookbackMs: parseDuration(config.lookback_window ?? 'PT0S') ?? 0,
    endpoint: endpointOf(config.endpoint ?? {}),
    paginator: paginatorOf(config.paginator ?? {}),
    requests: {
      concurrency: requests.concurrency ?? 4,
      requestsPerSecond: requests.requests_per_second,
      maxRetries: requests.max_retries ?? 3,
      backoffFactor: requests.backoff_factor ?? 2,
      timeoutMs: (requests.timeout_seconds ?? 60) * 1000,
    },
    checkpointIntervalMs: (config.checkpoint_interval_seconds ?? 10) * 1000,
  };
}

function datasetsOf({ datasets }: Config): DatasetSettings[] {
  const single = datasets.length === 1;
  return datasets.map(({ dataset_id: datasetId, name }) => ({
    datasetId,
    name: name || (single ? 'dataset' : `dataset_${datasetId}`),
  }));
}

function endpointOf(endpoint: Endpoint): EndpointSettings {
  const timeFormat = endpoint.time_format ?? 'epoch_milliseconds';
  return {
    path: endpoint.path ?? '/api/dataset/execute/{dataset_id}',
    method: endpoint.method ?? 'POST',
    headers: endpoint.headers ?? [],
    queryParams: endpoint.query_params ?? [],
    body: endpoint.body ?? DEFAULT_BODY,
    dataSelector: endpoint.data_selector ?? 'data',
    columnsSelector: endpoint.columns_selector || undefined,
    errorSelector: endpoint.error_selector || undefined,
    missingData: endpoint.missing_data ?? 'error',
    timeField: endpoint.time_field ?? 'timestamp',
    timeFormat,
    filterTimeFormat: endpoint.filter_time_format ?? timeFormat,
    primaryKey: endpoint.primary_key ?? ['id'],
  };
}

function paginatorOf(paginator: Paginator): PaginatorSettings {
  return {
    limit: paginator.limit ?? 10_000,
    offsetParam: paginator.offset_param ?? 'offset',
    limitParam: paginator.limit_param ?? 'limit',
    location: paginator.location ?? 'query',
    totalSelector: paginator.total_selector || undefined,
    maxOffset: paginator.max_offset,
  };
}

/** What no schema can say. */
function meaningViolations(config: Config): string[] {
  return [
    ...urlViolations(config),
    ...timeViolations(config),
    ...nameViolations(config),
    ...templateViolations(config.endpoint ?? {}),
    ...bodyViolations(config),
  ];
}

function urlViolations({ base_url: text, auth, endpoint }: Config): string[] {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) return ['base_url is no address, expected https://host'];
  const found: string[] = [];
  if (url.username !== '' || url.password !== '') {
    found.push('base_url holds a user name or password, expected them in auth with type http_basic');
  }
  if (url.search !== '' || url.hash !== '') found.push('base_url holds a query, expected it in endpoint.query_params');
  const authorization = endpoint?.headers?.some(({ name }) => name.toLowerCase() === 'authorization');
  if (authorization && auth.type !== 'none' && auth.type !== 'api_key') {
    found.push(`endpoint.headers holds Authorization beside auth.type ${auth.type}, expected only one of them`);
  }
  return found;
}

function timeViolations(config: Config): string[] {
  const found: string[] = [];
  const start = realTime(config.start_time);
  const end = config.end_time ? realTime(config.end_time) : undefined;
  if (start === undefined) found.push(`start_time is ${shown(config.start_time)}, expected a moment that exists`);
  if (config.end_time && end === undefined) {
    found.push(`end_time is ${shown(config.end_time)}, expected a moment that exists`);
  }
  if (start !== undefined && end !== undefined && end < start) found.push('end_time is before start_time');
  const lookback = config.lookback_window ?? 'PT0S';
  if (parseDuration(lookback) === undefined) {
    found.push(
      `lookback_window is ${shown(lookback)}, expected an ISO 8601 duration of weeks, days, hours, minutes and seconds, such as PT6H`,
    );
  }
  return found;
}

/** `Date.parse` takes 30 February for 2 March; such a day is a mistake. */
function realTime(text: string): number | undefined {
  const time = Date.parse(text);
  const [year, month, day] = text.slice(0, 10).split('-').map(Number);
  const date = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day));
  return Number.isNaN(time) || date.getUTCDate() !== day ? undefined : time;
}

function nameViolations(config: Config): string[] {
  const names = datasetsOf(config).map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [...new Set(twice)].map((name) => `datasets holds the stream name "${name}" twice, expected different names`);
}

function templateViolations(endpoint: Endpoint): string[] {
  const texts: [string, string][] = [
    ['endpoint.path', endpoint.path ?? ''],
    ...(endpoint.headers ?? []).map(({ value }, i): [string, string] => [`endpoint.headers[${i}].value`, value]),
    ...(endpoint.query_params ?? []).map(({ value }, i): [string, string] => [
      `endpoint.query_params[${i}].value`,
      value,
    ]),
  ];
  return texts.flatMap(([key, text]) => unknownPlaceholders(text).map((name) => unknownPlaceholder(key, name)));
}

function unknownPlaceholder(key: string, name: string): string {
  const names = PLACEHOLDERS.map((known) => `{${known}}`).join(' ');
  return `${key} holds the placeholder {${name}}, expected only ${names}`;
}

function bodyViolations({ endpoint, paginator }: Config): string[] {
  const text = endpoint?.body ?? DEFAULT_BODY;
  const found = unknownBodyPlaceholders(text).map((name) => unknownPlaceholder('endpoint.body', name));
  const values = { dataset_id: '', start_time: 0, end_time: 0, offset: 0, limit: 0 };
  const body = text === '' ? {} : parsed(renderBody(text, values));
  if (body === undefined) found.push('endpoint.body is no JSON text, expected JSON with placeholders in strings');
  const inBody = paginator?.location === 'body';
  if (inBody && (typeof body !== 'object' || body === null || Array.isArray(body))) {
    found.push('paginator.location is "body", expected endpoint.body to be a JSON object then');
  }
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
