import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { runConnector } from '../support/run-connector.ts';

const connector = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** Node.js lets the stdout of a process that it starts block. */
const unblocked = 'use Fcntl; fcntl(STDOUT, F_SETFL, fcntl(STDOUT, F_GETFL, 0) | O_NONBLOCK); exec @ARGV';

function runSpec(
  stdout: number,
  through: readonly string[] = [],
): { readonly code: Promise<number | null>; readonly stderr: Promise<string> } {
  const [program = process.execPath, ...args] = [...through, process.execPath, connector, 'spec'];
  const child = spawn(program, args, { stdio: ['ignore', stdout, 'pipe'] });
  const stderr: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
  const code = once(child, 'close').then(([ended]: (number | null)[]) => ended ?? null);
  return { code, stderr: code.then(() => Buffer.concat(stderr).toString()) };
}

test.each([
  ['full', '/dev/full', 'The output cannot be written: ENOSPC: no space left on device, write.\n'],
  ['closed to writing', '/dev/null', 'The output cannot be written: EBADF: bad file descriptor, write.\n'],
])('a spec whose output is %s says so on stderr, with exit code 1', async (_name, path, text) => {
  const stdout = openSync(path, path === '/dev/null' ? 'r' : 'w');
  try {
    const { code, stderr } = runSpec(stdout);
    expect({ code: await code, stderr: await stderr }).toEqual({ code: 1, stderr: text });
  } finally {
    closeSync(stdout);
  }
});

test('a spec that nobody reads ends with exit code 1 and no word', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'source-dataset-'));
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const stdout = openSync(path, 'w');
  closeSync(reader);
  try {
    const { code, stderr } = runSpec(stdout);
    expect({ code: await code, stderr: await stderr }).toEqual({ code: 1, stderr: '' });
  } finally {
    closeSync(stdout);
    rmSync(folder, { recursive: true });
  }
});

test('a spec waits for a full pipe that does not block', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'source-dataset-'));
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const pipe = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  try {
    const filler = fill(pipe);
    const { code } = runSpec(pipe, ['perl', '-e', unblocked]);
    let isOver = false;
    const ended = code.then((value) => {
      isOver = true;
      return value;
    });
    // By then it has met the full pipe.
    await pause(500);
    const pieces: Buffer[] = [];
    while (!isOver) {
      const piece = takeFrom(reader);
      if (piece.length > 0) pieces.push(piece);
      else await pause(2);
    }
    for (let piece = takeFrom(reader); piece.length > 0; piece = takeFrom(reader)) pieces.push(piece);
    const { stdout } = await runConnector(['spec']);
    expect(Buffer.concat(pieces).subarray(filler).equals(Buffer.from(stdout))).toBe(true);
    expect(await ended).toBe(0);
  } finally {
    closeSync(pipe);
    closeSync(reader);
    rmSync(folder, { recursive: true });
  }
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Gives how many bytes it holds. */
function fill(pipe: number): number {
  const bytes = Buffer.alloc(4096, ' ');
  let held = 0;
  try {
    for (;;) held += writeSync(pipe, bytes);
  } catch {
    return held;
  }
}

function takeFrom(pipe: number): Buffer {
  const bytes = Buffer.alloc(4096);
  try {
    return bytes.subarray(0, readSync(pipe, bytes));
  } catch {
    return bytes.subarray(0, 0);
  }
}
