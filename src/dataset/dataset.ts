import type { HttpAnswer } from '../http/answer.ts';
import type { HttpClient, HttpRequest } from '../http/client.ts';
import { HttpFailure } from '../http/failure.ts';
import { parsePath } from '../json/paths.ts';
import { datasetError } from './dataset-error.ts';
import { type Page, type PageOptions, PageProblem, pageProver } from './page.ts';
import type { Query } from './query.ts';
import type { BuildRequest } from './request.ts';

/**
 * The pages of one dataset. `fetch` gives one proven page or throws the ConnectorError that the user reads, after all
 * retries. Any number of calls may run at once; what bounds them is the limiter of the HTTP client.
 */
export interface PageSource {
  fetch(query: Query, signal: AbortSignal): Promise<Page>;
}

export interface DatasetOptions {
  readonly datasetId: string;
  readonly http: HttpClient;
  readonly request: BuildRequest;
  readonly page: PageOptions;
}

const NO_CONTENT = 204;

export function createDataset({ datasetId, http, request, page }: DatasetOptions): PageSource {
  const prove = pageProver(page);
  // At the root, an answer in which nothing stands has no other form.
  const nothing = Buffer.from(parsePath(page.dataSelector).length === 0 ? '[]' : '{}');
  const proveAnswer = ({ status, body }: HttpAnswer): Page => {
    if (status !== NO_CONTENT) return prove(body);
    if (page.missingData === 'empty') return prove(nothing);
    throw new PageProblem('invalid', 'it has no body; if that means no rows, set endpoint.missing_data to "empty"');
  };
  return {
    async fetch(query, signal) {
      const wanted: HttpRequest = request(query);
      try {
        return await http.send(wanted, proveAnswer, signal);
      } catch (error) {
        if (!(error instanceof HttpFailure)) throw error;
        throw datasetError(error, {
          datasetId,
          url: wanted.url,
          timeField: page.timeField,
          timeFormat: page.timeFormat,
        });
      }
    },
  };
}
