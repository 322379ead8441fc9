/**
 * One error that the connector can report. `message` may hold `{name}` placeholders; `ConnectorError` demands exactly
 * those as parameters. `failureType` decides what the platform does: `config_error` stops at once and asks the user, the
 * other two are retried by the platform.
 */
export interface ErrorEntry {
  readonly failureType: 'config_error' | 'transient_error' | 'system_error';
  /** Who must act: the person who configures the source, the owner of the API, the operator of the platform, or us. */
  readonly actor: 'user' | 'api owner' | 'operator' | 'maintainer';
  readonly message: string;
  /** What to do, in a sentence for `docs/errors.md`. */
  readonly remedy: string;
}
