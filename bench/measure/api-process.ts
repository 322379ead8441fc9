import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { ApiPlan, ApiQuestion, ApiReady, Seen } from './api-messages.ts';
import { program } from './programs.ts';

/** The embedded API in a process of its own, with the datasets of a plan in it. */
export class ApiProcess {
  readonly plan: ApiPlan;
  readonly ready: ApiReady;
  readonly #child: ChildProcess;

  private constructor(plan: ApiPlan, child: ChildProcess, ready: ApiReady) {
    this.plan = plan;
    this.#child = child;
    this.ready = ready;
  }

  /** Resolves when all its rows are made. */
  static async start(plan: ApiPlan): Promise<ApiProcess> {
    const child = fork(program('api'), [JSON.stringify(plan)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    return new ApiProcess(plan, child, await replyOf<ApiReady>(child));
  }

  /** What comes from here on is `seen`. */
  async mark(): Promise<void> {
    await this.#ask({ ask: 'mark' });
  }

  seen(): Promise<Seen> {
    return this.#ask({ ask: 'seen' });
  }

  /** The checksum of the rows of a dataset. */
  async sum(dataset: string): Promise<string> {
    const { sum } = await this.#ask<{ readonly sum: string }>({ ask: 'sum', dataset });
    return sum;
  }

  async stop(): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.disconnect();
    await gone;
  }

  #ask<Reply>(question: ApiQuestion): Promise<Reply> {
    const reply = replyOf<Reply>(this.#child);
    this.#child.send(question);
    return reply;
  }
}

async function replyOf<Reply>(child: ChildProcess): Promise<Reply> {
  const ended = new AbortController();
  const early = once(child, 'exit', { signal: ended.signal }).then(() => {
    throw new Error('the process of the API ended');
  });
  try {
    const [reply] = (await Promise.race([once(child, 'message'), early])) as [Reply];
    return reply;
  } finally {
    early.catch(() => undefined);
    ended.abort();
  }
}
