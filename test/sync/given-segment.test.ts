import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { startHttp, withServer } from '../support/loopback.ts';
import { syncOnce } from '../support/sync-once.ts';

const START = Date.parse('2020-01-01T00:00:00Z');
const SECOND = 1000;
const LIMIT = 20;
const ROWS = 6000;

/** Between two ticks: the rows of an anchor never show whether the lower bound is exclusive. */
const rows = Array.from({ length: ROWS }, (_, id) => ({ id, timestamp: START + (id + 1) * SECOND + 0.5 }));

interface Range {
  readonly lower: number;
  readonly upper: number;
}

function rangeOf(body: string): Range {
  const [{ clause }] = JSON.parse(body) as [{ clause: { parameters: { value: number }[] } }];
  const [lower, upper] = clause.parameters.map(({ value }) => value);
  return { lower: lower ?? 0, upper: upper ?? 0 };
}

/**
 * Answers the first question for the part above that of the first reader with nothing, but only once the first reader is
 * through and asks how the first tick is bounded; that answer takes longer.
 */
class SlipWhileSettling {
  slipped = false;
  readonly #settling = new EventTarget();
  readonly #begun: number[] = [];

  async answer(range: Range): Promise<readonly object[]> {
    const { lower, upper } = range;
    if (lower === START - 1 && upper === START && this.slipped) {
      this.#settling.dispatchEvent(new Event('begun'));
      await new Promise((resolve) => setTimeout(resolve, 50));
    } else if (!this.slipped && this.#isAbove(range)) {
      this.slipped = true;
      await once(this.#settling, 'begun');
      return [];
    }
    return rows.filter(({ timestamp }) => timestamp >= lower && timestamp <= upper).slice(0, LIMIT);
  }

  /** Nothing near to it was asked for before: another reader begins there. */
  #isAbove({ lower }: Range): boolean {
    const place = (lower - START) / SECOND / ROWS;
    const isNew = !this.#begun.some((other) => Math.abs(other - lower) < 1.5 * LIMIT * SECOND);
    this.#begun.push(lower);
    return isNew && place > 0.2 && place < 0.45;
  }
}

test('a part that is given back to a reader which asks its last question is read', () => {
  const api = new SlipWhileSettling();
  const server = startHttp(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    response.end(JSON.stringify({ data: await api.answer(rangeOf(Buffer.concat(pieces).toString())) }));
  });
  return withServer(server, async ({ url }) => {
    const result = await syncOnce(url, {
      datasets: [{ dataset_id: 'rows' }],
      end_time: new Date(START + (ROWS + 2) * SECOND).toISOString(),
      paginator: { limit: LIMIT, offset_param: '' },
      requests: { concurrency: 3 },
    });
    expect(api.slipped).toBe(true);
    const ids = result.rows.map((row) => (JSON.parse(row) as { id: number }).id);
    expect({ failed: result.failed, rows: new Set(ids).size }).toEqual({ failed: undefined, rows: ROWS });
  });
});
