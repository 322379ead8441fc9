import { describe, expect, test } from '@jest/globals';
import { datasetError } from '../../src/dataset/dataset-error.ts';
import { HttpFailure } from '../../src/http/failure.ts';
import { testClient } from '../support/client.ts';
import { type Loopback, startAnswering, startHttp, startTcp, withServer } from '../support/loopback.ts';

/** What the user reads. */
async function told(server: Promise<Loopback>, scheme: 'http' | 'https'): Promise<string> {
  return withServer(server, async ({ port }) => {
    const url = `${scheme}://127.0.0.1:${port}/`;
    const { attempts, ...details } = await testClient().failure(url);
    const failure = new HttpFailure(details, attempts);
    return datasetError(failure, { datasetId: 'd', url, timeField: 't', timeFormat: 'iso8601' }).message;
  });
}

describe('https at a server that speaks plain HTTP', () => {
  test.each<[string, () => Promise<Loopback>]>([
    ['answers in HTTP', () => startHttp((_asked, response) => response.end())],
    ['ends the connection', () => startTcp((socket) => socket.once('data', () => socket.end()))],
    ['resets the connection', () => startTcp((socket) => socket.once('data', () => socket.resetAndDestroy()))],
  ])('that %s', async (_how, start) => {
    expect(await told(start(), 'https')).toContain('; base_url may have to begin with http://');
  });
});

describe('http at a server that speaks HTTPS', () => {
  test('that says so with an alert of TLS', async () => {
    const alert = Uint8Array.of(0x15, 3, 1, 0, 2, 2, 70);
    expect(await told(startAnswering(alert), 'http')).toContain('; base_url may have to begin with https://');
  });

  test.each([
    '<h1>The plain HTTP request was sent to HTTPS port</h1>',
    'Client sent an HTTP request to an HTTPS server.',
  ])('that says "%s"', async (said) => {
    const server = startHttp((_asked, response) => response.writeHead(400).end(said));
    expect(await told(server, 'http')).toContain('; base_url may have to begin with https://');
  });
});

test.each<[string, () => Promise<Loopback>]>([
  ['resets the connection', () => startTcp((socket) => socket.once('data', () => socket.resetAndDestroy()))],
  ['answers with something else', () => startAnswering('SSH-2.0-x\r\n')],
  ['refuses the request', () => startHttp((_asked, response) => response.writeHead(400).end('no column "x"'))],
])('http at a server that %s says nothing of another scheme', async (_how, start) => {
  expect(await told(start(), 'http')).not.toContain('may have to begin');
});

test('HTTP 304 is no redirect', async () => {
  const message = await told(
    startHttp((_asked, response) => response.writeHead(304).end()),
    'http',
  );
  expect(message).toContain('rejected the request for dataset "d" (HTTP 304)');
  expect(message).not.toContain('redirect');
});
