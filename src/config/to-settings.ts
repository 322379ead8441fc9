import { streamName } from './dataset-checks.ts';
import type { FilledConfig } from './draft.ts';
import { parseDuration, parseMoment } from './moments.ts';
import type { AuthSettings, EndpointSettings, PaginatorSettings, RequestSettings, Settings } from './settings.ts';

/** Decodes a configuration that has no violations. */
export function toSettings(config: FilledConfig): Settings {
  return {
    baseUrl: new URL(config.base_url),
    auth: authSettings(config.auth),
    datasets: config.datasets.map((dataset) => ({
      datasetId: dataset.dataset_id,
      name: streamName(dataset, config.datasets.length),
    })),
    startTime: parseMoment(config.start_time) ?? Number.NaN,
    endTime: config.end_time === undefined ? undefined : parseMoment(config.end_time),
    lookbackMs: parseDuration(config.lookback_window) ?? Number.NaN,
    endpoint: endpointSettings(config.endpoint),
    paginator: paginatorSettings(config.paginator),
    requests: requestSettings(config.requests),
    checkpointIntervalSeconds: config.checkpoint_interval_seconds,
  };
}

function authSettings(auth: FilledConfig['auth']): AuthSettings {
  switch (auth.type) {
    case 'none':
      return { type: auth.type };
    case 'bearer':
      return { type: auth.type, token: auth.token };
    case 'api_key':
      return { type: auth.type, name: auth.name, apiKey: auth.api_key, location: auth.location };
    case 'http_basic':
      return { type: auth.type, username: auth.username, password: auth.password };
    case 'oauth2_client_credentials':
      return {
        type: auth.type,
        accessTokenUrl: auth.access_token_url,
        clientId: auth.client_id,
        clientSecret: auth.client_secret,
        scopes: auth.scopes,
        tokenEndpointAuthMethod: auth.token_endpoint_auth_method,
      };
  }
}

function endpointSettings(endpoint: FilledConfig['endpoint']): EndpointSettings {
  return {
    path: endpoint.path,
    method: endpoint.method,
    headers: endpoint.headers.map(({ name, value }) => ({ name, value })),
    queryParams: endpoint.query_params.map(({ name, value }) => ({ name, value })),
    body: endpoint.body,
    dataSelector: endpoint.data_selector,
    columnsSelector: endpoint.columns_selector,
    errorSelector: endpoint.error_selector,
    missingData: endpoint.missing_data,
    timeField: endpoint.time_field,
    timeFormat: endpoint.time_format,
    filterTimeFormat: endpoint.filter_time_format ?? endpoint.time_format,
    primaryKey: endpoint.primary_key,
  };
}

function paginatorSettings(paginator: FilledConfig['paginator']): PaginatorSettings {
  return {
    limit: paginator.limit,
    offsetParam: paginator.offset_param,
    limitParam: paginator.limit_param,
    location: paginator.location,
    totalSelector: paginator.total_selector,
    maxOffset: paginator.max_offset,
  };
}

function requestSettings(requests: FilledConfig['requests']): RequestSettings {
  return {
    concurrency: requests.concurrency,
    requestsPerSecond: requests.requests_per_second,
    maxRetries: requests.max_retries,
    backoffFactor: requests.backoff_factor,
    timeoutSeconds: requests.timeout_seconds,
  };
}
