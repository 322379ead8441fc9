import type { Auth } from './config.ts';

/** How a time is written, in the rows (`endpoint.time_format`) or in the bounds (`endpoint.filter_time_format`). */
export type TimeFormat =
  | 'epoch_seconds'
  | 'epoch_milliseconds'
  | 'epoch_microseconds'
  | 'epoch_nanoseconds'
  | 'iso8601';

/** The configuration as the connector uses it: checked, complete, in the connector's own names. */
export interface Settings {
  readonly baseUrl: URL;
  readonly auth: Auth;
  readonly datasets: readonly DatasetSettings[];
  /** Epoch milliseconds. */
  readonly startTime: number;
  /** Epoch milliseconds; undefined: when the sync starts. */
  readonly endTime: number | undefined;
  readonly lookbackMs: number;
  readonly endpoint: EndpointSettings;
  readonly paginator: PaginatorSettings;
  readonly requests: RequestSettings;
  readonly checkpointIntervalMs: number;
}

export interface DatasetSettings {
  readonly datasetId: string;
  /** The name of the stream. */
  readonly name: string;
}

export interface NameValue {
  readonly name: string;
  readonly value: string;
}

export interface EndpointSettings {
  readonly path: string;
  readonly method: string;
  readonly headers: readonly NameValue[];
  readonly queryParams: readonly NameValue[];
  /** JSON text with placeholders; empty: no body. */
  readonly body: string;
  readonly dataSelector: string;
  readonly columnsSelector: string | undefined;
  readonly errorSelector: string | undefined;
  readonly missingData: 'error' | 'empty';
  readonly timeField: string;
  readonly timeFormat: TimeFormat;
  readonly filterTimeFormat: TimeFormat;
  readonly primaryKey: readonly string[];
}

export interface PaginatorSettings {
  readonly limit: number;
  /** Empty: the parameter is not sent. */
  readonly offsetParam: string;
  readonly limitParam: string;
  readonly location: 'query' | 'body';
  readonly totalSelector: string | undefined;
  readonly maxOffset: number | undefined;
}

export interface RequestSettings {
  readonly concurrency: number;
  readonly requestsPerSecond: number | undefined;
  readonly maxRetries: number;
  readonly backoffFactor: number;
  readonly timeoutMs: number;
}
