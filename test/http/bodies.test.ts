import zlib from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { ACCEPTED_ENCODINGS, BodyUndecodable, MAX_BODY_BYTES, unpackBody } from '../../src/http/body.ts';
import { testClient } from '../support/client.ts';
import { startAnswering, startHttp, withServer } from '../support/loopback.ts';

const TEXT = `{"data":[${Array.from({ length: 200 }, (_, id) => `{"id":${id}}`).join(',')}]}`;
const MIB = 2 ** 20;
const zstdCompress = (zlib as { readonly zstdCompressSync?: (text: string) => Buffer }).zstdCompressSync;

function served(body: string | Uint8Array, headers: Readonly<Record<string, string | string[]>> = {}) {
  return startHttp((_asked, response) => response.writeHead(200, headers).end(body));
}

async function textOf(body: string | Uint8Array, encoding: string | string[]): Promise<string> {
  return withServer(served(body, { 'content-encoding': encoding }), ({ url }) => testClient().text(url));
}

async function failureOf(body: string | Uint8Array, encoding: string) {
  return withServer(served(body, { 'content-encoding': encoding }), ({ url }) =>
    testClient({ maxBodyBytes: MIB }).failure(url),
  );
}

describe('a body is unpacked', () => {
  const raw = zlib.deflateRawSync(TEXT);
  test.each<[string, Uint8Array, string | string[]]>([
    ['gzip', zlib.gzipSync(TEXT), 'gzip'],
    ['x-gzip, in capitals', zlib.gzipSync(TEXT), 'X-GZIP'],
    ['deflate with its header', zlib.deflateSync(TEXT), 'deflate'],
    ['deflate without it', raw, 'deflate'],
    ['stored deflate without it', zlib.deflateRawSync(TEXT, { level: 0 }), 'deflate'],
    ['br', zlib.brotliCompressSync(TEXT), 'br'],
    ['identity', Buffer.from(TEXT), 'identity'],
    [
      'gzip in several members',
      Buffer.concat([TEXT.slice(0, 9), TEXT.slice(9)].map((part) => zlib.gzipSync(part))),
      'gzip',
    ],
    ['gzip with zeros behind it', Buffer.concat([zlib.gzipSync(TEXT), Buffer.alloc(64)]), 'gzip'],
    ['two encodings', zlib.brotliCompressSync(zlib.gzipSync(TEXT)), 'gzip, br'],
    ['two headers', zlib.brotliCompressSync(zlib.gzipSync(TEXT)), ['gzip', 'br']],
  ])('%s', async (_what, body, encoding) => {
    expect(await textOf(body, encoding)).toBe(TEXT);
  });

  test('an empty body is one whatever its encoding', async () => {
    expect(await textOf('', 'gzip')).toBe('');
  });

  test('zstd where Node.js has it, and only there is it asked for', async () => {
    expect(ACCEPTED_ENCODINGS).toBe(zstdCompress === undefined ? 'gzip, deflate, br' : 'gzip, deflate, br, zstd');
    const unpacked = zstdCompress === undefined ? undefined : await textOf(zstdCompress(TEXT), 'zstd');
    expect(unpacked).toBe(zstdCompress === undefined ? undefined : TEXT);
  });

  test('zstd in several frames, one of them without data', async () => {
    if (zstdCompress === undefined) return;
    const empty = Buffer.from('502a4d180400000000000000', 'hex');
    const frames = [empty, zstdCompress(TEXT.slice(0, 9)), zstdCompress(TEXT.slice(9))];
    expect(await textOf(Buffer.concat(frames), 'zstd')).toBe(TEXT);
  });
});

