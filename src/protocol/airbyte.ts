// Generated from src/protocol/airbyte-protocol.json by `npm run generate`: do not edit.

/**
 * What crosses the border of a connector, stricter than the protocol where a platform or a client is: objects with known keys are closed, and a payload comes with its type. A reader of foreign input must be more tolerant.
 */
export type AirbyteProtocol = AirbyteMessage | ConfiguredAirbyteCatalog;
/**
 * One line of output; `type` says which payload it carries.
 */
export type AirbyteMessage =
  | RecordEnvelope
  | StateEnvelope
  | LogEnvelope
  | SpecEnvelope
  | ConnectionStatusEnvelope
  | CatalogEnvelope
  | TraceEnvelope
  | ControlEnvelope
  | DestinationCatalogEnvelope;
/**
 * Milliseconds since 1970-01-01T00:00:00Z.
 */
export type EpochMilliseconds = number;
/**
 * Who changed the field, and because of what.
 */
export type RecordChangeReason =
  | 'SOURCE_RECORD_SIZE_LIMITATION'
  | 'DESTINATION_RECORD_SIZE_LIMITATION'
  | 'PLATFORM_RECORD_SIZE_LIMITATION'
  | 'SOURCE_FIELD_SIZE_LIMITATION'
  | 'DESTINATION_FIELD_SIZE_LIMITATION'
  | 'PLATFORM_FIELD_SIZE_LIMITATION'
  | 'SOURCE_SERIALIZATION_ERROR'
  | 'DESTINATION_SERIALIZATION_ERROR'
  | 'PLATFORM_SERIALIZATION_ERROR'
  | 'SOURCE_RETRIEVAL_ERROR'
  | 'DESTINATION_TYPECAST_ERROR';
export type AirbyteStateMessage = StreamStateMessage | GlobalStateMessage | LegacyStateMessage;
export type LogLevel = 'FATAL' | 'ERROR' | 'WARN' | 'INFO' | 'DEBUG' | 'TRACE';
/**
 * The destination's business: a source never branches on it.
 */
export type DestinationSyncMode = 'append' | 'overwrite' | 'append_dedup' | 'update' | 'soft_delete';
/**
 * The keys that lead to a value, from the outermost on.
 */
export type FieldPath = readonly string[];
export type SyncMode = 'full_refresh' | 'incremental';
export type AirbyteTraceMessage = ErrorTrace | EstimateTrace | StreamStatusTrace | AnalyticsTrace;
/**
 * `config_error` asks the user and stops retries; the other two are retried.
 */
export type FailureType = 'system_error' | 'config_error' | 'transient_error';
/**
 * STARTED, then RUNNING before the first record, then one of the ends.
 */
export type AirbyteStreamStatus = 'STARTED' | 'RUNNING' | 'COMPLETE' | 'INCOMPLETE';

export interface RecordEnvelope {
  readonly type: 'RECORD';
  readonly record: AirbyteRecordMessage;
}
export interface AirbyteRecordMessage {
  /**
   * As in the configured catalog; left out where that has none.
   */
  readonly namespace?: string;
  /**
   * The name of the stream in the configured catalog.
   */
  readonly stream: string;
  /**
   * The row. A platform drops an empty one.
   */
  readonly data: {
    readonly [k: string]: unknown;
  };
  readonly emitted_at: EpochMilliseconds;
  readonly meta?: AirbyteRecordMessageMeta;
  readonly file_reference?: AirbyteRecordMessageFileReference;
}
export interface AirbyteRecordMessageMeta {
  /**
   * Fields whose value is not what the source holds.
   */
  readonly changes?: readonly AirbyteRecordMessageMetaChange[];
}
export interface AirbyteRecordMessageMetaChange {
  readonly field: string;
  readonly change: 'NULLED' | 'TRUNCATED';
  readonly reason: RecordChangeReason;
}
/**
 * The file that a record of a file-based stream stands for.
 */
export interface AirbyteRecordMessageFileReference {
  /**
   * Absolute path in the staging area.
   */
  readonly staging_file_url?: string;
  /**
   * Path below the root of the source.
   */
  readonly source_file_relative_path?: string;
  readonly file_size_bytes?: number;
}
export interface StateEnvelope {
  readonly type: 'STATE';
  readonly state: AirbyteStateMessage;
}
/**
 * Covers every record of its stream that stands before it.
 */
export interface StreamStateMessage {
  readonly type: 'STREAM';
  readonly stream: AirbyteStreamState;
  readonly sourceStats?: AirbyteStateStats;
  readonly destinationStats?: AirbyteStateStats;
}
export interface AirbyteStreamState {
  readonly stream_descriptor: StreamDescriptor;
  readonly stream_state: JsonObject;
}
export interface StreamDescriptor {
  readonly name: string;
  readonly namespace?: string;
}
/**
 * An object whose keys the protocol leaves open.
 */
