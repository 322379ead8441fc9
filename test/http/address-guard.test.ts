import type { LookupAddress } from 'node:dns';
import { describe, expect, test } from '@jest/globals';
import { proxyHosts, publicOnly } from '../../src/http/address-guard.ts';
import { testClient } from '../support/client.ts';
import { startTcp, withServer } from '../support/loopback.ts';

const v4 = (address: string): LookupAddress => ({ address, family: 4 });

/** Resolves every name to these addresses, one list after the other; the last one stays. */
function resolver(...answers: readonly (readonly string[])[]) {
  const left = [...answers];
  return () => Promise.resolve(((left.length > 1 ? left.shift() : left[0]) ?? []).map(v4));
}

async function refusal(url: string, ...answers: readonly (readonly string[])[]): Promise<string> {
  return publicOnly({ resolve: resolver(...answers) })
    .allow(url)
    .then(
      () => 'allowed',
      (error: Error) => error.message,
    );
}

describe('before a request is sent', () => {
  test('only https', async () => {
    expect(await refusal('http://api.example.com/x?y=z', ['8.8.8.8'])).toBe('http://api.example.com is not https');
  });

  test('a public host passes', async () => {
    expect(await refusal('https://api.example.com/x', ['8.8.8.8', '8.8.4.4'])).toBe('allowed');
    expect(await refusal('https://8.8.8.8/x')).toBe('allowed');
    expect(await refusal('https://[2606:4700:4700::1111]/x')).toBe('allowed');
  });

  test('a name of which one address is not public does not', async () => {
    expect(await refusal('https://api.example.com', ['8.8.8.8', '10.0.0.7'])).toBe(
      'api.example.com resolves to 10.0.0.7, which is private (RFC 1918)',
    );
  });

  test.each([
    'https://127.0.0.1',
    'https://2130706433',
    'https://0x7f000001',
    'https://0x7f.1',
    'https://017700000001',
    'https://127.1',
    'https://127.0.0.1.',
    'https://１２７.0.0.1',
    'https://127。0。0。1',
    'https://[::1]',
    'https://[::ffff:127.0.0.1]',
    'https://[::ffff:7f00:1]',
    'https://[0:0:0:0:0:ffff:7f00:1]',
    'https://[64:ff9b::127.0.0.1]',
    'https://[2002:7f00:1::]',
    'https://[fe80::1]',
    'https://user:pw@169.254.169.254/latest/meta-data',
    'https://localhost',
    'https://LOCALHOST.',
    'https://x.localhost:8443',
  ])('%s is refused without a look-up', async (url) => {
    expect(await refusal(url)).toMatch(/ is (loopback|link-local|private|6to4|a local name)/);
  });
});

describe('a connection', () => {
  test('goes nowhere when a name means something else by then', () =>
    withServer(
      startTcp((socket) => socket.destroy()),
      async ({ port, connections }) => {
        const guard = publicOnly({ resolve: resolver(['8.8.8.8'], ['127.0.0.1']) });
        const failure = await testClient({ guard, maxRetries: 3 }).failure(`https://api.example.com:${port}/`);
        expect(failure).toEqual({
          kind: 'forbidden_address',
          reason: 'api.example.com resolves to 127.0.0.1, which is loopback (RFC 1122)',
          attempts: 1,
        });
        expect(connections()).toBe(0);
      },
    ));

  test('is checked again for each attempt', () =>
    withServer(
      startTcp((socket) => socket.destroy()),
      async ({ port, connections }) => {
        // The proxy host is trusted, so the first attempt reaches the server, which cuts it.
        const resolve = resolver(['8.8.8.8'], ['127.0.0.1'], ['10.0.0.1']);
        const guard = publicOnly({ resolve, proxies: ['API.example.com'] });
        const failure = await testClient({ guard, maxRetries: 3 }).failure(`https://api.example.com:${port}/`);
        expect({ kind: failure.kind, attempts: failure.attempts }).toEqual({
          kind: 'forbidden_address',
          attempts: 2,
        });
        expect(connections()).toBe(1);
      },
    ));

  test('that cannot be resolved is no forbidden one', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }));
    const failure = await testClient({ guard: publicOnly({ resolve }) }).failure('https://api.example.com/');
    expect(failure).toEqual({ kind: 'unresolved', reason: 'ENOTFOUND', attempts: 1 });
  });

  test('that is stopped does not wait for the look-up', async () => {
    const stop = new AbortController();
    const guard = publicOnly({ resolve: () => new Promise(() => undefined) });
    const failure = testClient({ guard }).failure('https://api.example.com/', stop.signal);
    setTimeout(() => stop.abort(), 10);
    expect((await failure).kind).toBe('cancelled');
  });
});

test('the proxies of the environment', () => {
  const env = {
    HTTPS_PROXY: 'http://user:pw@proxy.internal:3128',
    all_proxy: 'proxy-2:8080',
    http_proxy: '',
    NO_PROXY: '*.example.com',
    PATH: '/bin',
  };
  expect(proxyHosts(env)).toEqual(['proxy.internal', 'proxy-2']);
});
