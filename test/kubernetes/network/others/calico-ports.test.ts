import { calicoPorts } from '../../../../src/kubernetes/network/others/calico-ports';
import type { PolicyFault } from '../../../../src/kubernetes/network/policy-peers';

/** `TCP 80-90, …`; undefined for every port. */
function read(rule: object): string | undefined {
  const faults: PolicyFault[] = [];
  const ports = calicoPorts({ ...rule }, 'p', faults);
  expect(faults).toEqual([]);
  return ports?.map(({ protocol, first, last }) => `${protocol} ${first}${last === first ? '' : `-${last}`}`).join(', ');
}
const tcp = (destination: object) => ({ protocol: 'TCP', destination });

test.each<[object, string | undefined]>([
  [{}, undefined],
  [{ protocol: null, destination: {} }, undefined],
  [{ protocol: 'TCP' }, 'TCP 1-65535'],
  [{ protocol: 'udp' }, 'UDP 1-65535'],
  [{ protocol: 6 }, 'TCP 1-65535'],
  [{ protocol: 17 }, 'UDP 1-65535'],
  [{ protocol: 132 }, 'SCTP 1-65535'],
  [{ protocol: 'ICMP' }, ''],
  [{ protocol: 1 }, ''],
  [{ notProtocol: 'TCP' }, ''],
  [{ notProtocol: 6 }, ''],
  [{ notProtocol: 'UDP' }, undefined],
  [{ protocol: 'UDP', notProtocol: 'TCP' }, 'UDP 1-65535'],
  [{ destination: { ports: [80] } }, 'TCP 80'],
  [{ destination: { notPorts: [80] } }, 'TCP 1-79, TCP 81-65535'],
  [tcp({ ports: [80, '443', '8000:9000'] }), 'TCP 80, TCP 443, TCP 8000-9000'],
  [tcp({ ports: ['0:10'] }), 'TCP 1-10'],
  [tcp({ ports: ['80:90'], notPorts: ['85:87'] }), 'TCP 80-84, TCP 88-90'],
  [tcp({ ports: ['80:90'], notPorts: [80, 90] }), 'TCP 81-89'],
  [tcp({ ports: ['80:90'], notPorts: [79, 91] }), 'TCP 80-90'],
  [tcp({ ports: ['80:90'], notPorts: ['70:80'] }), 'TCP 81-90'],
  [tcp({ ports: ['80:90'], notPorts: ['90:95'] }), 'TCP 80-89'],
  [tcp({ ports: [80], notPorts: ['1:100'] }), ''],
])('%j', (rule, expected) => expect(read(rule)).toBe(expected));
