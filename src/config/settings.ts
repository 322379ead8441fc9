/** How a time is written, in the rows or in the bounds of a request. */
export type TimeFormat =
  | 'epoch_milliseconds'
  | 'epoch_seconds'
  | 'epoch_microseconds'
  | 'epoch_nanoseconds'
  | 'iso8601';

/** The configuration once it is validated: every default applied, times and addresses decoded. */
export interface Settings {
  /** http or https, without user, query and fragment. */
  readonly baseUrl: URL;
  readonly auth: AuthSettings;
  /** At least one; the names are unique. */
  readonly datasets: readonly DatasetSettings[];
  /** Epoch milliseconds, inclusive. */
  readonly startTime: number;
  /** Epoch milliseconds, inclusive, never before `startTime`. Undefined: when the sync starts. */
  readonly endTime: number | undefined;
  readonly lookbackMs: number;
  readonly endpoint: EndpointSettings;
  readonly paginator: PaginatorSettings;
  readonly requests: RequestSettings;
  /** 0: after every page. */
  readonly checkpointIntervalSeconds: number;
}

export type AuthSettings =
  | { readonly type: 'none' }
  | { readonly type: 'bearer'; readonly token: string }
  | { readonly type: 'api_key'; readonly name: string; readonly apiKey: string; readonly location: 'header' | 'query' }
  | { readonly type: 'http_basic'; readonly username: string; readonly password: string }
  | {
      readonly type: 'oauth2_client_credentials';
      readonly accessTokenUrl: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly scopes: readonly string[];
      readonly tokenEndpointAuthMethod: 'client_secret_post' | 'client_secret_basic';
    };

export interface DatasetSettings {
  readonly datasetId: string;
  /** The name of the stream. */
  readonly name: string;
}

/** A name and a template of its value: a text for `parseTemplate`. */
export interface NamedTemplate {
  readonly name: string;
  readonly value: string;
}

/** Selectors and the time field are texts for `parsePath`. */
export interface EndpointSettings {
  /** A template that begins with "/". */
  readonly path: string;
  readonly method: string;
  readonly headers: readonly NamedTemplate[];
  readonly queryParams: readonly NamedTemplate[];
  /** A JSON text for `parseBodyTemplate`; '' if no body is sent. */
  readonly body: string;
  readonly dataSelector: string;
  readonly columnsSelector: string | undefined;
  readonly errorSelector: string | undefined;
  readonly missingData: 'error' | 'empty';
  readonly timeField: string;
  readonly timeFormat: TimeFormat;
  readonly filterTimeFormat: TimeFormat;
  /** Empty: rows have no key. */
  readonly primaryKey: readonly string[];
}

export interface PaginatorSettings {
  readonly limit: number;
  /** '' if it is not sent. */
  readonly offsetParam: string;
  /** '' if it is not sent. */
  readonly limitParam: string;
  /** `body` only where the body is a JSON object, or is empty and the method can carry one. */
  readonly location: 'query' | 'body';
  readonly totalSelector: string | undefined;
  readonly maxOffset: number | undefined;
}

export interface RequestSettings {
  readonly concurrency: number;
  /** Undefined: no limit. */
  readonly requestsPerSecond: number | undefined;
  readonly maxRetries: number;
  /** The longest wait before the first retry in seconds; it doubles with each further one. */
  readonly backoffFactor: number;
  readonly timeoutSeconds: number;
}
