import { seededRandom } from '../seeded-random.ts';
import { countOf, pageOf, type Selection, timeAt } from '../selection.ts';

/** A page of the matches with the rows of each timestamp in an order that depends on the seed. */
export function pageWithShuffledTies(matches: Selection, offset: number, limit: number, seed: number): Selection {
  const page = pageOf(matches, offset, limit);
  if (countOf(page) === 0) return page;
  const from = startOfTies(matches, page.first);
  const to = endOfTies(matches, page.last);
  const order = Array.from({ length: to - from }, (_, index) => matches.order?.[from + index] ?? from + index);
  const random = seededRandom(seed);
  for (let start = from; start < to; start = endOfTies(matches, start + 1)) {
    shuffle(order, start - from, endOfTies(matches, start + 1) - from, random);
  }
  return { table: matches.table, order, first: page.first - from, last: page.last - from };
}

function startOfTies(matches: Selection, place: number): number {
  let start = place;
  while (start > matches.first && timeAt(matches, start - 1) === timeAt(matches, place)) start--;
  return start;
}

/** The end of the ties to which the row before `end` belongs. */
function endOfTies(matches: Selection, end: number): number {
  let last = end;
  while (last < matches.last && timeAt(matches, last) === timeAt(matches, end - 1)) last++;
  return last;
}

function shuffle(order: number[], first: number, last: number, random: () => number): void {
  for (let end = last - 1; end > first; end--) {
    const other = first + Math.floor(random() * (end - first + 1));
    const moved = order[end] ?? 0;
    order[end] = order[other] ?? 0;
    order[other] = moved;
  }
}
