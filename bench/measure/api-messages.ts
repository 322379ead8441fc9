import type { DatasetPlan } from '../rows/plan.ts';

/** What the process of the API is started with. */
export interface ApiPlan {
  readonly datasets: readonly DatasetPlan[];
  /** Answers are compressed for who accepts it. */
  readonly compressed?: boolean;
  /** The API speaks TLS and writes its certificate here. */
  readonly certificateFile?: string;
}

/** mark: count from here on · seen: what came since the mark · sum: the checksum of the rows of a dataset. */
export type ApiQuestion = { readonly ask: 'mark' | 'seen' } | { readonly ask: 'sum'; readonly dataset: string };

export interface ApiReady {
  readonly url: string;
  readonly token: string;
  /** The rows of each dataset. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface Seen {
  readonly requests: number;
  /** The rows that the offsets of the requests made the server skip, in all. */
  readonly skipped: number;
  readonly rows: number;
  readonly mostAtOnce: number;
  readonly cpuS: number;
}

export type ApiReply = ApiReady | Seen | { readonly marked: true } | { readonly sum: string };
