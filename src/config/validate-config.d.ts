/** What ajv reports (its `ErrorObject`), with the schema and the value that it speaks of. */
export interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema?: unknown;
  readonly data?: unknown;
}

/** The compiled schema of a configuration. What it found is in `errors` until the next call. */
interface ValidateConfig {
  (raw: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}

export declare const validateConfig: ValidateConfig;
