import { afterAll, expect, test } from '@jest/globals';
import { catalogOf, connectorFiles } from '../support/connector-files.ts';
import { startHttp, withServer } from '../support/loopback.ts';
import { type ConnectorRun, runConnector } from '../support/run-connector.ts';

const START = Date.parse('2020-01-02T00:00:00Z');
const rows = Array.from({ length: 300 }, (_, index) => ({ id: `row-${index}`, timestamp: START + 1000 * index }));
const files = connectorFiles();
afterAll(() => files.remove());

interface Trace {
  readonly emitted_at?: number;
  readonly stream_status?: {
    readonly status?: string;
    readonly reasons?: readonly { readonly type: string; readonly rate_limited?: { readonly quota_reset: number } }[];
  };
}

interface Rate {
  readonly requests: number;
  readonly perMs: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Answers so many requests in each window of time, and refuses the others. */
function limited({ requests, perMs, headers }: Rate) {
  let window = 0;
  let count = 0;
  return startHttp(async (asked, response) => {
    let body = '';
    for await (const piece of asked) body += String(piece);
    const current = Math.floor(Date.now() / perMs);
    count = current === window ? count + 1 : 1;
    window = current;
    if (count > requests) {
      response.writeHead(429, headers).end();
      return;
    }
    const [{ clause }] = JSON.parse(body) as [{ clause: { parameters: { value: number }[] } }];
    const [from = 0, to = 0] = clause.parameters.map(({ value }) => value);
    const { searchParams } = new URL(asked.url ?? '', 'http://x');
    const [offset, limit] = [Number(searchParams.get('offset')), Number(searchParams.get('limit'))];
    const data = rows.filter(({ timestamp }) => timestamp >= from && timestamp <= to);
    response.end(JSON.stringify({ data: data.slice(offset, offset + limit) }));
  });
}

function readFrom(url: string, settings: object): Promise<ConnectorRun> {
  const config = files.write('config.json', {
    base_url: url,
    auth: { type: 'none' },
    datasets: [{ dataset_id: 'd', name: 'dataset' }],
    start_time: '2020-01-01T00:00:00Z',
    ...settings,
  });
  const catalog = files.write('catalog.json', catalogOf(['dataset']));
  return runConnector(['read', '--config', config, '--catalog', catalog]);
}

test.each<[string, Rate]>([
  ['that says how long to wait', { requests: 2, perMs: 200, headers: { 'Retry-After': '0.2' } }],
  ['that rounds this down to nothing', { requests: 2, perMs: 200, headers: { 'Retry-After': '0' } }],
  ['that does not say it', { requests: 2, perMs: 200, headers: {} }],
])('an API with a limit far below the concurrency %s is read slowly, and to its end', (_what, rate) =>
  withServer(limited(rate), async ({ url }) => {
    const { code, messages } = await readFrom(url, {
      paginator: { limit: 20 },
      requests: { concurrency: 8, max_retries: 5, backoff_factor: 0.3 },
    });
    const records = messages.filter(({ type }) => type === 'RECORD').length;
    expect({ code, records }).toEqual({ code: 0, records: rows.length });
  }),
);

test('a pause that the API asks for is told, with a STATE that keeps the heartbeat', () =>
  withServer(limited({ requests: 3, perMs: 1000, headers: { 'Retry-After': '1' } }), async ({ url }) => {
    const { code, messages } = await readFrom(url, {
      paginator: { limit: 150 },
      checkpoint_interval_seconds: 0,
      requests: { concurrency: 1 },
    });
    expect(code).toBe(0);
    const told = messages.flatMap((message, index) => {
      const { stream_status: { status = '', reasons = [] } = {}, emitted_at: at = 0 } = (message.trace ?? {}) as Trace;
      return reasons.map((reason) => ({ index, status, reason, at }));
    });
    expect(told.length).toBeGreaterThan(0);
    for (const { index, status, reason, at } of told) {
      expect([status, reason.type]).toEqual(['RUNNING', 'RATE_LIMITED']);
      expect((reason.rate_limited?.quota_reset ?? 0) - at).toBeGreaterThan(500);
      const next = messages.slice(index + 1).find(({ type }) => type === 'STATE' || type === 'RECORD');
      expect(next?.type).toBe('STATE');
    }
  }));
