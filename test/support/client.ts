import type { HttpAnswer } from '../../src/http/answer.ts';
import { staticAuthenticator } from '../../src/http/auth.ts';
import { createHttpClient, type HttpClient, type HttpOptions } from '../../src/http/client.ts';
import { type FailureDetails, HttpFailure } from '../../src/http/failure.ts';
import { createLimiter } from '../../src/http/limiter.ts';
import { type JumpClock, jumpClock } from './test-clocks.ts';

export interface Retry {
  readonly reason: string;
  readonly attempt: number;
  readonly delayMs: number;
}

export interface TestClient {
  readonly http: HttpClient;
  readonly clock: JumpClock;
  readonly retries: readonly Retry[];
  /** The text of the proven answer. */
  text(url: string, signal?: AbortSignal): Promise<string>;
  /** What the failure of a request says. Throws if it does not fail. */
  failure(url: string, signal?: AbortSignal): Promise<FailureDetails & { readonly attempts: number }>;
}

/** A real client without credentials whose pauses take no time. By default it tries once. */
export function testClient(options: Partial<HttpOptions> = {}): TestClient {
  const clock = jumpClock();
  const retries: Retry[] = [];
  const http = createHttpClient({
    authenticator: staticAuthenticator({ type: 'none' }),
    limiter: createLimiter({ concurrency: 4, clock }),
    clock,
    concurrency: 4,
    maxRetries: 0,
    backoffFactor: 2,
    timeoutMs: 5000,
    userAgent: 'test',
    redact: (said) => said,
    onRetry: ({ reason }, attempt, delayMs) => retries.push({ reason, attempt, delayMs }),
    ...options,
  });
  const text = (url: string, signal = new AbortController().signal): Promise<string> =>
    http.send({ method: 'POST', url, headers: {}, body: '[]' }, textOf, signal);
  return {
    http,
    clock,
    retries,
    text,
    async failure(url, signal) {
      const found = await text(url, signal).then(
        (answer) => new Error(`it did not fail: ${answer}`),
        (error: unknown) => error,
      );
      if (found instanceof HttpFailure) return { ...found.details, attempts: found.attempts };
      throw found;
    },
  };
}

function textOf({ body }: HttpAnswer): string {
  return Buffer.from(body).toString();
}
