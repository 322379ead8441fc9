import type { IncomingHttpHeaders } from 'node:http';
import { giveBackBytes } from '../memory/bytes.ts';
import { BodyTooLarge, BodyUndecodable, unpackBody } from './body.ts';
import type { Clock } from './clock.ts';
import { FailedAttempt, type FailureDetails } from './failure.ts';
import { previewOf, type Redact, shortText } from './preview.ts';
import { parseRetryAfter } from './retry.ts';

export interface HttpAnswer {
  readonly status: number;
  /** Unpacked, whole. */
  readonly body: Uint8Array;
}

/** Turns an answer into what was asked for, or throws what it misses. */
export type Prove = (answer: HttpAnswer) => unknown;

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Packed; undefined where only the head came whole. */
  readonly body: Uint8Array | undefined;
}

export interface ProofOptions {
  readonly clock: Clock;
  /** The largest body in bytes, unpacked. */
  readonly maxBodyBytes: number;
  readonly redact: Redact;
  readonly prove: Prove;
}

/** What these statuses say of their bodies (RFC 9110, 15.3.3 and 15.3.7). */
const unfinished: ReadonlyMap<number, string> = new Map([
  [202, 'the query is accepted, but not answered yet'],
  [206, 'only a part of the answer came'],
]);

/** Unpacks and proves an answer; gives what `prove` gave. Errors: FailedAttempt. */
export async function provenAnswer(raw: RawAnswer, options: ProofOptions): Promise<unknown> {
  const { status } = raw;
  if (!isSuccess(status)) throw new FailedAttempt(await refusal(raw, options));
  const body = await unpacked(raw, options);
  const missing = unfinished.get(status);
  if (missing !== undefined) {
    throw new FailedAttempt({ kind: 'unfinished', reason: missing, status, preview: previewOf(body, options.redact) });
  }
  try {
    return options.prove({ status, body });
  } catch (problem) {
    const text = problem instanceof Error ? problem.message : String(problem);
    const reason = shortText(text, options.redact);
    const preview = previewOf(body, options.redact);
    giveBackBytes(body);
    throw new FailedAttempt({ kind: 'unproven', reason, status, preview, problem });
  }
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

async function unpacked(
  { status, headers, body = Buffer.alloc(0) }: RawAnswer,
  { maxBodyBytes, redact }: ProofOptions,
): Promise<Uint8Array> {
  // Names of encodings are compared in small letters, in which a secret would not be found any more.
  const encoding = headers['content-encoding'];
  try {
    const whole = await unpackBody(body, encoding === undefined ? undefined : redact(encoding, true), maxBodyBytes);
    if (whole !== body) giveBackBytes(body);
    return whole;
  } catch (error) {
    if (error instanceof BodyTooLarge) {
      throw new FailedAttempt({ kind: 'too_large', reason: error.message, status, limit: maxBodyBytes });
    }
    if (!(error instanceof BodyUndecodable)) throw error;
    const reason = shortText(error.message, redact);
    throw new FailedAttempt({ kind: 'undecodable', reason, status, preview: previewOf(body, redact) });
  }
}

/** What servers say at a port of HTTPS to a request without TLS. */
const plainRequest =
  /plain HTTP request was sent to HTTPS|HTTP request to an HTTPS server|requires TLS|SSL-enabled server/i;

/** An address without what may be a secret of the server: user, query and fragment. */
function harmlessAddress(text: string): string {
  return text.replace(/[?#].*$/s, '').replace(/^((?:[a-z][a-z\d+.-]*:)?\/\/)[^/]*@/i, '$1****@');
}

/** The status of a refusal says more than a body that cannot be read. */
async function refusal(raw: RawAnswer, options: ProofOptions): Promise<FailureDetails> {
  const { status, headers } = raw;
  const body = raw.body === undefined ? undefined : await unpacked(raw, options).catch(() => undefined);
  const preview = body === undefined ? '(a body that cannot be read)' : previewOf(body, options.redact);
  // 304 leads nowhere: it answers a condition that a header of the request made.
  if (status >= 300 && status < 400 && status !== 304) {
    const location = harmlessAddress(options.redact(headers.location ?? '(no address)', true));
    return {
      kind: 'redirect',
      reason: `HTTP ${status}`,
      status,
      preview,
      location: shortText(location, options.redact),
    };
  }
  // Only a proxy says so.
  if (status === 407) return { kind: 'proxy', reason: `HTTP ${status}`, status, preview };
  const retryAfterMs = parseRetryAfter(headers['retry-after'], options.clock.now());
  const wantsTls = status === 400 && plainRequest.test(preview);
  const said = { kind: 'status', reason: `HTTP ${status}`, status, preview } as const;
  const details: FailureDetails = wantsTls ? { ...said, speaks: 'https' } : said;
  // None at all is what servers round a short pause down to: then the connector's own is kept.
  return retryAfterMs ? { ...details, retryAfterMs } : details;
}
