import type { Answer } from './answer.ts';
import type { Behaviour } from './behaviour/behaviour.ts';
import { envelopeOf, pageText } from './behaviour/page-text.ts';
import { firstPlace, misreadQuery } from './behaviour/query-behaviours.ts';
import { refusedDepth, refusedFilter, refusedOffset } from './behaviour/refusals.ts';
import { pageWithShuffledTies } from './behaviour/shuffled-ties.ts';
import type { Dataset } from './dataset.ts';
import type { DecodedFilter } from './filter.ts';
import { matchingRows, type Paging, type Query, queryOf } from './query.ts';
import { countOf, pageOf, type Selection, withinBytes, withoutMiddle, withUntimed } from './selection.ts';

/** Rows to leave out of a page. */
export interface MissingRows {
  readonly rows: number;
  readonly where: 'end' | 'middle';
}

export interface Execution {
  readonly dataset: Dataset;
  readonly filter: DecodedFilter;
  readonly paging: Paging;
  readonly behaviour: Behaviour;
  /** Place of the request among all: what is random in the answer depends on it. */
  readonly index: number;
  readonly missing: MissingRows;
}

/** Runs a query over the rows of a dataset and writes the answer. */
export function execute(execution: Execution): Answer {
  const { dataset, filter, behaviour } = execution;
  const refused = refusedFilter(filter, behaviour);
  if (refused !== undefined) return refused;
  const asked = queryOf(filter, execution.paging);
  const tooDeep = refusedDepth(asked, behaviour);
  if (tooDeep !== undefined) return tooDeep;
  const mistyped = filter.misfit?.kind === 'bound type' && behaviour.boundTypeStrict === true;
  const query = misreadQuery({ ...asked, findsNothing: mistyped }, behaviour);
  const matches = withUntimed(matchingRows(dataset.table, query), behaviour.untimedMatch);
  const pastEnd = refusedOffset(query.offset, countOf(matches), behaviour);
  if (pastEnd !== undefined) return pastEnd;
  return answerWith(matches, pageIn(matches, query, execution), query, execution);
}

function pageIn(matches: Selection, query: Query, { behaviour, index, missing }: Execution): Selection {
  const { tiesShuffled = false } = behaviour;
  const first = firstPlace(query, countOf(matches), behaviour);
  const page =
    tiesShuffled === false
      ? pageOf(matches, first, query.limit)
      : pageWithShuffledTies(matches, first, query.limit, Number(tiesShuffled) + index);
  const fitting = behaviour.pageBytes === undefined ? page : withinBytes(page, behaviour.pageBytes);
  const left = Math.max(0, countOf(fitting) - missing.rows);
  return missing.where === 'end' ? pageOf(fitting, 0, left) : withoutMiddle(fitting, left);
}

const NO_CONTENT: Answer = { status: 204, headers: {}, body: Buffer.alloc(0), rows: 0 };

function answerWith(matches: Selection, page: Selection, query: Query, execution: Execution): Answer {
  const { dataset, behaviour, index } = execution;
  const rows = countOf(page);
  if (rows === 0 && behaviour.emptyIsNoContent === true) return NO_CONTENT;
  const counts = { matches: countOf(matches), page: rows, collection: dataset.count, offset: query.offset };
  const envelope = envelopeOf(counts, behaviour);
  const type = behaviour.textPlain === true ? 'text/plain' : 'application/json';
  const answer = {
    status: 200,
    headers: { 'content-type': `${type}; charset=utf-8` },
    body: pageText(page, envelope, { timeField: dataset.timeField, index }, behaviour),
    rows,
  };
  if (page.order !== undefined || behaviour.stamped === true || behaviour.timesShownIn !== undefined) return answer;
  const { timesAsFloats = false, prettyPrinted = false } = behaviour;
  const key = [page.first, page.last, timesAsFloats, prettyPrinted, envelope.prefix, envelope.suffix].join(' ');
  return { ...answer, cache: { table: page.table, key } };
}