export interface JsonObject {
  readonly [k: string]: unknown;
}
export interface AirbyteStateStats {
  /**
   * Records since the state before, exactly.
   */
  readonly recordCount: number;
  /**
   * Those of them that were refused.
   */
  readonly rejectedRecordCount?: number;
}
/**
 * Covers every record of all streams that stands before it, and names all of them each time.
 */
export interface GlobalStateMessage {
  readonly type: 'GLOBAL';
  readonly global: AirbyteGlobalState;
  readonly sourceStats?: AirbyteStateStats;
  readonly destinationStats?: AirbyteStateStats;
}
export interface AirbyteGlobalState {
  readonly shared_state?: JsonObject;
  readonly stream_states: readonly AirbyteStreamState[];
}
/**
 * The form before streams had a state of their own. Platforms refuse it today.
 */
export interface LegacyStateMessage {
  readonly type: 'LEGACY';
  readonly data: JsonObject;
  readonly sourceStats?: AirbyteStateStats;
  readonly destinationStats?: AirbyteStateStats;
}
export interface LogEnvelope {
  readonly type: 'LOG';
  readonly log: AirbyteLogMessage;
}
export interface AirbyteLogMessage {
  readonly level: LogLevel;
  readonly message: string;
  readonly stack_trace?: string;
}
export interface SpecEnvelope {
  readonly type: 'SPEC';
  readonly spec: ConnectorSpecification;
}
export interface ConnectorSpecification {
  readonly documentationUrl?: string;
  readonly changelogUrl?: string;
  readonly connectionSpecification: JsonObject;
  /**
   * Informational.
   */
  readonly supportsIncremental?: boolean;
  /**
   * Destinations only.
   */
  readonly supportsNormalization?: boolean;
  /**
   * Destinations only.
   */
  readonly supportsDBT?: boolean;
  /**
   * Destinations only; a source leaves it empty.
   */
  readonly supported_destination_sync_modes?: readonly DestinationSyncMode[];
  readonly authSpecification?: AuthSpecification;
  readonly advanced_auth?: AdvancedAuth;
  /**
   * Platforms compare the major version, which is 0.
   */
  readonly protocol_version?: string;
}
/**
 * @deprecated
 * The form before `advanced_auth`.
 */
export interface AuthSpecification {
  readonly auth_type?: 'oauth2.0';
  readonly oauth2Specification?: OAuth2Specification;
}
/**
 * Where the configuration keeps what an OAuth flow needs and brings.
 */
export interface OAuth2Specification {
  readonly rootObject?: readonly (string | number)[];
  readonly oauthFlowInitParameters?: readonly FieldPath[];
  readonly oauthFlowOutputParameters?: readonly FieldPath[];
}
/**
 * The OAuth flow that a platform offers in place of the plain fields.
 */
export interface AdvancedAuth {
  readonly auth_flow_type?: 'oauth2.0' | 'oauth1.0';
  readonly predicate_key?: FieldPath;
  /**
   * The value at `predicate_key` that offers the flow.
   */
  readonly predicate_value?: string;
  readonly oauth_config_specification?: OAuthConfigSpecification;
}
/**
 * JSON Schemas of what goes into the flow and what comes out, with the paths in the configuration.
 */
export interface OAuthConfigSpecification {
  readonly oauth_user_input_from_connector_config_specification?: JsonObject;
  readonly oauth_connector_input_specification?: OAuthConnectorInputSpecification;
  readonly complete_oauth_output_specification?: JsonObject;
  readonly complete_oauth_server_input_specification?: JsonObject;
  readonly complete_oauth_server_output_specification?: JsonObject;
}
/**
 * A declared OAuth flow. The texts are templates that the platform fills in.
 */
