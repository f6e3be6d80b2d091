import { Cidr } from '../../kubernetes/network/cidr';
import { METADATA_ADDRESSES } from '../../kubernetes/network/metadata-addresses';
import { WIDEST } from '../address-space';

/** Names of sources and pools: no character of one ends a comment, a text or a path. */
export const SOURCE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

/** Ranges from which no client of a node comes. Source: https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry */
const NOBODY: readonly (readonly [Cidr, string])[] = (
  [
    ['0.0.0.0/8', 'addresses that no packet comes from'],
    ['127.0.0.0/8', 'the node itself'],
    ['169.254.0.0/16', 'link-local: every neighbour, and the cloud metadata service'],
    ['224.0.0.0/4', 'multicast groups'],
    ['240.0.0.0/4', 'reserved'],
    ['::/127', 'the node itself'],
    ['::ffff:0:0/96', 'IPv4 written as IPv6, which no packet on the wire carries'],
    ['64:ff9b::/96', 'all of IPv4 behind a NAT64'],
    ['2001::/32', 'Teredo: all of IPv4 behind a tunnel'],
    ['2002::/16', '6to4: all of IPv4 behind a tunnel'],
    ['fe80::/10', 'link-local: every neighbour on the same link, pods among them'],
    ['ff00::/8', 'multicast groups'],
  ] as const
).map(([range, meaning]) => [Cidr.of(range), meaning] as const);

const METADATA = METADATA_ADDRESSES.map((address) => Cidr.of(address));

/** What is special about a range, so that no client of a node comes from it; undefined when nothing is. */
export function whyNobody(range: Cidr): string | undefined {
  const found = NOBODY.find(
    ([special]) => special.contains(range) || (range.prefixLength >= WIDEST[range.family]! && range.contains(special)),
  );
  if (found) return `${found[1]} (${found[0]})`;
  return METADATA.some((address) => address.contains(range)) ? 'a cloud metadata service, which opens no connections' : undefined;
}
