import type { AirbyteMessage, AirbyteStream, ConfiguredAirbyteCatalog } from '../../src/protocol/airbyte.ts';

const stream: AirbyteStream = {
  name: 'dataset',
  json_schema: { type: 'object', properties: { id: { type: ['string', 'null'] } } },
  supported_sync_modes: ['full_refresh', 'incremental'],
  source_defined_cursor: true,
  default_cursor_field: ['airbyte_cursor'],
  source_defined_primary_key: [['id'], ['tenant', 'id']],
  namespace: 'sales',
  is_resumable: true,
  is_file_based: false,
};

const streamState = { stream_descriptor: { name: 'dataset' }, stream_state: { airbyte_cursor: 1595570341.224 } };
const stats = { recordCount: 2, rejectedRecordCount: 0 };
const emitted_at = 1700000000000;

/** A message of every type and variant, with every optional field in at least one of them. */
export const sampleMessages: Readonly<Record<string, AirbyteMessage>> = {
  record: { type: 'RECORD', record: { stream: 'dataset', data: { id: 'a', nested: { deep: [null] } }, emitted_at } },
  'record with everything': {
    type: 'RECORD',
    record: {
      namespace: 'sales',
      stream: 'dataset',
      data: { id: null },
      emitted_at,
      meta: { changes: [{ field: 'thing', change: 'NULLED', reason: 'SOURCE_SERIALIZATION_ERROR' }] },
      file_reference: { staging_file_url: '/staging/a', source_file_relative_path: 'a', file_size_bytes: 1 },
    },
  },
  'stream state': {
    type: 'STATE',
    state: { type: 'STREAM', stream: streamState, sourceStats: stats, destinationStats: stats },
  },
  'global state': {
    type: 'STATE',
    state: { type: 'GLOBAL', global: { shared_state: { lsn: 1 }, stream_states: [streamState] }, sourceStats: stats },
  },
  'legacy state': { type: 'STATE', state: { type: 'LEGACY', data: { cursor: 1 } } },
  log: { type: 'LOG', log: { level: 'WARN', message: 'Slow.', stack_trace: 'at f' } },
  spec: { type: 'SPEC', spec: { connectionSpecification: { type: 'object', properties: {} } } },
  'spec with everything': {
    type: 'SPEC',
    spec: {
      documentationUrl: 'https://example.com/docs',
      changelogUrl: 'https://example.com/changes',
      connectionSpecification: {},
      supportsIncremental: true,
      supportsNormalization: false,
      supportsDBT: false,
      supported_destination_sync_modes: ['append'],
      authSpecification: {
        auth_type: 'oauth2.0',
        oauth2Specification: {
          rootObject: ['auth', 0],
          oauthFlowInitParameters: [['client_id']],
          oauthFlowOutputParameters: [['refresh_token']],
        },
      },
      advanced_auth: {
        auth_flow_type: 'oauth2.0',
        predicate_key: ['auth', 'type'],
        predicate_value: 'oauth',
        oauth_config_specification: {
          oauth_user_input_from_connector_config_specification: {},
          oauth_connector_input_specification: {
            consent_url: 'https://example.com/authorize',
            scope: 'read',
            access_token_url: 'https://example.com/token',
            access_token_headers: { Accept: 'application/json' },
            access_token_params: { grant_type: 'authorization_code' },
            extract_output: ['access_token'],
            state: { min: 7, max: 128 },
            client_id_key: 'client',
            client_secret_key: 'secret',
            scope_key: 'scopes',
            state_key: 'csrf',
            auth_code_key: 'code',
            redirect_uri_key: 'redirect',
            token_expiry_key: 'expires_at',
          },
          complete_oauth_output_specification: {},
          complete_oauth_server_input_specification: {},
          complete_oauth_server_output_specification: {},
        },
      },
      protocol_version: '0.2.0',
    },
  },
  'connection succeeded': { type: 'CONNECTION_STATUS', connectionStatus: { status: 'SUCCEEDED' } },
  'connection failed': { type: 'CONNECTION_STATUS', connectionStatus: { status: 'FAILED', message: 'No route.' } },
  catalog: { type: 'CATALOG', catalog: { streams: [stream] } },
  error: { type: 'TRACE', trace: { type: 'ERROR', emitted_at, error: { message: 'It broke.' } } },
  'error with everything': {
    type: 'TRACE',
    trace: {
      type: 'ERROR',
      emitted_at,
      error: {
        message: 'It broke.',
        internal_message: 'HTTP 500',
        stack_trace: 'at f',
        failure_type: 'transient_error',
        stream_descriptor: { name: 'dataset', namespace: 'sales' },
      },
    },
  },
  estimate: {
    type: 'TRACE',
    trace: {
      type: 'ESTIMATE',
      emitted_at,
      estimate: { name: 'dataset', type: 'STREAM', namespace: 'sales', row_estimate: 10, byte_estimate: 1000 },
    },
  },
  'stream status': {
    type: 'TRACE',
    trace: {
      type: 'STREAM_STATUS',
      emitted_at,
      stream_status: {
        stream_descriptor: { name: 'dataset' },
        status: 'RUNNING',
        reasons: [{ type: 'RATE_LIMITED', rate_limited: { quota_reset: emitted_at } }, { type: 'RATE_LIMITED' }],
      },
    },
  },
  analytics: { type: 'TRACE', trace: { type: 'ANALYTICS', emitted_at, analytics: { type: 'pages', value: '3' } } },
  control: {
    type: 'CONTROL',
    control: { type: 'CONNECTOR_CONFIG', emitted_at, connectorConfig: { config: { token: 'new' } } },
  },
  'destination catalog': {
    type: 'DESTINATION_CATALOG',
    destination_catalog: {
      operations: [{ object_name: 'contact', sync_mode: 'update', json_schema: {}, matching_keys: [['id']] }],
    },
  },
};

export const sampleConfiguredCatalog: ConfiguredAirbyteCatalog = {
  streams: [
    {
      stream,
      sync_mode: 'incremental',
      cursor_field: ['airbyte_cursor'],
      destination_sync_mode: 'append_dedup',
      destination_object_name: 'rows',
      primary_key: [['id']],
      generation_id: 1,
      minimum_generation_id: 0,
      sync_id: 7,
      include_files: false,
    },
  ],
};
