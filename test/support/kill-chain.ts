import type { Behaviour } from '../../integration_tests/dataset-api/behaviour/behaviour.ts';
import { seededRandom } from '../../integration_tests/dataset-api/seeded-random.ts';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { generateRows } from '../../integration_tests/dataset-api/synthetic.ts';
import { idsOf, ReadFolder, stoppedRead, upToLastState, wholeLines } from './stopped-read.ts';

export const CHAIN_ROWS = 8000;
const LIMIT = 100;
const CONCURRENCY = 4;
/** About what a read of all rows writes. */
const WHOLE_BYTES = 1_400_000;

export interface KillChain {
  readonly kills: number;
  /** Reads that went on from a state. */
  readonly resumes: number;
  readonly rows: number;
  readonly different: number;
  readonly missing: number;
  /** The most rows that one read brought again. */
  readonly mostRepeated: number;
  /** What one resume may bring again: a page for each reader. */
  readonly mayRepeat: number;
  /** Largest state, in bytes. */
  readonly largestState: number;
  readonly code: number | null;
}

/** A server of the kinds that a read has to get along with. */
const BEHAVIOURS: readonly Behaviour[] = [{}, { pageCap: 37 }, { lowerExclusive: true }, { tiesShuffled: true }];

/** One dataset, read by processes that are killed one after the other at random points, and by a last one to its end. */
export async function killChain(seed: number, kills: number): Promise<KillChain> {
  const random = seededRandom(seed);
  const rows = generateRows({
    count: CHAIN_ROWS,
    start: Date.parse('2020-01-02T00:00:00Z'),
    step: 1000,
    ties: 3,
    seed,
  });
  const behaviour = BEHAVIOURS[Math.floor(random() * BEHAVIOURS.length)] ?? {};
  const api = await startDatasetApi({ datasets: { rows: { rows } }, behaviour });
  const folder = new ReadFolder({
    base_url: api.url,
    auth: { type: 'bearer', token: 'demo-token' },
    datasets: [{ dataset_id: 'rows', name: 'dataset' }],
    start_time: '2020-01-01T00:00:00Z',
    paginator: { limit: LIMIT },
    requests: { concurrency: CONCURRENCY },
    checkpoint_interval_seconds: seed % 2,
  });
  const kept = new Kept();
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      // Points early in the read count as much as late ones.
      const afterBytes = Math.floor(random() ** 2 * (WHOLE_BYTES / kills));
      const { stdout } = await stoppedRead(folder.args, { how: 'SIGKILL', afterBytes });
      const { ids, state } = upToLastState(stdout);
      kept.add(ids, state);
      folder.setState(kept.state);
    }
    const last = await stoppedRead(folder.args, { how: 'SIGKILL', afterBytes: Number.POSITIVE_INFINITY });
    kept.add(idsOf(wholeLines(last.stdout)), kept.state);
    return { kills, ...kept.counts(rows.map(({ id }) => String(id))), code: last.code };
  } finally {
    folder.remove();
    await api.close();
  }
}

/** What a destination has: the rows before the last state of each read. */
class Kept {
  state: unknown;
  readonly #ids = new Set<string>();
  #rows = 0;
  #resumes = 0;
  #mostRepeated = 0;
  #largestState = 0;

  add(ids: readonly string[], state: unknown): void {
    const before = this.#ids.size;
    for (const id of ids) this.#ids.add(id);
    this.#rows += ids.length;
    this.#mostRepeated = Math.max(this.#mostRepeated, ids.length - (this.#ids.size - before));
    if (this.state !== undefined) this.#resumes += 1;
    if (state === undefined) return;
    this.state = state;
    const own = (state as { stream?: { stream_state?: unknown } }).stream?.stream_state;
    this.#largestState = Math.max(this.#largestState, Buffer.byteLength(JSON.stringify(own)));
  }

  counts(expected: readonly string[]): Omit<KillChain, 'kills' | 'code'> {
    return {
      resumes: this.#resumes,
      rows: this.#rows,
      different: this.#ids.size,
      missing: expected.filter((id) => !this.#ids.has(id)).length,
      mostRepeated: this.#mostRepeated,
      mayRepeat: CONCURRENCY * LIMIT,
      largestState: this.#largestState,
    };
  }
}
