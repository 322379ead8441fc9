import type { ErrorEntry } from './error-entry.ts';

/** Errors of the run itself. */
export const runErrors = {
  output_closed: {
    failureType: 'system_error',
    actor: 'operator',
    message: 'The reader of the output went away.',
    remedy:
      'Nothing in the connector: whoever reads its output ended first. The next sync continues from the last state that was stored.',
  },
  output_failed: {
    failureType: 'system_error',
    actor: 'operator',
    message: 'The output cannot be written: {reason}.',
    remedy: 'Free space on the disk that the output goes to.',
  },
  interrupted: {
    failureType: 'transient_error',
    actor: 'operator',
    message: 'The {what} was stopped by {signal}. {next}',
    remedy: 'Start it again. A sync continues from the last checkpoint.',
  },
  internal: {
    failureType: 'system_error',
    actor: 'maintainer',
    message: 'The connector has a fault of its own: {reason}',
    remedy: 'Report it with the log of the sync and the version of the image.',
  },
} as const satisfies Record<string, ErrorEntry>;
