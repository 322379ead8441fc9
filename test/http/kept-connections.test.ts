import type { Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { testClient } from '../support/client.ts';
import { type Loopback, startTcp, withServer } from '../support/loopback.ts';

const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: keep-alive\r\n\r\npage';

/** Answers the first request of each connection and keeps it; `then` meets the second one. */
function keeping(then: (socket: Socket, connection: number) => void): Promise<Loopback> {
  let connections = 0;
  return startTcp((socket) => {
    connections += 1;
    const connection = connections;
    let requests = 0;
    socket.on('error', () => socket.destroy());
    socket.on('data', () => {
      requests += 1;
      if (requests === 1) socket.write(answer);
      else then(socket, connection);
    });
  });
}

test.each<[string, (socket: Socket) => void]>([
  ['resets', (socket) => socket.resetAndDestroy()],
  ['ends', (socket) => socket.end()],
])('a kept connection that the server %s is replaced by a new one, without a retry', (_how, then) =>
  withServer(keeping(then), async ({ url, connections }) => {
    const client = testClient();
    for (let count = 0; count < 4; count += 1) expect(await client.text(url)).toBe('page');
    // The second and the fourth request find the connection of the one before.
    expect({ connections: connections(), retries: client.retries }).toEqual({ connections: 4, retries: [] });
  }),
);

test('only once for an attempt: a new connection that breaks as well is a failure', async () => {
  let broken = false;
  const server = startTcp((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', () => (broken ? socket.resetAndDestroy() : socket.write(answer)));
  });
  await withServer(server, async ({ url, connections }) => {
    const client = testClient();
    expect(await client.text(url)).toBe('page');
    broken = true;
    expect(await client.failure(url)).toMatchObject({ kind: 'connection', reason: 'ECONNRESET', attempts: 1 });
    expect(connections()).toBe(2);
  });
});

test('not where an answer had begun', () =>
  withServer(
    keeping((socket) => socket.end('HTTP/1.1 200')),
    async ({ url, connections }) => {
      const client = testClient();
      expect(await client.text(url)).toBe('page');
      expect(await client.failure(url)).toMatchObject({ kind: 'connection', attempts: 1 });
      expect(connections()).toBe(1);
    },
  ));
