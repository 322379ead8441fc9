import { apiErrors } from './api-errors.ts';
import { dataErrors } from './data-errors.ts';
import { inputErrors } from './input-errors.ts';
import { runErrors } from './run-errors.ts';

/** Every error that the connector can report, by its code. `docs/errors.md` is checked against this table. */
export const registry = { ...inputErrors, ...apiErrors, ...dataErrors, ...runErrors } as const;

export type ErrorCode = keyof typeof registry;
