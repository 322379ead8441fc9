import { type Answer, refusal } from '../answer.ts';
import type { DecodedFilter } from '../filter.ts';
import type { Query } from '../query.ts';
import type { Behaviour } from './behaviour.ts';

/** The refusal of a filter that does not fit the dataset, by servers that look at all. */
export function refusedFilter({ misfit }: DecodedFilter, behaviour: Behaviour): Answer | undefined {
  if (misfit === undefined || behaviour.filterIgnored === true || behaviour.filterAnswersNothing === true) {
    return undefined;
  }
  if (misfit.kind === 'bound type' && behaviour.boundTypeStrict === true) return undefined;
  return refusal(422, 'malformed_filter', misfit.reason);
}

/** The refusal of a page that lies too deep. */
export function refusedDepth(query: Query, { offsetCap, rowCap }: Behaviour): Answer | undefined {
  if (offsetCap?.how === 'refuse' && query.offset > offsetCap.max) {
    return refusal(400, 'offset_too_large', `offset must be at most ${offsetCap.max}, is ${query.offset}`);
  }
  const end = query.offset + query.limit;
  if (rowCap?.how === 'refuse' && end > rowCap.max) {
    return refusal(400, 'too_many_rows', `offset + limit must be at most ${rowCap.max}, is ${end}`);
  }
  return undefined;
}

/** The refusal of an offset behind the last of so many rows. */
export function refusedOffset(offset: number, rows: number, { pastEnd }: Behaviour): Answer | undefined {
  if (pastEnd === undefined || offset === 0 || offset < rows) return undefined;
  return refusal(pastEnd, 'offset_out_of_range', `offset must be below ${rows}, is ${offset}`);
}
