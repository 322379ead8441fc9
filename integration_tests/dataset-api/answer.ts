import type { Table } from './table.ts';

/** A whole answer, before its content coding and its way over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The rows in it. */
  readonly rows: number;
  /** Answers of one table with the same key have the same body: its compressed form can be kept. */
  readonly cache?: { readonly table: Table; readonly key: string };
}

export function jsonAnswer(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: Buffer.from(JSON.stringify(value)),
    rows: 0,
  };
}

/** An answer that says why there are no rows: `{"error": code, "message": reason}`. */
export function refusal(
  status: number,
  error: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return jsonAnswer(status, { error, message }, headers);
}
