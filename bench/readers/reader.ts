import { join } from 'node:path';
import { measuredNode, program } from '../measure/programs.ts';
import type { Command } from '../measure/run-piped.ts';
import type { ReadJob } from '../programs/job.ts';

export type ReaderName = 'connector' | 'loop' | 'download' | 'dlt' | 'faros' | 'low-code';

/** Something that reads a dataset as a process of its own. */
export interface Reader {
  readonly name: ReaderName;
  readonly label: string;
  /** It prints a line for each record. */
  readonly printsRecords: boolean;
  /** It is given fewer rows, so that the bench comes to an end. */
  readonly slow?: boolean;
  /** The command that does a job; `folder` is there for files of its own. */
  command(job: ReadJob, folder: string): Promise<Command>;
}

export const plainLoop: Reader = {
  name: 'loop',
  label: 'plain TypeScript loop',
  printsRecords: true,
  command: async (job) => ({ argv: measuredNode(program('plain-loop'), JSON.stringify(job)) }),
};

export const download: Reader = {
  name: 'download',
  label: 'axios download only',
  printsRecords: false,
  command: async (job) => ({ argv: measuredNode(program('download'), JSON.stringify(job)) }),
};

/** Where a reader writes a file of its own. */
export function fileIn(folder: string, name: string): string {
  return join(folder, name);
}
