import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** What a range of addresses is for, and who says so. */
type Range = readonly [network: string, prefix: number, purpose: string];

/** IPv4 ranges that are not public, from the IANA IPv4 Special-Purpose Address Registry. */
const IPV4: readonly Range[] = [
  ['0.0.0.0', 8, 'unspecified (RFC 791)'],
  ['10.0.0.0', 8, 'private (RFC 1918)'],
  ['100.64.0.0', 10, 'shared by a carrier (RFC 6598)'],
  ['127.0.0.0', 8, 'loopback (RFC 1122)'],
  ['169.254.0.0', 16, 'link-local (RFC 3927)'],
  ['172.16.0.0', 12, 'private (RFC 1918)'],
  ['192.0.0.0', 24, 'reserved for protocols (RFC 6890)'],
  ['192.0.2.0', 24, 'for documentation (RFC 5737)'],
  ['192.88.99.0', 24, 'a 6to4 relay (RFC 7526)'],
  ['192.168.0.0', 16, 'private (RFC 1918)'],
  ['198.18.0.0', 15, 'for benchmarks (RFC 2544)'],
  ['198.51.100.0', 24, 'for documentation (RFC 5737)'],
  ['203.0.113.0', 24, 'for documentation (RFC 5737)'],
  ['224.0.0.0', 4, 'multicast (RFC 5771)'],
  ['240.0.0.0', 4, 'reserved (RFC 1112)'],
  // It looks public, but only virtual machines of Azure reach it: there it is the platform itself.
  ['168.63.129.16', 32, "the platform of Azure's virtual machines"],
];

/** What IANA has given out of IPv6 as unicast (RFC 4291, 2.4). All else is private, link-local, multicast or reserved. */
const GLOBAL_UNICAST: Range = ['2000::', 3, 'global unicast'];

/** Parts of it that are not public, from the IANA IPv6 Special-Purpose Address Registry. */
const IPV6: readonly Range[] = [
  ['2001::', 23, 'reserved for protocols, among them Teredo (RFC 2928, RFC 4380)'],
  ['2001:db8::', 32, 'for documentation (RFC 3849)'],
  ['2002::', 16, '6to4 (RFC 3056, RFC 7526)'],
  ['3fff::', 20, 'for documentation (RFC 9637)'],
];

/** Ranges whose last 32 bits are an IPv4 address that is really asked: mapped (RFC 4291) and NAT64 (RFC 6052). */
const EMBEDDED: readonly Range[] = [
  ['::ffff:0:0', 96, 'an IPv4 address'],
  ['64:ff9b::', 96, 'an IPv4 address behind NAT64'],
];

/** Names that never mean a public host (RFC 6761, RFC 6762, RFC 8375, and what ICANN reserved for private use). */
const LOCAL_NAME = /(^|\.)(localhost|local|internal|localdomain|home\.arpa)$/;

/** Why an address is not public; undefined if it is. A text that is no IP address is not public either. */
export function whyNotPublic(address: string): string | undefined {
  const bare = address.replace(/%.*$/, '');
  if (isIPv4(bare)) return purposeOf(bare, 'ipv4', ipv4);
  if (!isIPv6(bare)) return 'no IP address';
  if (purposeOf(bare, 'ipv6', embedded) !== undefined) return purposeOf(lastIpv4(bare), 'ipv4', ipv4);
  if (purposeOf(bare, 'ipv6', globalUnicast) === undefined)
    return 'private, link-local, multicast or reserved (RFC 4291)';
  return purposeOf(bare, 'ipv6', ipv6);
}

/** Whether a name is local by what standards say, whatever it resolves to. */
export function isLocalName(host: string): boolean {
  return LOCAL_NAME.test(host.toLowerCase().replace(/\.+$/, ''));
}

type Family = 'ipv4' | 'ipv6';

interface Listed {
  readonly list: BlockList;
  readonly purpose: string;
}

const ipv4 = IPV4.map((range) => listed(range, 'ipv4'));
const ipv6 = IPV6.map((range) => listed(range, 'ipv6'));
const embedded = EMBEDDED.map((range) => listed(range, 'ipv6'));
const globalUnicast = [listed(GLOBAL_UNICAST, 'ipv6')];

function listed([network, prefix, purpose]: Range, family: Family): Listed {
  const list = new BlockList();
  list.addSubnet(network, prefix, family);
  return { list, purpose };
}

function purposeOf(address: string, family: Family, ranges: readonly Listed[]): string | undefined {
  return ranges.find(({ list }) => list.check(address, family))?.purpose;
}

/** The last 32 bits of an IPv6 address, in dots. */
function lastIpv4(address: string): string {
  // The URL parser writes every spelling the same way: in groups of hex digits, also where there were dots.
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(':');
  const [high, low] = groups.slice(-2).map((group) => Number.parseInt(group || '0', 16));
  return [high, low].flatMap((group = 0) => [group >> 8, group & 0xff]).join('.');
}
