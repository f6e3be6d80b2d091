import * as fc from 'fast-check';
import { Cidr } from '../../../src/kubernetes/network/cidr';
import { METADATA_ADDRESSES } from '../../../src/kubernetes/network/metadata-addresses';

test.each(['10.0.0.0/8', '0.0.0.0/0', '192.0.2.7/32', '::/0', '2001:db8::/32', 'fe80::1/128'])('%s is a range', (text) =>
  expect(Cidr.of(text).text).toBe(text),
);
test('IPv6 is written in canonical form', () => expect(Cidr.of('2001:0DB8:0:0::/32').text).toBe('2001:db8::/32'));

test.each<[unknown, string]>([
  ['10.0.0.1', '"10.0.0.1" has no mask, so it is not a range. For this one address write "10.0.0.1/32".'],
  ['::1', '"::1" has no mask, so it is not a range. For this one address write "::1/128".'],
  ['bastion', '"bastion" has no mask, so it is not a range. Write a range such as "10.0.0.0/8".'],
  ['', '"" has no mask, so it is not a range. Write a range such as "10.0.0.0/8".'],
  ['10.0.0.1/8', '"10.0.0.1/8" has bits set behind its mask, so it is unclear which range is meant. Write "10.0.0.0/8".'],
  ['10.0.0.0/33', '"10.0.0.0/33" is not an IPv4 range. Write one such as "10.0.0.0/8".'],
  ['10.0.0.0/08', '"10.0.0.0/08" has no valid mask length. Write a range such as "10.0.0.0/8".'],
  ['10.0.0.0/', '"10.0.0.0/" has no valid mask length. Write a range such as "10.0.0.0/8".'],
  ['10.0.0.0/-1', '"10.0.0.0/-1" has no valid mask length. Write a range such as "10.0.0.0/8".'],
  ['010.0.0.0/8', '"010.0.0.0/8" is not an IPv4 range. Write one such as "10.0.0.0/8".'],
  ['999.0.0.0/8', '"999.0.0.0/8" is not an IPv4 range. Write one such as "10.0.0.0/8".'],
  ['10.1/16', '"10.1/16" is not an IPv4 range. Write one such as "10.0.0.0/8".'],
  ['::ffff:10.0.0.0/104', '"::ffff:10.0.0.0/104" is not an IPv6 range. Write one such as "2001:db8::/32".'],
  ['fe80::%eth0/64', '"fe80::%eth0/64" is not an IPv6 range. Write one such as "2001:db8::/32".'],
  ['2001:db8::/129', '"2001:db8::/129" is not an IPv6 range. Write one such as "2001:db8::/32".'],
  [' 10.0.0.0/8', '" 10.0.0.0/8" is not an IPv4 range. Write one such as "10.0.0.0/8".'],
  [undefined, 'undefined is not a range of addresses. Write one as text, such as "10.0.0.0/8".'],
])('%j is refused', (text, message) => expect(() => Cidr.of(text as string)).toThrow(new Error(message)));

test.each([
  ['10.0.0.0/8', '10.1.0.0/16', true],
  ['10.1.0.0/16', '10.0.0.0/8', false],
  ['10.0.0.0/8', '10.0.0.0/8', true],
  ['0.0.0.0/0', '::/0', false],
  ['::/0', '2001:db8::/32', true],
  ['10.0.0.0/9', '10.128.0.0/9', false],
  ['169.254.0.0/16', '169.254.169.254/32', true],
])('%s contains %s: %s', (outer, inner, expected) => expect(Cidr.of(outer).contains(Cidr.of(inner))).toBe(expected));

test('every metadata address is one address', () =>
  expect(METADATA_ADDRESSES.map((text) => Cidr.of(text)).filter((cidr) => cidr.prefixLength !== (cidr.family === 4 ? 32 : 128))).toEqual(
    [],
  ));

test('any text is read or refused with words, and what is read reads the same again', () => {
  const octets = fc.array(fc.integer({ min: -1, max: 300 }), { minLength: 3, maxLength: 5 }).map((parts) => parts.join('.'));
  const text = fc.oneof(
    fc.string(),
    fc.tuple(fc.oneof(octets, fc.ipV4(), fc.ipV6()), fc.integer({ min: -2, max: 140 })).map(([a, n]) => `${a}/${n}`),
  );
  fc.assert(
    fc.property(text, (range) => {
      const parsed = Cidr._parse(range);
      if (typeof parsed === 'string') return expect(parsed).toMatch(/\.$/);
      expect(Cidr.of(parsed.text).text).toBe(parsed.text);
      expect(parsed.contains(parsed) && parsed.overlaps(parsed)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
