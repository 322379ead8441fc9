import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Answer, jsonAnswer } from '../answer.ts';
import { blankBomb } from './blank-bomb.ts';
import type { FaultKind } from './fault.ts';

/** How an answer is put on the wire. */
export interface Delivery {
  readonly answer: Answer;
  /** As it is: not compressed for the client. */
  readonly raw: boolean;
}

/** The answer that a fault makes of the right one; faults of the connection leave it as it is. */
export async function spoiltAnswer(answer: Answer, fault: FaultKind): Promise<Delivery> {
  switch (fault.kind) {
    case 'cutJson':
      return { answer: { ...answer, body: firstHalf(answer.body), rows: 0 }, raw: true };
    case 'cutGzip':
      return asGzip(answer, firstHalf(await promisify(gzip)(answer.body)));
    case 'wrongContentEncoding':
      return asGzip(answer, answer.body);
    case 'bomb':
      return asGzip(answer, await blankBomb(fault.bytes ?? 2 ** 30));
    default:
      return { answer: replacedAnswer(answer, fault), raw: false };
  }
}

function replacedAnswer(answer: Answer, fault: FaultKind): Answer {
  switch (fault.kind) {
    case 'status': {
      const { code, headers = {}, body = '' } = fault;
      return { status: code, headers, body: Buffer.from(body), rows: 0 };
    }
    case 'html':
      return { status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.from(LOGIN_PAGE), rows: 0 };
    case 'errorObject':
      return jsonAnswer(200, { error: fault.error ?? 'quota' });
    case 'emptyBody':
      return changed(answer, Buffer.alloc(0));
    case 'emptyData':
      return jsonAnswer(200, { data: [] });
    case 'garbageUtf8':
      return changed(answer, withGarbage(answer.body));
    case 'deepNesting':
      return changed(answer, deeplyNested(fault.levels ?? 10_000));
    case 'redirect':
      return jsonAnswer(fault.code ?? 302, {}, { location: fault.location ?? '/login' });
    default:
      return answer;
  }
}

const LOGIN_PAGE =
  '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><form method="post" action="/login"></form></body></html>\n';

function firstHalf(body: Buffer): Buffer {
  return body.subarray(0, body.length >> 1);
}

function asGzip(answer: Answer, body: Buffer): Delivery {
  const headers = { ...answer.headers, 'content-encoding': 'gzip' };
  return { answer: { ...answer, headers, body, rows: 0 }, raw: true };
}

/** Another body under the same headers; without the key under which the compressed page is kept. */
function changed({ status, headers }: Answer, body: Buffer): Answer {
  return { status, headers, body, rows: 0 };
}

function withGarbage(body: Buffer): Buffer {
  const value = body.indexOf(':"');
  const place = value < 0 ? body.length : value + 2;
  return Buffer.concat([body.subarray(0, place), Buffer.from([0xc3, 0x28, 0xff]), body.subarray(place)]);
}

function deeplyNested(levels: number): Buffer {
  const nested = '['.repeat(levels) + ']'.repeat(levels);
  return Buffer.from(`{"data":[{"id":"deep","thing":"deep","timestamp":0,"nested":${nested}}]}`);
}
