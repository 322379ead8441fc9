import { PassThrough } from 'node:stream';
import { loadConfig } from '../../src/config/load-config.ts';
import { createDataset } from '../../src/dataset/dataset.ts';
import { requestBuilder } from '../../src/dataset/request.ts';
import { ConnectorError } from '../../src/errors/connector-error.ts';
import { staticAuthenticator } from '../../src/http/auth.ts';
import { createHttpClient } from '../../src/http/client.ts';
import type { Clock } from '../../src/http/clock.ts';
import { createLimiter } from '../../src/http/limiter.ts';
import { createOutput } from '../../src/protocol/output.ts';
import { createReporter } from '../../src/protocol/reporter.ts';
import { decodeState } from '../../src/sync/state/state.ts';
import { createStreamSync } from '../../src/sync/stream-sync.ts';

export interface SyncResult {
  /** The data of each record, in order, as text. */
  readonly rows: readonly string[];
  /** Each state with the number of records before it. */
  readonly states: readonly { readonly after: number; readonly state: unknown; readonly count: number }[];
  readonly warnings: readonly string[];
  /** The code of the error that ended the sync; undefined: complete. */
  readonly failed: string | undefined;
  readonly message: string;
  /** Pauses that were asked of the clock, in ms. */
  readonly pauses: readonly number[];
}

/** A clock whose sleeps end at once, and put it forward: pauses are numbers here. */
function quickClock(pauses: number[]): Clock {
  let slept = 0;
  return {
    now: () => Date.now() + slept,
    random: () => 0.5,
    sleep: (ms) => {
      if (ms > 0) {
        pauses.push(ms);
        slept += ms;
      }
      return Promise.resolve();
    },
  };
}

/** One stream's sync in this process, over real HTTP, into a real stream. `config` without base_url and auth. */
export async function syncOnce(
  url: string,
  config: Readonly<Record<string, unknown>>,
  state?: unknown,
  { token = 'demo-token', fullRefresh = false } = {},
): Promise<SyncResult> {
  const settings = loadConfig({
    base_url: url,
    auth: { type: 'bearer', token },
    start_time: '2020-01-01T00:00:00Z',
    checkpoint_interval_seconds: 0,
    ...config,
  });
  const pauses: number[] = [];
  const clock = quickClock(pauses);
  const { requests, endpoint, paginator } = settings;
  const limiter = createLimiter({ concurrency: requests.concurrency, clock });
  const http = createHttpClient({
    authenticator: staticAuthenticator({ type: 'bearer', token }),
    limiter,
    clock,
    concurrency: requests.concurrency,
    maxRetries: requests.maxRetries,
    backoffFactor: requests.backoffFactor,
    timeoutMs: requests.timeoutSeconds * 1000,
    userAgent: 'test',
    redact: (text) => text,
    onRetry: () => undefined,
  });
  const stream = new PassThrough();
  const pieces: Buffer[] = [];
  // A piece is the connector's memory, which it uses again once the piece is written.
  stream.on('data', (piece: Buffer) => pieces.push(Buffer.from(piece)));
  const output = createOutput(stream);
  const reporter = createReporter({ output, now: Date.now, debug: false, redact: (text) => text });
  const { datasetId = '', name = '' } = settings.datasets[0] ?? {};
  const sync = createStreamSync({
    settings,
    datasetId,
    descriptor: { name },
    source: createDataset({
      datasetId,
      http,
      request: requestBuilder(settings, datasetId),
      page: { ...endpoint, totalSelector: paginator.totalSelector },
    }),
    fullRefresh,
    state: decodeState(state, name, endpoint.filterTimeFormat),
    output,
    reporter,
    now: () => Date.now(),
    signal: new AbortController().signal,
  });
  let failure: unknown;
  try {
    await sync.run();
  } catch (error) {
    failure = error;
    sync.checkpoint();
  }
  http.close();
  await output.drained();
  return resultOf(Buffer.concat(pieces).toString(), failure, pauses);
}

interface Line {
  readonly type: string;
  readonly state: {
    readonly stream: { readonly stream_state: unknown };
    readonly sourceStats: { recordCount: number };
  };
  readonly log: { readonly level: string; readonly message: string };
}

function resultOf(text: string, failure: unknown, pauses: readonly number[]): SyncResult {
  const rows: string[] = [];
  const states: { after: number; state: unknown; count: number }[] = [];
  const warnings: string[] = [];
  for (const line of text.split('\n').slice(0, -1)) {
    const data =
      /^\{"type":"RECORD","record":\{"stream":"[^"]*","data":(.*),"emitted_at":\d+\}\}$/.exec(line)?.[1] ?? '';
    const message = JSON.parse(line) as Line;
    if (message.type === 'RECORD') rows.push(data.endsWith('}') ? data : `${data}}`);
    if (message.type === 'STATE') {
      const { stream, sourceStats } = message.state;
      states.push({ after: rows.length, state: stream.stream_state, count: sourceStats.recordCount });
    }
    if (message.type === 'LOG' && message.log.level === 'WARN') warnings.push(message.log.message);
  }
  const failed = failure === undefined ? undefined : failure instanceof ConnectorError ? failure.code : 'thrown';
  const message =
    failure instanceof Error ? `${failure.message} ${failure instanceof ConnectorError ? '' : failure.stack}` : '';
  return { rows, states, warnings, failed, message, pauses };
}
