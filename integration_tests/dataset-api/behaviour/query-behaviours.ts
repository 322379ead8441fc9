import type { Query } from '../query.ts';
import type { Bound } from '../selection.ts';
import type { Behaviour, Rounding } from './behaviour.ts';

type QueryBehaviour = (query: Query, behaviour: Behaviour) => Query;

/** The query that the server really runs. */
export function misreadQuery(query: Query, behaviour: Behaviour): Query {
  return QUERY_BEHAVIOURS.reduce((read, misread) => misread(read, behaviour), query);
}

const filterIgnored: QueryBehaviour = (query, behaviour) =>
  behaviour.filterIgnored === true
    ? { ...query, lower: undefined, upper: undefined, filtered: false, findsNothing: false }
    : query;

const boundIgnored: QueryBehaviour = (query, { boundIgnored: bound }) =>
  bound === undefined ? query : { ...query, [bound]: undefined };

const filterAnswersNothing: QueryBehaviour = (query, behaviour) =>
  behaviour.filterAnswersNothing === true && query.filtered ? { ...query, findsNothing: true } : query;

const exclusiveBounds: QueryBehaviour = (query, behaviour) => ({
  ...query,
  lower: withInclusion(query.lower, behaviour.lowerExclusive !== true),
  upper: withInclusion(query.upper, behaviour.upperExclusive !== true),
});

const boundStep: QueryBehaviour = (query, { boundStep: step, boundRounding = { lower: 'down', upper: 'down' } }) =>
  step === undefined
    ? query
    : {
        ...query,
        lower: rounded(query.lower, step, boundRounding.lower),
        upper: rounded(query.upper, step, boundRounding.upper),
      };

const orderIgnored: QueryBehaviour = (query, behaviour) =>
  behaviour.orderIgnored === true ? { ...query, order: 'stored' } : query;

const descending: QueryBehaviour = (query, behaviour) =>
  behaviour.descending === true ? { ...query, order: 'descending' } : query;

const offsetIgnored: QueryBehaviour = (query, behaviour) =>
  behaviour.offsetIgnored === true ? { ...query, offset: 0 } : query;

const offsetInPages: QueryBehaviour = (query, { offsetInPages: how }) => {
  if (how === undefined || !Number.isFinite(query.limit)) return query;
  const page = how === 'counted' ? query.offset : Math.floor(query.offset / query.limit);
  return { ...query, offset: page * query.limit };
};

const limitIgnored: QueryBehaviour = (query, behaviour) =>
  behaviour.limitIgnored === true ? { ...query, limit: Number.POSITIVE_INFINITY } : query;

const pageCap: QueryBehaviour = (query, behaviour) => limitedTo(query, behaviour.pageCap);

const offsetCap: QueryBehaviour = (query, { offsetCap: cap }) =>
  cap?.how === 'empty' && query.offset > cap.max ? limitedTo(query, 0) : query;

const rowCap: QueryBehaviour = (query, { rowCap: cap }) =>
  cap?.how === 'empty' ? limitedTo(query, Math.max(0, cap.max - query.offset)) : query;

const QUERY_BEHAVIOURS: readonly QueryBehaviour[] = [
  filterIgnored,
  boundIgnored,
  filterAnswersNothing,
  exclusiveBounds,
  boundStep,
  orderIgnored,
  descending,
  offsetIgnored,
  offsetInPages,
  limitIgnored,
  pageCap,
  offsetCap,
  rowCap,
];

function withInclusion(bound: Bound | undefined, inclusive: boolean): Bound | undefined {
  return bound && { at: bound.at, inclusive };
}

function rounded(bound: Bound | undefined, step: number, how: Rounding): Bound | undefined {
  if (bound === undefined) return undefined;
  const { at } = bound;
  return {
    ...bound,
    at:
      typeof at === 'bigint'
        ? roundedTo(at, BigInt(step), how)
        : Number(roundedTo(BigInt(Math.floor(at)), BigInt(step), how)),
  };
}

function roundedTo(at: bigint, step: bigint, how: Rounding): bigint {
  const rest = ((at % step) + step) % step;
  const down = at - rest;
  if (how === 'end') return down + step - 1n;
  const isUp = how === 'up' ? rest > 0n : how === 'nearest' && rest * 2n >= step;
  return isUp ? down + step : down;
}

/** Where the answer to an offset begins, of a query that has so many rows. */
export function firstPlace({ offset, limit }: Query, rows: number, { lastAgain }: Behaviour): number {
  if (lastAgain === undefined || offset < rows || rows === 0 || limit === 0) return offset;
  const most = lastAgain === 'row' ? 1 : Math.min(limit, rows);
  return lastAgain === 'page' ? Math.floor((rows - 1) / most) * most : rows - most;
}

function limitedTo(query: Query, most: number | undefined): Query {
  return most === undefined ? query : { ...query, limit: Math.min(query.limit, most) };
}
