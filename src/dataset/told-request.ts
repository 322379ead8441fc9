import type { TimeFormat } from '../config/settings.ts';
import type { Page } from './page.ts';
import type { BuildRequest } from './request.ts';
import { readableTick } from './time-format.ts';

/** Requests that say what they ask for and what came of it. */
export function toldRequests(build: BuildRequest, format: TimeFormat, pageLimit: number): BuildRequest {
  return (query) => {
    const { lower, upper, offset, limit = pageLimit } = query;
    const range = `${readableTick(lower, format)} to ${readableTick(upper, format)}`;
    return {
      ...build(query),
      told: {
        asked: `${range}, offset ${offset}, limit ${limit}`,
        brought: (page) => `${(page as Page).count} rows`,
      },
    };
  };
}
