import { type Asked, type Reply, startLoopbackApi } from '../support/loopback-api.ts';
import type { Subject } from './conformance.ts';

const START = Date.parse('2020-01-02T00:00:00Z');
const COUNT = 800;
const LATENCY = 15;

interface ForeignRow {
  readonly id: string;
  readonly at: number;
  readonly value: number | null;
}

const rows = Array.from(
  { length: COUNT },
  (_, index): ForeignRow => ({
    id: `row-${index}`,
    at: START + Math.floor(index / 2) * 1000,
    value: index % 5 === 0 ? null : index / 4,
  }),
);

interface Cut {
  readonly from: number;
  readonly to: number;
  readonly skip: number;
  readonly take: number;
}

function cut({ from, to, skip, take }: Cut): ForeignRow[] {
  return rows.filter(({ at }) => at >= from && at <= to).slice(skip, skip + take);
}

async function foreign(
  answer: (asked: Asked) => Reply,
  config: (url: string) => Readonly<Record<string, unknown>>,
  secrets: readonly string[],
): Promise<Subject> {
  const api = await startLoopbackApi(answer, LATENCY);
  return {
    config: {
      base_url: api.url,
      datasets: [{ dataset_id: 'd/1', name: 'dataset' }],
      start_time: '2020-01-01T00:00:00Z',
      ...config(api.url),
    },
    rows: COUNT,
    secrets,
    close: () => api.close(),
  };
}

/** GET with the bounds in the query; rows are arrays of values. */
export function arraysOfValues(): Promise<Subject> {
  const key = 'conformance-key-4711';
  const parameters = (...names: string[]): object[] =>
    names.map((name) => ({ name, value: name === 'from' ? '{start_time}' : '{end_time}' }));
  return foreign(
    ({ url, headers }) => {
      if (headers['x-key'] !== key) return { status: 401, body: {} };
      const number = (name: string): number => Number(url.searchParams.get(name));
      const found = cut({ from: number('from'), to: number('to'), skip: number('offset'), take: number('limit') });
      return { body: { cols: ['id', 'at', 'value'], rows: found.map(({ id, at, value }) => [id, at, value]) } };
    },
    () => ({
      auth: { type: 'api_key', name: 'X-Key', api_key: key, location: 'header' },
      endpoint: {
        ...{ method: 'GET', body: '', query_params: parameters('from', 'to') },
        ...{ data_selector: 'rows', columns_selector: 'cols', time_field: 'at' },
      },
      paginator: { limit: 40 },
    }),
    [key],
  );
}

interface BodyQuery {
  readonly from: number;
  readonly to: number;
  readonly page: { readonly skip: number; readonly take: number };
}

/** Bounds, offset and limit in the body, HTTP Basic. */
export function bodyPaging(): Promise<Subject> {
  const password = 'conformance-password-4711';
  const credentials = Buffer.from(`me:${password}`).toString('base64');
  return foreign(
    ({ body, headers }) => {
      if (headers.authorization !== `Basic ${credentials}`) return { status: 401, body: {} };
      const { from, to, page } = JSON.parse(body) as BodyQuery;
      return { body: { result: { items: cut({ from, to, ...page }) } } };
    },
    () => ({
      auth: { type: 'http_basic', username: 'me', password },
      endpoint: {
        body: '{"from":"{start_time}","to":"{end_time}"}',
        data_selector: 'result.items',
        time_field: 'at',
      },
      paginator: { limit: 40, offset_param: 'page.skip', limit_param: 'page.take', location: 'body' },
    }),
    [password, credentials],
  );
}

/** OAuth 2.0 client credentials; the first token ends after some requests. */
export function oauth2(): Promise<Subject> {
  const secret = 'conformance-secret-4711';
  let tokens = 0;
  let used = 0;
  const answer = ({ url, body, headers }: Asked): Reply => {
    if (url.pathname === '/token') {
      tokens += 1;
      return { body: { access_token: `conformance-access-${tokens}`, expires_in: 3600 } };
    }
    used += 1;
    const token = Number(/^Bearer conformance-access-(\d+)$/.exec(headers.authorization ?? '')?.[1]);
    if (!(token <= tokens) || (token === 1 && used > 10)) return { status: 401, body: {} };
    const [from = 0, to = 0] = (/"value":(\d+).*"value":(\d+)/.exec(body) ?? []).slice(1).map(Number);
    const number = (name: string): number => Number(url.searchParams.get(name));
    return { body: { data: cut({ from, to, skip: number('offset'), take: number('limit') }) } };
  };
  return foreign(
    answer,
    (url) => ({
      auth: {
        ...{ type: 'oauth2_client_credentials', access_token_url: `${url}/token` },
        ...{ client_id: 'client', client_secret: secret },
      },
      endpoint: { time_field: 'at' },
      paginator: { limit: 40 },
    }),
    [secret, 'conformance-access'],
  );
}