describe('a body that cannot be unpacked whole is an error, never a part of it', () => {
  const gzip = zlib.gzipSync(TEXT);
  const broken = Buffer.from(gzip);
  broken[gzip.length - 8] = (broken[gzip.length - 8] ?? 0) ^ 1;
  test.each<[string, Uint8Array, string]>([
    ['gzip that is cut, properly ended', gzip.subarray(0, gzip.length >> 1), 'gzip'],
    ['gzip without its last byte', gzip.subarray(0, -1), 'gzip'],
    ['gzip with a wrong checksum', broken, 'gzip'],
    ['gzip whose second member is cut', Buffer.concat([gzip, gzip.subarray(0, 30)]), 'gzip'],
    ['gzip with another text behind it', Buffer.concat([gzip, Buffer.from('<html>')]), 'gzip'],
    ['deflate with another text behind it', Buffer.concat([zlib.deflateSync(TEXT), Buffer.from('<html>')]), 'deflate'],
    ['raw deflate with the same', Buffer.concat([zlib.deflateRawSync(TEXT), Buffer.from('<html>')]), 'deflate'],
    ['br with the same', Buffer.concat([zlib.brotliCompressSync(TEXT), Buffer.from('<html>')]), 'br'],
    ['deflate that is cut', zlib.deflateSync(TEXT).subarray(0, 60), 'deflate'],
    ['raw deflate that is cut', zlib.deflateRawSync(TEXT).subarray(0, 60), 'deflate'],
    ['br that is cut', zlib.brotliCompressSync(TEXT).subarray(0, 60), 'br'],
    ['plain text that is said to be gzip', Buffer.from(TEXT), 'gzip'],
    ['an encoding that nobody knows', Buffer.from(TEXT), 'snappy'],
    ['an encoding with a name that objects have', Buffer.from(TEXT), 'constructor'],
    ['one encoding of two', zlib.gzipSync(TEXT), 'gzip, br'],
  ])('%s', async (_what, body, encoding) => {
    const { kind, status, reason } = await failureOf(body, encoding);
    expect({ kind, status }).toEqual({ kind: 'undecodable', status: 200 });
    expect(reason).toMatch(
      /^the (content-encoding "(snappy|constructor)" is unknown|(gzip|deflate|br) body cannot be unpacked)/,
    );
  });

  test('zstd with another text behind it, and frames that are larger than the limit together', async () => {
    if (zstdCompress === undefined) return;
    const behind = Buffer.concat([zstdCompress(TEXT), Buffer.from('<html>')]);
    expect(await failureOf(behind, 'zstd')).toMatchObject({ kind: 'undecodable' });
    const half = zstdCompress(' '.repeat(MIB / 2));
    expect(await failureOf(Buffer.concat([half, half, half]), 'zstd')).toMatchObject({ kind: 'too_large' });
  });

  test('it is tried again', () =>
    withServer(served('x', { 'content-encoding': 'gzip' }), async ({ url }) => {
      expect((await testClient({ maxRetries: 2 }).failure(url)).attempts).toBe(3);
    }));

  test('a list of encodings without end does not pass', async () => {
    await expect(unpackBody(Buffer.from('x'), 'gzip,'.repeat(20_000))).rejects.toThrow(BodyUndecodable);
  });
});

