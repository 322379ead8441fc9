import type { IncomingHttpHeaders } from 'node:http';
import { type Answer, refusal } from './answer.ts';
import type { Behaviour } from './behaviour/behaviour.ts';
import { RateLimit } from './behaviour/rate-limit.ts';
import type { Dataset } from './dataset.ts';
import { execute, type MissingRows } from './execute.ts';
import { type DecodedFilter, decodeFilter, MalformedFilter } from './filter.ts';
import type { RequestDraft } from './recorded-request.ts';
import { countOf, pagingOf, type Route, routeOf } from './route.ts';

export interface ResponderOptions {
  readonly datasets: ReadonlyMap<string, Dataset>;
  /** Null: everybody may read. */
  readonly token: string | null;
  readonly behaviourFor: (dataset: string | undefined) => Behaviour;
}

/** A request as far as it could be read. */
export interface Understood {
  readonly route: Route;
  readonly dataset: Dataset | undefined;
  /** The reason why it is none, where it is a text. */
  readonly filter: DecodedFilter | string;
}

/** Knows what the server answers to a request. */
export class Responder {
  readonly #options: ResponderOptions;
  readonly #rateLimit = new RateLimit();
  #dataRequests = 0;

  constructor(options: ResponderOptions) {
    this.#options = options;
  }

  /** Reads a request, and writes what it asks for into its record. */
  understand(record: RequestDraft): Understood {
    const route = routeOf(record.url);
    const dataset = this.#options.datasets.get(route.dataset ?? '');
    const filter = dataset === undefined ? 'no such dataset' : filterOf(record.body, dataset);
    record.dataset = route.dataset;
    record.offset = countOf(route.offset);
    record.limit = countOf(route.limit);
    if (dataset !== undefined) record.dataRequest = this.#dataRequests++;
    if (typeof filter !== 'string') {
      record.lower = filter.lower;
      record.upper = filter.upper;
    }
    return { route, dataset, filter };
  }

  answer(record: RequestDraft, { route, dataset, filter }: Understood, now: number, missing: MissingRows): Answer {
    if (!this.#isAuthorised(record.headers)) {
      return refusal(401, 'unauthorized', reasonOf(record.headers), { 'www-authenticate': 'Bearer' });
    }
    if (route.dataset === undefined) return refusal(404, 'not_found', `no such path: ${record.url}`);
    if (dataset === undefined) return refusal(404, 'dataset_not_found', `no such dataset: ${route.dataset}`);
    if (record.method !== 'POST') return refusal(405, 'method_not_allowed', 'use POST', { allow: 'POST' });
    const behaviour = this.#options.behaviourFor(dataset.name);
    const limited = this.#rateLimit.refused(now, behaviour);
    if (limited !== undefined) return limited;
    const paging = pagingOf(route);
    if (typeof paging === 'string') return refusal(422, 'malformed_paging', paging);
    if (typeof filter === 'string') return refusal(422, 'malformed_filter', filter);
    behaviour.mutate?.(dataset, record);
    return execute({ dataset, filter, paging, behaviour, index: record.index, missing });
  }

  #isAuthorised({ authorization = '' }: IncomingHttpHeaders): boolean {
    const { token } = this.#options;
    return token === null || /^bearer +(.*)$/i.exec(authorization)?.[1] === token;
  }
}

function filterOf(body: string, dataset: Dataset): DecodedFilter | string {
  try {
    return decodeFilter(body, dataset.target);
  } catch (thrown) {
    if (thrown instanceof MalformedFilter) return thrown.message;
    throw thrown;
  }
}

function reasonOf({ authorization }: IncomingHttpHeaders): string {
  return authorization === undefined ? 'a bearer token is needed' : 'the token is not valid';
}
