import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadConfig } from '../../src/config/load-config.ts';
import { spec } from '../../src/config/spec.ts';
import { ConnectorError } from '../../src/errors/connector-error.ts';
import { minimalConfig } from '../support/configs.ts';

test('the least that a configuration must have comes with all defaults', () => {
  expect(loadConfig(minimalConfig)).toEqual({
    baseUrl: new URL('https://api.example.com/'),
    auth: { type: 'bearer', token: 'tok-4711-secret' },
    datasets: [{ datasetId: 'd1', name: 'dataset' }],
    startTime: 1704067200000,
    endTime: undefined,
    lookbackMs: 0,
    endpoint: {
      path: '/api/dataset/execute/{dataset_id}',
      method: 'POST',
      headers: [],
      queryParams: [],
      body: spec.connectionSpecification.properties.endpoint.properties.body.default,
      dataSelector: 'data',
      columnsSelector: undefined,
      errorSelector: undefined,
      missingData: 'error',
      timeField: 'timestamp',
      timeFormat: 'epoch_milliseconds',
      filterTimeFormat: 'epoch_milliseconds',
      primaryKey: ['id'],
    },
    paginator: {
      limit: 10000,
      offsetParam: 'offset',
      limitParam: 'limit',
      location: 'query',
      totalSelector: undefined,
      maxOffset: undefined,
    },
    requests: { concurrency: 4, requestsPerSecond: undefined, maxRetries: 3, backoffFactor: 2, timeoutSeconds: 60 },
    checkpointIntervalSeconds: 10,
  });
});

test('everything that can be set is taken over', () => {
  const settings = loadConfig({
    base_url: 'http://localhost:8080/v1/',
    auth: { type: 'none', token: 'left over' },
    datasets: [{ dataset_id: 'd1' }, { dataset_id: 'd2', name: 'orders' }],
    start_time: '2024-01-01T00:00:00.5+01:00',
    end_time: '2024-12-31T00:00:00Z',
    lookback_window: 'PT1H',
    endpoint: {
      path: '/{dataset_id}',
      method: 'SEARCH',
      headers: [{ name: 'X-Tenant', value: 'acme' }],
      query_params: [{ name: 'format', value: 'json' }],
      body: '{"from": {start_time}}',
      data_selector: '$',
      columns_selector: 'columns',
      error_selector: 'error',
      missing_data: 'empty',
      time_field: 'meta.time',
      time_format: 'iso8601',
      filter_time_format: 'epoch_seconds',
      primary_key: [],
    },
    paginator: {
      limit: 5,
      offset_param: 'skip',
      limit_param: '',
      location: 'body',
      total_selector: 'n',
      max_offset: 0,
    },
    requests: { concurrency: 1, requests_per_second: 0.5, max_retries: 0, backoff_factor: 0, timeout_seconds: 1 },
    checkpoint_interval_seconds: 0,
    something_else: true,
  });
  expect(settings).toEqual({
    baseUrl: new URL('http://localhost:8080/v1/'),
    auth: { type: 'none' },
    datasets: [
      { datasetId: 'd1', name: 'dataset_d1' },
      { datasetId: 'd2', name: 'orders' },
    ],
    startTime: 1704063600500,
    endTime: 1735603200000,
    lookbackMs: 3_600_000,
    endpoint: {
      path: '/{dataset_id}',
      method: 'SEARCH',
      headers: [{ name: 'X-Tenant', value: 'acme' }],
      queryParams: [{ name: 'format', value: 'json' }],
      body: '{"from": {start_time}}',
      dataSelector: '$',
      columnsSelector: 'columns',
      errorSelector: 'error',
      missingData: 'empty',
      timeField: 'meta.time',
      timeFormat: 'iso8601',
      filterTimeFormat: 'epoch_seconds',
      primaryKey: [],
    },
    paginator: { limit: 5, offsetParam: 'skip', limitParam: '', location: 'body', totalSelector: 'n', maxOffset: 0 },
    requests: { concurrency: 1, requestsPerSecond: 0.5, maxRetries: 0, backoffFactor: 0, timeoutSeconds: 1 },
    checkpointIntervalSeconds: 0,
  });
});

describe('each way to authenticate', () => {
  test.each([
    [
      { type: 'api_key', name: 'X-Key', api_key: 'k' },
      { type: 'api_key', name: 'X-Key', apiKey: 'k', location: 'header' },
    ],
    [
      // An address carries what a header cannot.
      { type: 'api_key', name: 'the key', api_key: 'k\u2713', location: 'query' },
      { type: 'api_key', name: 'the key', apiKey: 'k\u2713', location: 'query' },
    ],
    [
      { type: 'http_basic', username: 'u' },
      { type: 'http_basic', username: 'u', password: '' },
    ],
    [
      {
        type: 'oauth2_client_credentials',
        access_token_url: 'https://a.example/t',
        client_id: 'i',
        client_secret: 's',
      },
      {
        type: 'oauth2_client_credentials',
        accessTokenUrl: 'https://a.example/t',
        clientId: 'i',
        clientSecret: 's',
        scopes: [],
        tokenEndpointAuthMethod: 'client_secret_post',
      },
    ],
  ])('%j', (auth, expected) => {
    expect(loadConfig({ ...minimalConfig, auth }).auth).toEqual(expected);
  });
});

test('with GET the default body is none, also when a form sends it', () => {
  const { body } = loadConfig(minimalConfig).endpoint;
  expect(loadConfig({ ...minimalConfig, endpoint: { method: 'GET' } }).endpoint.body).toBe('');
  expect(loadConfig({ ...minimalConfig, endpoint: { method: 'GET', body } }).endpoint.body).toBe('');
});

test('the token of a form that masks it is no violation', () => {
  expect(loadConfig({ ...minimalConfig, auth: { type: 'bearer', token: '**********' } }).auth).toEqual({
    type: 'bearer',
    token: '**********',
  });
});

test('whatever a configuration is: it is decoded, or its violations are reported', () => {
  const properties = spec.connectionSpecification.properties;
  const anything = fc.record(
    Object.fromEntries(Object.keys(properties).map((name) => [name, fc.jsonValue({ maxDepth: 3 })])),
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(anything, (part) => {
      try {
        loadConfig({ ...minimalConfig, ...part });
      } catch (error) {
        expect(error).toBeInstanceOf(ConnectorError);
        expect(error).toMatchObject({ code: 'config_invalid', failureType: 'config_error' });
      }
    }),
    { numRuns: 50 },
  );
});
