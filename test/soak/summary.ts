import type { KillChain } from '../support/kill-chain.ts';
import type { ChainResult } from './sync-chain.ts';

/** What a soak adds up, and what it found wrong. */
export class Summary {
  readonly violations: string[] = [];
  readonly #onViolation: (line: string) => void;
  readonly #failures = new Map<string, number>();
  #cases = 0;
  #complete = 0;
  #resumes = 0;
  #kills = 0;
  #rows = 0;
  #syncRows = 0;
  #repeats = 0;
  #requests = 0;
  #largestState = 0;

  /** `onViolation` is called with each at once: a soak may be broken off. */
  constructor(onViolation: (line: string) => void) {
    this.#onViolation = onViolation;
  }

  addSyncs(seed: number, chain: ChainResult): void {
    this.#cases += 1;
    this.#complete += Number(chain.complete);
    this.#repeats += chain.repeats;
    this.#requests += chain.requests;
    this.#syncRows += chain.rows;
    this.#addReads(chain);
    for (const code of chain.failures) this.#failures.set(code, (this.#failures.get(code) ?? 0) + 1);
    for (const violation of chain.violations) this.#violate(`SEED=${seed}`, violation);
  }

  addKills(seed: number, chain: KillChain): void {
    this.#kills += chain.kills;
    this.#repeats += chain.rows - chain.different;
    this.#addReads(chain);
    const again = `SEED=${seed} CASES=0 KILLS=${chain.kills}`;
    if (chain.code !== 0) this.#violate(again, `the last read ended with ${chain.code}`);
    if (chain.missing > 0) this.#violate(again, `${chain.missing} rows are missing`);
    if (chain.largestState >= 1024) this.#violate(again, `a state of ${chain.largestState} bytes`);
    if (chain.mostRepeated > chain.mayRepeat) {
      this.#violate(again, `${chain.mostRepeated} rows again, of at most ${chain.mayRepeat}`);
    }
  }

  addThrown(again: string, thrown: unknown): void {
    this.#violate(again, thrown instanceof Error ? String(thrown.stack) : String(thrown));
  }

  text(): string {
    const failures = [...this.#failures].map(([code, count]) => `${code} ${count}`).join(', ');
    const perRow = this.#requests / Math.max(1, this.#syncRows);
    const lines: [string, string | number][] = [
      ['cases', this.#cases],
      ['complete', this.#complete],
      ['loud failures', failures || 'none'],
      ['resumes', this.#resumes],
      ['kills', this.#kills],
      ['rows', this.#rows],
      ['repeats', this.#repeats],
      ['largest state', `${this.#largestState} bytes`],
      ['requests per row', perRow.toFixed(2)],
      ['violations', this.violations.length],
    ];
    return [...lines.map(([name, value]) => `${name.padEnd(18)}${value}`), ...this.violations, ''].join('\n');
  }

  #addReads({ resumes, rows, largestState }: Pick<ChainResult, 'resumes' | 'rows' | 'largestState'>): void {
    this.#resumes += resumes;
    this.#rows += rows;
    this.#largestState = Math.max(this.#largestState, largestState);
  }

  #violate(again: string, violation: string): void {
    const line = `  ${again} npm run soak: ${violation}`;
    this.violations.push(line);
    this.#onViolation(line);
  }
}
