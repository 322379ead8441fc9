import type { Fault, FaultKind } from '../../../integration_tests/dataset-api/faults/fault.ts';
import {
  COMPLETE,
  type Code,
  type Config,
  type Expected,
  fails,
  type MatrixCase,
  type Resumes,
} from './matrix-case.ts';
import { brings, ROWS } from './rows.ts';

type Match = Fault['match'];

/** The requests at a place: the one (or the first) whose answer would bring its row. */
const PLACES: readonly (readonly [place: string, once: Match, always: Match])[] = [
  ['first page', 0, () => true],
  ['middle page', brings(ROWS.length >> 1), brings(ROWS.length >> 1)],
  ['last page', brings(ROWS.length - 1), brings(ROWS.length - 1)],
];

const RETRIED: Expected = { ends: 'complete', sees: 'a retry' };

interface Spoilt {
  readonly name: string;
  readonly fault: FaultKind;
  readonly config?: Config;
  readonly resumes?: Resumes;
  /** Where it stays. Undefined: it is not tried. */
  readonly stays: Code | undefined;
  /** Where it passes; default: a retry mends it. */
  readonly passes?: Expected;
}

const nextMinute = (): string => new Date(Date.now() + 60_000).toUTCString();

const SPOILT: readonly Spoilt[] = [
  ...[500, 502, 503, 504].map(
    (code): Spoilt => ({
      name: `HTTP ${code}`,
      fault: { kind: 'status', code },
      stays: 'server_failed',
    }),
  ),
  {
    name: 'HTTP 429, Retry-After in seconds',
    fault: { kind: 'status', code: 429, headers: { 'retry-after': '7' } },
    stays: 'rate_limited',
    passes: { ends: 'complete', pause: [6500, 7000], sees: 'a pause, then a retry' },
  },
  {
    name: 'HTTP 429, Retry-After as a date',
    fault: { kind: 'status', code: 429, headers: { 'retry-after': nextMinute() } },
    stays: 'rate_limited',
    passes: { ends: 'complete', pause: [1, 60_000], sees: 'a pause, then a retry' },
  },
  { name: 'HTTP 401', fault: { kind: 'status', code: 401 }, stays: 'token_rejected', passes: fails('token_rejected') },
  { name: 'HTTP 403', fault: { kind: 'status', code: 403 }, stays: 'token_rejected', passes: fails('token_rejected') },
  {
    name: 'HTTP 404',
    fault: { kind: 'status', code: 404 },
    stays: 'dataset_unknown',
    passes: fails('dataset_unknown'),
  },
  { name: 'redirect', fault: { kind: 'redirect' }, stays: 'redirected', passes: fails('redirected') },
  { name: 'HTML with HTTP 200', fault: { kind: 'html' }, stays: 'page_invalid' },
  { name: 'error object with HTTP 200', fault: { kind: 'errorObject' }, stays: 'selector_missing' },
  { name: 'empty body', fault: { kind: 'emptyBody' }, stays: 'page_invalid' },
  { name: 'JSON cut, connection ended properly', fault: { kind: 'cutJson' }, stays: 'page_invalid' },
  { name: 'JSON cut, connection lost', fault: { kind: 'cutConnection' }, stays: 'connection_lost' },
  { name: 'gzip cut', fault: { kind: 'cutGzip' }, stays: 'page_invalid' },
  { name: 'wrong content-encoding', fault: { kind: 'wrongContentEncoding' }, stays: 'page_invalid' },
  {
    name: 'stalled body',
    fault: { kind: 'stall' },
    stays: 'timed_out',
    config: { requests: { timeout_seconds: 0.3 } },
  },
  { name: 'connection reset', fault: { kind: 'reset' }, stays: 'connection_lost' },
  { name: 'nested too deeply', fault: { kind: 'deepNesting' }, stays: 'page_invalid' },
  { name: 'invalid UTF-8', fault: { kind: 'garbageUtf8' }, stays: 'page_invalid' },
];

function casesOf({ name, fault, stays, passes = RETRIED, config = {}, resumes }: Spoilt): MatrixCase[] {
  return PLACES.flatMap(([place, once, always]) => {
    const passing = { ...fault, match: once, times: 1 };
    const staying = { ...fault, match: always, times: 'always' as const };
    const world = { rows: ROWS, config, ...(resumes === undefined ? {} : { resumes }) };
    const fleeting = { fault: `${name}, once`, place, given: () => ({ ...world, faults: [passing] }), one: passes };
    if (stays === undefined) return [fleeting];
    const given = () => ({ ...world, faults: [staying] });
    return [fleeting, { fault: `${name}, always`, place, given, one: fails(stays) }];
  });
}

/** Answers that no retry or only a retry mends: nothing unproven is used. */
export const answerCases: readonly MatrixCase[] = SPOILT.flatMap(casesOf);

const SHORT: readonly Spoilt[] = [
  { name: 'no rows by mistake', fault: { kind: 'emptyData' }, stays: undefined, passes: COMPLETE },
  { name: 'page short at its end', fault: { kind: 'shortPage', rows: 2 }, stays: undefined, passes: COMPLETE },
  {
    name: 'page short in its middle',
    fault: { kind: 'shortPage', rows: 2, where: 'middle' },
    stays: undefined,
    passes: { ends: 'complete', mayWarn: ['short_pages', 'found'] },
  },
];

/** Pages that look right, but lack rows. */
export const shortCases: readonly MatrixCase[] = [
  ...SHORT.flatMap(casesOf),
  {
    fault: 'page short at its end, always',
    place: 'middle page',
    given: () => ({
      rows: ROWS,
      faults: [{ kind: 'shortPage', rows: 2, match: brings(ROWS.length >> 1), times: 'always' }],
    }),
    one: COMPLETE,
  },
  lies('no rows by mistake, always', 'middle page', { kind: 'emptyData' }, brings(ROWS.length >> 1)),
  lies('no rows by mistake, always', 'last page', { kind: 'emptyData' }, brings(ROWS.length - 1)),
  lies('page short in its middle, always', 'all pages', { kind: 'shortPage', rows: 2, where: 'middle' }, () => true),
  lies(
    'page short in its middle, always',
    'middle page',
    { kind: 'shortPage', rows: 2, where: 'middle' },
    brings(ROWS.length >> 1),
  ),
];

/** An API that lies whenever it is asked for a row: what it hides is not proven. */
function lies(fault: string, place: string, kind: FaultKind, match: Match): MatrixCase {
  return {
    fault,
    place,
    given: () => ({ rows: ROWS, faults: [{ ...kind, match, times: 'always' } as Fault] }),
    one: {
      ends: ['complete', 'end_not_proven', 'order_not_provable'],
      mayWarn: ['short_pages', 'found', 'vanished', 'unstable', 'late'],
      sees: 'all rows, or an end that is not proven',
    },
  };
}
