// Generated from spec.json by `npm run generate`: do not edit.

/**
 * How you authenticate with the API. The credentials are sent to the host of the base URL only.
 */
export type Auth = BearerAuth | NoAuth | ApiKeyAuth | HttpBasicAuth | OAuth2ClientCredentialsAuth;

export interface Config {
  /**
   * The address of your API, without the path of the endpoint. Use https wherever the API offers it: your credentials travel in each request.
   */
  readonly base_url: string;
  readonly auth: Auth;
  /**
   * The datasets to read. Each one becomes a stream.
   */
  readonly datasets: readonly Dataset[];
  /**
   * The moment from which on you want rows, with Z or an offset from UTC. Rows at this very moment are included.
   */
  readonly start_time: string;
  /**
   * The moment up to which you want rows; rows at this very moment are included. Leave it empty to read up to the moment when each sync starts.
   */
  readonly end_time?: string;
  /**
   * How far an incremental sync goes back behind the last one, to catch rows that arrived late. You get the rows of this span again in each sync. It is an ISO 8601 duration of weeks, days, hours, minutes and seconds; months and years have no fixed length and are not accepted.
   */
  readonly lookback_window?: string;
  readonly endpoint?: Endpoint;
  readonly paginator?: Paginator;
  readonly requests?: Requests;
  /**
   * How often a running sync notes how far it has come. A sync that is broken off continues from its last checkpoint. With 0 every page is a checkpoint, which is too often for large syncs.
   */
  readonly checkpoint_interval_seconds?: number;
}
/**
 * Sends your token in the header "Authorization: Bearer".
 */
export interface BearerAuth {
  readonly type: 'bearer';
  /**
   * The access token that the API gave you, without the word "Bearer".
   */
  readonly token: string;
}
/**
 * Sends no credentials: for an API that is open or trusts your network.
 */
export interface NoAuth {
  readonly type: 'none';
}
/**
 * Sends your key in a header or in a query parameter that you name.
 */
export interface ApiKeyAuth {
  readonly type: 'api_key';
  /**
   * The name under which the API expects the key.
   */
  readonly name: string;
  /**
   * The key that the API gave you.
   */
  readonly api_key: string;
  /**
   * Choose where the key is sent. Prefer the header: addresses with parameters end up in the logs of servers and proxies.
   */
  readonly location?: 'header' | 'query';
}
/**
 * Sends your user name and password in the header "Authorization: Basic".
 */
export interface HttpBasicAuth {
  readonly type: 'http_basic';
  /**
   * The name of the user that reads the datasets, or your API key where the API takes it as a user name. It holds no colon.
   */
  readonly username: string;
  /**
   * The password of this user. Leave it empty if there is none.
   */
  readonly password?: string;
}
/**
 * Asks the token endpoint for an access token and renews it before it expires.
 */
export interface OAuth2ClientCredentialsAuth {
  readonly type: 'oauth2_client_credentials';
  /**
   * The address of the token endpoint.
   */
  readonly access_token_url: string;
  /**
   * The identifier of your registered application.
   */
  readonly client_id: string;
  /**
   * The secret of your registered application.
   */
  readonly client_secret: string;
  /**
   * The scopes to ask for. Leave the list empty to get the scopes that the server gives by default.
   */
  readonly scopes?: readonly string[];
  /**
   * How the client is sent to the token endpoint: in the body of the request (client_secret_post), or in a header as HTTP Basic (client_secret_basic), which some servers insist on.
   */
  readonly token_endpoint_auth_method?: 'client_secret_post' | 'client_secret_basic';
}
export interface Dataset {
  /**
   * The identifier of the saved dataset, as the API knows it.
   */
  readonly dataset_id: string;
  /**
   * The name of the stream. Without it a single dataset is called "dataset", and each of several "dataset_" and its identifier. A new name makes a new stream, which is read from the start.
   */
  readonly name?: string;
}
/**
 * How a dataset is asked for, and where things stand in the answer. You may write {dataset_id}, {start_time}, {end_time}, {offset} and {limit} in the path, in header and query values and in the body.
 */
