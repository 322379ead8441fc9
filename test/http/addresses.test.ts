import { describe, expect, test } from '@jest/globals';
import { isLocalName, whyNotPublic } from '../../src/http/addresses.ts';

describe('public', () => {
  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '168.63.129.15',
    '2606:4700:4700::1111',
    '2a00:1450:4001:80b::200e',
    '2001:200::',
    '::ffff:8.8.8.8',
    '::ffff:808:808',
    '64:ff9b::808:808',
    '64:ff9b::8.8.8.8',
  ])('%s', (address) => {
    expect(whyNotPublic(address)).toBeUndefined();
  });
});

describe('not public', () => {
  test.each([
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'unspecified'],
    ['10.0.0.0', 'private'],
    ['10.255.255.255', 'private'],
    ['100.64.0.0', 'shared by a carrier'],
    ['100.100.100.200', 'shared by a carrier'],
    ['100.127.255.255', 'shared by a carrier'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.255', 'loopback'],
    ['169.254.169.254', 'link-local'],
    ['172.16.0.0', 'private'],
    ['172.31.255.255', 'private'],
    ['192.0.0.1', 'reserved for protocols'],
    ['192.0.2.1', 'for documentation'],
    ['192.88.99.1', '6to4'],
    ['192.168.255.255', 'private'],
    ['198.18.0.0', 'for benchmarks'],
    ['198.19.255.255', 'for benchmarks'],
    ['198.51.100.7', 'for documentation'],
    ['203.0.113.7', 'for documentation'],
    ['224.0.0.1', 'multicast'],
    ['239.255.255.255', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'reserved'],
    ['168.63.129.16', 'Azure'],
    ['::', 'reserved'],
    ['::1', 'reserved'],
    ['::127.0.0.1', 'reserved'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['fec0::1', 'reserved'],
    ['fc00::1', 'private'],
    ['fd00:ec2::254', 'private'],
    ['ff02::1', 'multicast'],
    ['100::1', 'reserved'],
    ['5f00::1', 'reserved'],
    ['64:ff9b:1::1', 'reserved'],
    ['::ffff:0:127.0.0.1', 'reserved'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::ffff:10.1.2.3', 'private'],
    ['::FFFF:A9FE:A9FE', 'link-local'],
    ['0:0:0:0:0:ffff:192.168.0.1', 'private'],
    ['64:ff9b::127.0.0.1', 'loopback'],
    ['64:ff9b::a00:1', 'private'],
    ['64:ff9b::', 'unspecified'],
    ['64:ff9b::1', 'unspecified'],
    ['2001::1', 'Teredo'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'Teredo'],
    ['2001:db8::1', 'for documentation'],
    ['2002:7f00:1::', '6to4'],
    ['2002:c0a8:1::1', '6to4'],
    ['3fff::1', 'for documentation'],
    ['example.com', 'no IP address'],
    ['', 'no IP address'],
  ])('%s', (address, why) => {
    expect(whyNotPublic(address)).toContain(why);
  });
});

test.each(['localhost', 'LOCALHOST', 'localhost.', 'api.localhost', 'printer.local', 'metadata.google.internal'])(
  '%s is a local name',
  (host) => {
    expect(isLocalName(host)).toBe(true);
  },
);

test.each(['example.com', 'localhost.example.com', 'notlocalhost', 'internal.example.com', 'mylocal'])(
  '%s is none',
  (host) => {
    expect(isLocalName(host)).toBe(false);
  },
);
