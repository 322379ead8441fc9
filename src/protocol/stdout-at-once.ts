import { writeSync } from 'node:fs';
import type { Sink } from './output.ts';

/**
 * Stdout for a few lines, each written before the call returns. To load the stream that Node.js has for it takes as long as
 * all else that `spec` does; only where a pipe that does not block is full, that one waits for it.
 */
export const stdoutAtOnce: Sink = {
  write(bytes, done) {
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(1, bytes, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') process.stdout.write(bytes.subarray(written), done);
      else done(error as Error);
      return;
    }
    done();
  },
  on: () => undefined,
};