export interface Endpoint {
  /**
   * The path that runs a dataset, below the base URL.
   */
  readonly path?: string;
  /**
   * The HTTP method, in capital letters.
   */
  readonly method?: string;
  /**
   * Headers to send with each request, besides those of the authentication. The values are kept like passwords.
   */
  readonly headers?: readonly Header[];
  /**
   * Parameters to send in the address of each request, besides those of the paginator. Do not put secrets here: addresses end up in logs.
   */
  readonly query_params?: readonly QueryParam[];
  /**
   * The JSON text to send. A JSON string that is just one placeholder, such as "{start_time}", is replaced by the value itself: a number, if the time format is a number. Inside a longer string the value is written out. With the method GET no body is sent.
   */
  readonly body?: string;
  /**
   * Where the array of rows stands in the answer: names separated by dots, or "$" if the answer itself is the array. A dot inside a name is written "\.".
   */
  readonly data_selector?: string;
  /**
   * If the rows are arrays of values: where the names of the columns stand in the answer. Leave it empty if the rows are objects.
   */
  readonly columns_selector?: string;
  /**
   * If the API reports a failed query inside a successful answer: where the error stands. An answer that has something there is taken as failed.
   */
  readonly error_selector?: string;
  /**
   * What it means if nothing stands at the data selector: an error, or an empty range for an API that leaves the array out when there are no rows, or answers with status 204.
   */
  readonly missing_data?: 'error' | 'empty';
  /**
   * The column that holds the time of a row and that the filter in the body works on: its name, or names separated by dots if it stands in a nested object. A dot inside a name is written "\.".
   */
  readonly time_field?: string;
  /**
   * How the time is written in the rows.
   */
  readonly time_format?:
    | 'epoch_milliseconds'
    | 'epoch_seconds'
    | 'epoch_microseconds'
    | 'epoch_nanoseconds'
    | 'iso8601';
  /**
   * How the start and the end of a range are written in requests. Leave it empty if it is the time format of the rows.
   */
  readonly filter_time_format?:
    | 'epoch_milliseconds'
    | 'epoch_seconds'
    | 'epoch_microseconds'
    | 'epoch_nanoseconds'
    | 'iso8601';
  /**
   * The columns that together identify a row. Leave the list empty if no columns do.
   */
  readonly primary_key?: readonly string[];
}
export interface Header {
  /**
   * The name of the header.
   */
  readonly name: string;
  /**
   * The value of the header.
   */
  readonly value: string;
}
export interface QueryParam {
  /**
   * The name of the parameter.
   */
  readonly name: string;
  /**
   * The value of the parameter.
   */
  readonly value: string;
}
/**
 * How the API gives large results in pages.
 */
export interface Paginator {
  /**
   * How many rows to ask for in one page.
   */
  readonly limit?: number;
  /**
   * The name of the parameter for the number of rows to skip. An empty text sends none.
   */
  readonly offset_param?: string;
  /**
   * The name of the parameter for the size of a page. An empty text sends none.
   */
  readonly limit_param?: string;
  /**
   * Where both parameters are sent: in the address, or as members of the JSON object in the body.
   */
  readonly location?: 'query' | 'body';
  /**
   * Where the answer tells how many rows the query has in all: names separated by dots. If you set it, a sync that receives fewer rows fails.
   */
  readonly total_selector?: string;
  /**
   * The largest offset that the API accepts. Leave it empty if you know of none. A larger one than a round number of rows (10,000) says that a query which ends just there has no more.
   */
  readonly max_offset?: number;
}
/**
 * How hard the API may be worked, and how failures are retried.
 */
export interface Requests {
  /**
   * How many requests may be under way at once. The connector goes below it by itself when the API slows down or limits the rate.
   */
  readonly concurrency?: number;
  /**
   * The most requests to start in a second. Leave it empty for no limit.
   */
  readonly requests_per_second?: number;
  /**
   * How often a failed request is tried again before the stream fails.
   */
  readonly max_retries?: number;
  /**
   * The longest wait before the first retry in seconds; it doubles with each further one. If the API says how long to wait, that counts.
   */
  readonly backoff_factor?: number;
  /**
   * How long the API may keep silent before a request counts as failed.
   */
  readonly timeout_seconds?: number;
}
