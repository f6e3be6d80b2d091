import { containerPorts, namedPort, portListFault } from '../../../src/kubernetes/pods/container-ports';
import { podViews } from '../../../src/kubernetes/pods/pod-view';
import { inventoryOf } from '../../support/findings';

const podOf = (spec: object) => podViews(inventoryOf([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec }]))[0]!;
const only = (ports: unknown) => podOf({ containers: [{ name: 'c', ports }] }).containers[0]!;
const read = (port: unknown) =>
  containerPorts(only([port])).map(({ name, port: number, hostPort, protocol, fault }) => [name, number, hostPort, protocol, fault])[0];

test.each<[unknown, unknown[]]>([
  [{ containerPort: 80 }, ['', 80, undefined, 'TCP', undefined]],
  [{ name: 'http', containerPort: 80, hostPort: 8080, protocol: 'UDP' }, ['http', 80, 8080, 'UDP', undefined]],
  [{ containerPort: 80, hostPort: 0, protocol: '' }, ['', 80, undefined, 'TCP', undefined]],
  [{ containerPort: 80, hostPort: null, protocol: null, name: null }, ['', 80, undefined, 'TCP', undefined]],
  [{ name: 'http' }, ['http', undefined, undefined, 'TCP', 'a port of container "c" has no containerPort']],
  [{ containerPort: null }, ['', undefined, undefined, 'TCP', 'a port of container "c" has no containerPort']],
  [{ containerPort: '80' }, ['', undefined, undefined, 'TCP', 'a port of container "c" has the containerPort "80", which is not a port']],
  [{ containerPort: 80, hostPort: '80' }, ['', 80, undefined, 'TCP', 'a port of container "c" has the hostPort "80", which is not a port']],
  [{ containerPort: 80, protocol: 'tcp' }, ['', 80, undefined, 'tcp', 'a port of container "c" has the protocol "tcp", which is none']],
  [{ containerPort: 80, protocol: 6 }, ['', 80, undefined, 'TCP', 'a port of container "c" has the protocol 6, which is none']],
  ['http', ['', undefined, undefined, 'TCP', 'a port of container "c" is a string, not a mapping']],
  [null, ['', undefined, undefined, 'TCP', 'a port of container "c" is null, not a mapping']],
])('%j', (port, expected) => expect(read(port)).toEqual(expected));

test('ports have their place, and are read once', () => {
  const container = only([{ containerPort: 80 }, { containerPort: 81 }]);
  expect(containerPorts(container).map(({ path }) => path)).toEqual(['spec.containers[0].ports[0]', 'spec.containers[0].ports[1]']);
  expect(containerPorts(container)).toBe(containerPorts(container));
});

test.each<[unknown, unknown]>([
  [undefined, undefined],
  [null, undefined],
  [[], undefined],
  [{ containerPort: 80 }, { path: 'spec.containers[0].ports', message: 'the ports of container "c" are a mapping, not a list' }],
])('the list %j', (ports, expected) => {
  expect([containerPorts(only(ports)), portListFault(only(ports))]).toEqual([[], expected]);
});

test('a name leads to the first port of that name and protocol in what runs as long as the pod', () => {
  const ports = (port: number, protocol?: string) => [{ name: 'admin', containerPort: port, protocol }];
  const pod = podOf({
    initContainers: [
      { name: 'setup', ports: ports(1) },
      { name: 'mesh', restartPolicy: 'Always', ports: ports(2, 'UDP') },
    ],
    containers: [
      { name: 'api', ports: ports(3) },
      { name: 'log', ports: ports(4) },
    ],
    ephemeralContainers: [{ name: 'debug', ports: ports(5, 'SCTP') }],
  });
  expect(['TCP', 'UDP', 'SCTP'].map((protocol) => namedPort(pod, 'admin', protocol)?.port)).toEqual([3, 2, undefined]);
  expect(namedPort(pod, 'other', 'TCP')).toBeUndefined();
});
