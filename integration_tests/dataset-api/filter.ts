import { isObject, parseExact } from './exact-json.ts';
import type { InstantReader } from './instant.ts';
import type { Order } from './query.ts';
import type { Bound, TimeRange } from './selection.ts';

/** A bound as it stands in the body. */
export type BoundValue = number | bigint | string;

export interface DecodedFilter {
  readonly range: TimeRange;
  readonly order: Order;
  /** The bounds as they came; undefined where the body has no clause. */
  readonly lower: BoundValue | undefined;
  readonly upper: BoundValue | undefined;
  /** A filter of the right form that does not fit the dataset; servers differ in what they do with it. */
  readonly misfit?: { readonly kind: 'column' | 'bound type'; readonly reason: string };
}

/** What a filter is read against. */
export interface FilterTarget {
  readonly column: string;
  readonly boundReader: InstantReader;
  /** What a bound has to be, for the reason of a refusal. */
  readonly boundForm: string;
}

/** A body that is no filter. The message is the reason that the client reads. */
export class MalformedFilter extends Error {
  override readonly name = 'MalformedFilter';
}

const BETWEEN = 10;
const NO_FILTER: DecodedFilter = {
  range: { lower: undefined, upper: undefined },
  order: 'stored',
  lower: undefined,
  upper: undefined,
};

/**
 * Reads the body of a request: a JSON array with at most one element
 * `{clause: {type: "timestamp", operator: 10, parameters: [{value}, {value}]}, orderBy: 1 | 2, columnName}`.
 * An empty body and `[]` are no filter. Throws MalformedFilter.
 */
export function decodeFilter(body: string, target: FilterTarget): DecodedFilter {
  const elements = body.trim() === '' ? [] : elementsOf(body);
  if (elements.length > 1) throw new MalformedFilter(`one filter is expected, there are ${elements.length}`);
  const [element] = elements;
  if (element === undefined) return NO_FILTER;
  if (!isObject(element)) throw new MalformedFilter(`[0] must be an object, is ${kindOf(element)}`);
  const { columnName } = element;
  if (typeof columnName !== 'string') {
    throw new MalformedFilter(`[0].columnName must be a string, is ${kindOf(columnName)}`);
  }
  const filter = { ...decodeClause(element['clause'], target), order: decodeOrder(element['orderBy']) };
  if (columnName.toLowerCase() === target.column.toLowerCase()) return filter;
  const reason = `[0].columnName "${columnName}" is unknown, the time column is "${target.column}"`;
  return { ...filter, misfit: { kind: 'column', reason } };
}

function elementsOf(body: string): readonly unknown[] {
  let value: unknown;
  try {
    value = parseExact(body);
  } catch (cause) {
    throw new MalformedFilter('the body is not JSON', { cause });
  }
  if (!Array.isArray(value)) throw new MalformedFilter(`the body must be an array of filters, is ${kindOf(value)}`);
  return value;
}

function decodeOrder(orderBy: unknown): Order {
  if (orderBy === undefined) return 'stored';
  if (orderBy === 1) return 'ascending';
  if (orderBy === 2) return 'descending';
  throw new MalformedFilter('[0].orderBy must be 1 (ascending) or 2 (descending)');
}

function decodeClause(clause: unknown, target: FilterTarget): DecodedFilter {
  if (clause === undefined) return NO_FILTER;
  if (!isObject(clause)) throw new MalformedFilter(`[0].clause must be an object, is ${kindOf(clause)}`);
  if (clause['type'] !== 'timestamp') throw new MalformedFilter('[0].clause.type must be "timestamp"');
  if (clause['operator'] !== BETWEEN) throw new MalformedFilter('[0].clause.operator must be 10 (between)');
  const { parameters } = clause;
  if (!Array.isArray(parameters) || parameters.length !== 2) {
    throw new MalformedFilter('[0].clause.parameters must be an array of two bounds');
  }
  return between(boundValue(parameters[0], 0), boundValue(parameters[1], 1), target);
}

function boundValue(parameter: unknown, index: number): BoundValue {
  const value = isObject(parameter) ? parameter['value'] : undefined;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string') return value;
  throw new MalformedFilter(`[0].clause.parameters[${index}].value must be a bound, is ${kindOf(value)}`);
}

function between(lower: BoundValue, upper: BoundValue, target: FilterTarget): DecodedFilter {
  const range = { lower: boundOf(lower, target), upper: boundOf(upper, target) };
  const filter = { ...NO_FILTER, range, lower, upper };
  if (range.lower !== undefined && range.upper !== undefined) return filter;
  const wrong = range.lower === undefined ? 0 : 1;
  const reason = `[0].clause.parameters[${wrong}].value must be ${target.boundForm}, is ${kindOf(wrong === 0 ? lower : upper)}`;
  return { ...filter, misfit: { kind: 'bound type', reason } };
}

function boundOf(value: BoundValue, target: FilterTarget): Bound | undefined {
  const at = target.boundReader(value);
  return at === undefined ? undefined : { at, inclusive: true };
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
