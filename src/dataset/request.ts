import {
  parseBodyTemplate,
  parseTemplate,
  renderBody,
  renderTemplate,
  type TemplateValues,
} from '../config/placeholders.ts';
import type { Settings } from '../config/settings.ts';
import type { HttpRequest } from '../http/client.ts';
import { parsePath } from '../json/paths.ts';
import type { Query } from './query.ts';
import { boundOf } from './time-format.ts';

/** Makes the request of a query. */
export type BuildRequest = (query: Query) => HttpRequest;

/** Prepares everything of a dataset's requests that does not change from query to query. */
export function requestBuilder(settings: Settings, datasetId: string): BuildRequest {
  const { endpoint, paginator, baseUrl } = settings;
  const path = parseTemplate(endpoint.path);
  const headers = endpoint.headers.map(({ name, value }) => ({ name, value: parseTemplate(value) }));
  const params = endpoint.queryParams.map(({ name, value }) => ({ name, value: parseTemplate(value) }));
  const text = paginator.location === 'body' ? pagedBody(settings) : endpoint.body;
  const body = text === '' ? undefined : parseBodyTemplate(text);
  const base = baseUrl.href.replace(/\/+$/, '');

  return (query) => {
    const { limit = paginator.limit } = query;
    const values: TemplateValues = {
      dataset_id: datasetId,
      start_time: boundOf(query.lower, endpoint.filterTimeFormat),
      end_time: boundOf(query.upper, endpoint.filterTimeFormat),
      offset: query.offset,
      limit,
    };
    const url = new URL(base + renderTemplate(path, values, encodeURIComponent));
    for (const { name, value } of params) url.searchParams.append(name, renderTemplate(value, values));
    if (paginator.location === 'query') {
      for (const [name, value] of pageParams(settings, query, limit)) url.searchParams.set(name, String(value));
    }
    const rendered = body === undefined ? undefined : renderBody(body, values);
    return {
      method: endpoint.method,
      url: url.href,
      headers: {
        ...(rendered === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...Object.fromEntries(headers.map(({ name, value }) => [name, renderTemplate(value, values)])),
      },
      body: rendered,
    };
  };
}

/** Offset and limit under the names that the API knows; an empty name is not sent. */
function pageParams({ paginator }: Settings, { offset }: Query, limit: number): [string, number][] {
  const params: [string, number][] = [
    [paginator.offsetParam, offset],
    [paginator.limitParam, limit],
  ];
  return params.filter(([name]) => name !== '');
}

/** What JSON.parse cannot read or would change: placeholders and numbers that stand outside of every string. */
const inexact = /"(?:[^"\\]|\\.)*"|(\{[a-z_]+\})|(-?\d[-+.\deE]*)/g;
/** Strings that begin so were numbers. */
const NUMBER = '\0';
const numbers = /"\\u0000([^"]*)"/g;

/** The body with the placeholders of offset and limit at their paths: it is an object (the configuration was checked). */
function pagedBody({ endpoint, paginator }: Settings): string {
  const exact = endpoint.body.replace(inexact, (token, bare?: string, number?: string) => {
    if (number !== undefined) return JSON.stringify(NUMBER + number);
    return bare === undefined ? token : JSON.stringify(bare);
  });
  const root = JSON.parse(exact === '' ? '{}' : exact) as Record<string, unknown>;
  if (paginator.offsetParam !== '') setPath(root, parsePath(paginator.offsetParam), '{offset}');
  if (paginator.limitParam !== '') setPath(root, parsePath(paginator.limitParam), '{limit}');
  return JSON.stringify(root).replace(numbers, '$1');
}

function setPath(root: Record<string, unknown>, path: readonly string[], value: string): void {
  let place = root;
  for (const key of path.slice(0, -1)) {
    const next = place[key];
    const inner = typeof next === 'object' && next !== null ? (next as Record<string, unknown>) : {};
    place[key] = inner;
    place = inner;
  }
  place[path.at(-1) ?? ''] = value;
}
