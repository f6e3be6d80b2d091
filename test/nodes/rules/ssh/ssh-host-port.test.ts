import { sshHostPort } from '../../../../src/nodes/rules/ssh/ssh-host-port';
import { findings } from '../../../support/findings';

const pod = (port: unknown, list = 'containers') => [
  { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { [list]: [{ name: 'c', image: 'i', ports: [port] }] } },
];

test.each<[string, object[], string[]]>([
  ['no host port', pod({ containerPort: 22 }), []],
  ['host port null', pod({ containerPort: 22, hostPort: null }), []],
  ['host port 0, which is unset', pod({ containerPort: 22, hostPort: 0 }), []],
  [
    'host port 22',
    pod({ containerPort: 8022, hostPort: 22 }),
    ['Pod p spec.containers[0].ports[0].hostPort: container "c" takes port 22 of the node'],
  ],
  ['host port 22, UDP', pod({ containerPort: 8022, hostPort: 22, protocol: 'UDP' }), []],
  [
    'SSH on another host port',
    pod({ containerPort: 22, hostPort: 2222 }),
    ['Pod p spec.containers[0].ports[0].hostPort: container "c" offers SSH (port 22) on port 2222 of the node'],
  ],
  [
    'named SSH on another host port',
    pod({ containerPort: 8022, hostPort: 2222, name: 'sshd' }),
    ['Pod p spec.containers[0].ports[0].hostPort: container "c" offers SSH (port 8022) on port 2222 of the node'],
  ],
  ['another port', pod({ containerPort: 8443, hostPort: 8443 }), []],
  [
    'text',
    pod({ containerPort: 8022, hostPort: '22' }),
    ['? Pod p spec.containers[0].ports[0]: a port of container "c" has the hostPort "22", which is not a port'],
  ],
  [
    'an init container',
    pod({ containerPort: 1, hostPort: 22 }, 'initContainers'),
    ['Pod p spec.initContainers[0].ports[0].hostPort: init container "c" takes port 22 of the node'],
  ],
  [
    'an ephemeral container',
    pod({ containerPort: 1, hostPort: 22 }, 'ephemeralContainers'),
    ['Pod p spec.ephemeralContainers[0].ports[0].hostPort: ephemeral container "c" takes port 22 of the node'],
  ],
])('%s', (_, manifests, expected) => {
  expect(findings(sshHostPort, manifests)).toEqual(expected);
});
