import { expect, test } from '@jest/globals';
import { datasetError } from '../../src/dataset/dataset-error.ts';
import { type FailureDetails, HttpFailure } from '../../src/http/failure.ts';
import { parseRetryAfter } from '../../src/http/retry.ts';

/** What the user reads of an answer with this status and this `Retry-After`. */
function told(status: number, retryAfter: string): string {
  const retryAfterMs = parseRetryAfter(retryAfter, 0) ?? 0;
  return textOf({ kind: 'status', reason: '', status, preview: 'busy', retryAfterMs }, 1);
}

function textOf(details: FailureDetails, attempts: number): string {
  const request = { datasetId: 'd', url: 'https://x/', timeField: 't', timeFormat: 'iso8601' } as const;
  return datasetError(new HttpFailure(details, attempts), request).message;
}

test.each([
  [429, '3600', 'it asked for a pause of 3600 s.'],
  [503, '3600', 'The server said: busy; it asked for a pause of 3600 s'],
  [429, '9'.repeat(23), 'it asked for a pause of more than a year.'],
  [503, '9'.repeat(400), 'The server said: busy; it asked for a pause of more than a year'],
])('HTTP %d with the Retry-After %s tells the pause', (status, retryAfter, expected) => {
  expect(told(status, retryAfter)).toContain(expected);
});

test.each([
  [1, '(HTTP 429) after 1 attempt; it named no pause.'],
  [3, '(HTTP 429) after 3 attempts; it named no pause.'],
])('a limited rate without a Retry-After, %d times', (attempts, expected) => {
  expect(textOf({ kind: 'status', reason: '', status: 429 }, attempts)).toContain(expected);
});
