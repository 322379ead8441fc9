import { ConnectorError } from '../../errors/connector-error.ts';

const codes: ReadonlySet<string> = new Set([
  'total_not_met',
  'end_not_proven',
  'order_not_provable',
  'rows_changing',
  'offset_capped',
]);

/** Counts do not agree, or rows that one showed cannot be read: nothing of the range is proven. */
export function disproves(error: unknown): boolean {
  return error instanceof ConnectorError && codes.has(error.code);
}
