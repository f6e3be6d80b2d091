import * as fc from 'fast-check';
import { Port } from '../../src';

test.each([
  [Port.tcp(5432), 'TCP 5432', { protocol: 'TCP', port: 5432 }],
  [Port.udp(53), 'UDP 53', { protocol: 'UDP', port: 53 }],
  [Port.sctp(1), 'SCTP 1', { protocol: 'SCTP', port: 1 }],
  [Port.tcpRange(8000, 8100), 'TCP 8000-8100', { protocol: 'TCP', port: 8000, endPort: 8100 }],
  [Port.udpRange(1, 65_535), 'UDP 1-65535', { protocol: 'UDP', port: 1, endPort: 65_535 }],
  [Port.sctpRange(7, 7), 'SCTP 7', { protocol: 'SCTP', port: 7 }],
])('%s', (port, text, entry) => {
  expect(String(port)).toBe(text);
  expect(port._toPolicyPort()).toEqual(entry);
});

test.each([
  [() => Port.tcp(0), 'Port.tcp(0): 0 is not a port, so nothing could listen there. Write an integer from 1 to 65535.'],
  [() => Port.udp(65_536), 'Port.udp(65536): 65536 is not a port, so nothing could listen there. Write an integer from 1 to 65535.'],
  [() => Port.sctp(1.5), 'Port.sctp(1.5): 1.5 is not a port, so nothing could listen there. Write an integer from 1 to 65535.'],
  [() => Port.tcp(NaN), 'Port.tcp(NaN): NaN is not a port, so nothing could listen there. Write an integer from 1 to 65535.'],
  [
    () => Port.tcp('80' as unknown as number),
    'Port.tcp("80"): "80" is not a port, so nothing could listen there. Write an integer from 1 to 65535.',
  ],
  [
    () => Port.tcpRange(9000, 8000),
    'Port.tcpRange(9000, 8000): the range ends at 8000, before its start 9000, so it holds no port. Write 8000, 9000.',
  ],
  [
    () => Port.udpRange(1, 70_000),
    'Port.udpRange(1, 70000): 70000 is not a port, so nothing could listen there. Write an integer from 1 to 65535.',
  ],
])('refusal %#', (make, message) => {
  expect(make).toThrow(new Error(message));
});

test('any pair of numbers gives a valid range or the documented error', () => {
  const number = fc.oneof(fc.integer({ min: -5, max: 70_000 }), fc.double());
  fc.assert(
    fc.property(number, number, (first, last) => {
      const valid = Number.isInteger(first) && Number.isInteger(last) && first >= 1 && first <= last && last <= 65_535;
      if (!valid) return expect(() => Port.tcpRange(first, last)).toThrow(/^Port\.tcpRange\(.*\): /);
      const { port, endPort = port } = Port.tcpRange(first, last)._toPolicyPort();
      return expect([port, endPort]).toEqual([first, last]);
    }),
  );
});
