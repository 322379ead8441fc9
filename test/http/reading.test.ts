import type { Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { HttpAgent } from '../../src/http/reading.ts';
import { startTcp, withServer } from '../support/loopback.ts';

const pieces = ['one, ', 'two, ', 'three'].map((text) => text.padEnd(1000, '.'));
const whole = pieces.join('');

/** Each piece is sent when the one before was read. */
function connection(use: (socket: Socket) => Promise<void>): Promise<void> {
  const server = startTcp((socket) => {
    socket.setNoDelay();
    socket.on('error', () => socket.destroy());
    let sent = 0;
    socket.on('data', () => socket.write(String(pieces[sent++])));
  });
  return withServer(server, async ({ url }) => {
    const { hostname: host, port } = new URL(url);
    const socket = new HttpAgent().createConnection({ host, port }) as Socket;
    try {
      await use(socket);
    } finally {
      socket.destroy();
    }
  });
}

async function askForAll(socket: Socket): Promise<void> {
  let asked = 0;
  for (const piece of pieces) {
    socket.write('next');
    asked += piece.length;
    while (socket.bytesRead < asked) await setTimeout(1);
  }
}

test('what was read and nobody has taken yet stays as it came', () =>
  connection(async (socket) => {
    await askForAll(socket);
    expect(String(socket.read())).toBe(whole);
  }));

test('what was taken leaves its memory to the next read', () =>
  connection(async (socket) => {
    const taken: { text: string; memory: ArrayBufferLike }[] = [];
    socket.on('data', (chunk: Buffer) => taken.push({ text: String(chunk), memory: chunk.buffer }));
    await askForAll(socket);
    expect(taken.map(({ text }) => text).join('')).toBe(whole);
    expect(new Set(taken.map(({ memory }) => memory)).size).toBe(1);
  }));