describe('a body above the limit ends the request, which is not tried again', () => {
  const bomb = Buffer.alloc(16 * MIB, ' ');
  const mark = { kind: 'too_large', limit: MIB, attempts: 1 };

  test('the limit by default', () => {
    expect(MAX_BODY_BYTES).toBe(256 * MIB);
  });

  test('on the wire', () =>
    withServer(served(Buffer.alloc(MIB + 1, ' ')), async ({ url }) => {
      expect(await testClient({ maxBodyBytes: MIB, maxRetries: 3 }).failure(url)).toMatchObject({
        ...mark,
        reason: 'on the wire',
      });
    }));

  test('just at the limit it passes', () =>
    withServer(served(Buffer.alloc(MIB, ' ')), async ({ url }) => {
      expect((await testClient({ maxBodyBytes: MIB }).text(url)).length).toBe(MIB);
    }));

  test.each<[string, Uint8Array, string]>([
    ['gzip', zlib.gzipSync(bomb), 'gzip'],
    ['gzip in gzip', zlib.gzipSync(zlib.gzipSync(bomb)), 'gzip, gzip'],
    ['deflate', zlib.deflateSync(bomb), 'deflate'],
    ['raw deflate', zlib.deflateRawSync(bomb), 'deflate'],
    ['br', zlib.brotliCompressSync(bomb), 'br'],
  ])('a bomb in %s', async (_what, body, encoding) => {
    expect(body.length).toBeLessThan(100_000);
    expect(await failureOf(body, encoding)).toMatchObject({ ...mark, reason: 'unpacked' });
  });

  test('of a refusal it is still the refusal', () =>
    withServer(
      startHttp((_asked, response) => response.writeHead(403).end(Buffer.alloc(2 * MIB, 'x'))),
      async ({ url }) => {
        const failure = await testClient({ maxBodyBytes: MIB }).failure(url);
        expect(failure).toMatchObject({ kind: 'status', status: 403, preview: '(a body that cannot be read)' });
      },
    ));
});

describe('what the wire says', () => {
  const head = 'HTTP/1.1 200 OK\r\nConnection: close\r\n';
  test.each<[string, string[], string]>([
    ['a length that is too long', [head, 'Content-Length: 99\r\n\r\n', TEXT.slice(0, 50)], 'connection'],
    ['two lengths that differ', [head, 'Content-Length: 5\r\nContent-Length: 6\r\n\r\n', '{"a":1}'], 'connection'],
    [
      'a length and chunks',
      [head, 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n', '0\r\n\r\n'],
      'connection',
    ],
    ['chunks without an end', [head, 'Transfer-Encoding: chunked\r\n\r\n', '5\r\n{"a":'], 'connection'],
    ['a chunk with a wrong length', [head, 'Transfer-Encoding: chunked\r\n\r\n', 'zz\r\n{}'], 'connection'],
    ['no HTTP', ['220 mail.example.com ESMTP\r\n'], 'connection'],
    ['nothing', [''], 'connection'],
    ['a head without end', [head, 'X-Long: ', 'x'.repeat(40_000)], 'connection'],
  ])('%s breaks the connection', (_what, answer, kind) =>
    withServer(startAnswering(...answer), async ({ url }) => {
      expect((await testClient().failure(url)).kind).toBe(kind);
    }),
  );

  test('a length that is too short gives a part, which is not proven', () =>
    withServer(startAnswering('HTTP/1.1 200 OK\r\n', 'Content-Length: 8\r\n\r\n', TEXT), async ({ url }) => {
      const client = testClient();
      const proof = client.http.send(
        { method: 'POST', url, headers: {} },
        ({ body }): unknown => JSON.parse(Buffer.from(body).toString()),
        new AbortController().signal,
      );
      // Whether the part or the rest is noticed first depends on how they arrive.
      await expect(proof).rejects.toMatchObject({
        details: { kind: expect.stringMatching(/^(unproven|connection)$/) },
      });
    }));
});

test.each([
  [202, 'the query is accepted, but not answered yet'],
  [206, 'only a part of the answer came'],
])('a success that is not the answer is tried again: HTTP %d', (status, reason) =>
  withServer(
    startHttp((_asked, response) => response.writeHead(status).end(TEXT)),
    async ({ url }) => {
      const failure = await testClient({ maxRetries: 2 }).failure(url);
      expect(failure).toMatchObject({ kind: 'unfinished', status, reason, attempts: 3 });
    },
  ),
);

test('of a refusal no more than a megabyte is taken', () =>
  withServer(
    startHttp((_asked, response) => response.writeHead(400).end(Buffer.alloc(8 * MIB, 'x'))),
    async ({ url }) => {
      const failure = await testClient().failure(url);
      expect(failure).toMatchObject({ kind: 'status', status: 400, preview: '(a body that cannot be read)' });
    },
  ));
