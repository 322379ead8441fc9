import { fstatSync, writeSync } from 'node:fs';
import type { Sink } from './output.ts';

/**
 * A quarter of what a pipe holds: its reader takes one piece while the next one is written. In larger ones both wait for each
 * other (docs/performance.md).
 */
const PIECE_BYTES = 16 * 1024;

const STDOUT = 1;

/** Stdout as it is cheapest. Node.js makes a pipe not block when it opens its stream, so that nobody waits in a write. */
export function openStdout(): Sink {
  const stream = process.stdout;
  const stats = fstatSync(STDOUT);
  if (!stats.isFIFO() && !stats.isSocket()) return stream;
  return { write: writeAtOnce, on: (event, listener) => stream.on(event, listener) };
}

/** Stdout for a few lines, without its stream: to load that takes as long as all else that `spec` does. */
export const stdoutForFewLines: Sink = { write: writeAtOnce, on: () => undefined };

/** Writes as long as there is room, and leaves to the stream to wait for more. Where there is enough, `done` is called at once. */
function writeAtOnce(bytes: Uint8Array, done: (error?: Error | null) => void): void {
  let written = 0;
  try {
    while (written < bytes.length) {
      written += writePiece(bytes, written);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') waitForRoom(bytes.subarray(written), done);
    else done(error as Error);
    return;
  }
  done();
}

/** That a pipe is full is an error of Node.js, many times a second, of which the stack would cost the most. */
function writePiece(bytes: Uint8Array, from: number): number {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return writeSync(STDOUT, bytes, from, Math.min(PIECE_BYTES, bytes.length - from));
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function waitForRoom(bytes: Uint8Array, done: (error?: Error | null) => void): void {
  process.stdout.write(bytes.subarray(0, PIECE_BYTES), (error) => {
    if (error) done(error);
    else writeAtOnce(bytes.subarray(PIECE_BYTES), done);
  });
}