export interface OAuthConnectorInputSpecification {
  readonly consent_url: string;
  readonly scope?: string;
  readonly access_token_url: string;
  readonly access_token_headers?: JsonObject;
  readonly access_token_params?: JsonObject;
  readonly extract_output?: readonly string[];
  readonly state?: OAuthStateLength;
  readonly client_id_key?: string;
  readonly client_secret_key?: string;
  readonly scope_key?: string;
  readonly state_key?: string;
  readonly auth_code_key?: string;
  readonly redirect_uri_key?: string;
  readonly token_expiry_key?: string;
}
export interface OAuthStateLength {
  readonly min?: number;
  readonly max?: number;
}
export interface ConnectionStatusEnvelope {
  readonly type: 'CONNECTION_STATUS';
  readonly connectionStatus: AirbyteConnectionStatus;
}
export interface AirbyteConnectionStatus {
  readonly status: 'SUCCEEDED' | 'FAILED';
  /**
   * Always there when the check failed.
   */
  readonly message?: string;
}
export interface CatalogEnvelope {
  readonly type: 'CATALOG';
  readonly catalog: AirbyteCatalog;
}
export interface AirbyteCatalog {
  readonly streams: readonly AirbyteStream[];
}
export interface AirbyteStream {
  readonly name: string;
  readonly json_schema: JsonObject;
  /**
   * The first is what a platform proposes.
   *
   * @minItems 1
   */
  readonly supported_sync_modes: readonly SyncMode[];
  /**
   * The source chooses the cursor, the user cannot.
   */
  readonly source_defined_cursor?: boolean;
  readonly default_cursor_field?: FieldPath;
  readonly source_defined_primary_key?: readonly FieldPath[];
  readonly namespace?: string;
  /**
   * A full refresh can go on from a state.
   */
  readonly is_resumable?: boolean;
  readonly is_file_based?: boolean;
}
export interface TraceEnvelope {
  readonly type: 'TRACE';
  readonly trace: AirbyteTraceMessage;
}
export interface ErrorTrace {
  readonly type: 'ERROR';
  readonly emitted_at: EpochMilliseconds;
  readonly error: AirbyteErrorTraceMessage;
}
export interface AirbyteErrorTraceMessage {
  /**
   * What the user reads.
   */
  readonly message: string;
  /**
   * What the log shows.
   */
  readonly internal_message?: string;
  readonly stack_trace?: string;
  readonly failure_type?: FailureType;
  readonly stream_descriptor?: StreamDescriptor;
}
export interface EstimateTrace {
  readonly type: 'ESTIMATE';
  readonly emitted_at: EpochMilliseconds;
  readonly estimate: AirbyteEstimateTraceMessage;
}
export interface AirbyteEstimateTraceMessage {
  readonly name: string;
  /**
   * One kind in a sync, never both.
   */
  readonly type: 'STREAM' | 'SYNC';
  readonly namespace?: string;
  readonly row_estimate: number;
  readonly byte_estimate: number;
}
export interface StreamStatusTrace {
  readonly type: 'STREAM_STATUS';
  readonly emitted_at: EpochMilliseconds;
  readonly stream_status: AirbyteStreamStatusTraceMessage;
}
export interface AirbyteStreamStatusTraceMessage {
  readonly stream_descriptor: StreamDescriptor;
  readonly status: AirbyteStreamStatus;
  readonly reasons?: readonly AirbyteStreamStatusReason[];
}
export interface AirbyteStreamStatusReason {
  readonly type: 'RATE_LIMITED';
  readonly rate_limited?: AirbyteStreamStatusRateLimitedReason;
}
export interface AirbyteStreamStatusRateLimitedReason {
  readonly quota_reset?: EpochMilliseconds;
}
export interface AnalyticsTrace {
  readonly type: 'ANALYTICS';
  readonly emitted_at: EpochMilliseconds;
  readonly analytics: AirbyteAnalyticsTraceMessage;
}
/**
 * One event of the connector's own usage statistics.
 */
export interface AirbyteAnalyticsTraceMessage {
  /**
   * A fixed name, shared with all connectors.
   */
  readonly type: string;
  readonly value?: string;
}
export interface ControlEnvelope {
  readonly type: 'CONTROL';
  readonly control: AirbyteControlMessage;
}
export interface AirbyteControlMessage {
  readonly type: 'CONNECTOR_CONFIG';
  readonly emitted_at: EpochMilliseconds;
  readonly connectorConfig: AirbyteControlConnectorConfigMessage;
}
/**
 * The whole new configuration: it replaces the stored one.
 */
export interface AirbyteControlConnectorConfigMessage {
  readonly config: JsonObject;
}
/**
 * Destinations only.
 */
export interface DestinationCatalogEnvelope {
  readonly type: 'DESTINATION_CATALOG';
  readonly destination_catalog: DestinationCatalog;
}
export interface DestinationCatalog {
  readonly operations: readonly DestinationOperation[];
}
export interface DestinationOperation {
  readonly object_name: string;
  readonly sync_mode: DestinationSyncMode;
  readonly json_schema: JsonObject;
  readonly matching_keys?: readonly FieldPath[];
}
/**
 * The streams that a sync is asked for.
 */
export interface ConfiguredAirbyteCatalog {
  readonly streams: readonly ConfiguredAirbyteStream[];
}
export interface ConfiguredAirbyteStream {
  readonly stream: AirbyteStream;
  readonly sync_mode: SyncMode;
  readonly cursor_field?: FieldPath;
  readonly destination_sync_mode: DestinationSyncMode;
  readonly destination_object_name?: string;
  readonly primary_key?: readonly FieldPath[];
  /**
   * For destinations; a source goes by its state.
   */
  readonly generation_id?: number;
  /**
   * For destinations.
   */
  readonly minimum_generation_id?: number;
  readonly sync_id?: number;
  readonly include_files?: boolean;
}
