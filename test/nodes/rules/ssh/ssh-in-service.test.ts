import { sshInService } from '../../../../src/nodes/rules/ssh/ssh-in-service';
import { findings } from '../../../support/findings';

const service = (port: unknown, spec: object = { selector: { app: 'a' } }) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 's', namespace: 'n' },
  spec: { ports: [port], ...spec },
});
const pod = (labels: object, port: object, namespace = 'n') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace, labels },
  spec: { containers: [{ name: 'c', image: 'i', ports: [port] }] },
});
const at = (field: string, because: string, label = '2022') => [`Service n/s spec.ports[0].${field}: port ${label} offers SSH: ${because}`];
const slice = (port: object, name = 's') => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'sl', namespace: 'n', labels: { 'kubernetes.io/service-name': name } },
  ports: [port],
});

const server = (fields: object) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'n', labels: { app: 'a' } },
  spec: { containers: [{ name: 'c', image: 'i', ...fields }] },
});
const RUNS = 'leads to container "c", which runs an SSH server';
const OPEN = 'is 2222, where SSH servers in containers listen, and nothing in the input says what listens there';

test.each<[object, string, string]>([
  [{ port: 'web' }, 'port', 'the port "web" is not a port'],
  [{ port: '2222' }, 'port', 'the port "2222" is not a port'],
  [{ port: 1.5 }, 'port', 'the port 1.5 is not a port'],
  [{ port: 80, nodePort: 'web' }, 'nodePort', 'the nodePort "web" is not a port'],
  [{ port: 80, targetPort: '2222' }, 'targetPort', 'the targetPort "2222" is not a port'],
  [{ port: 80, targetPort: '' }, 'targetPort', 'the targetPort "" is not a port'],
  [{ port: 2222, targetPort: null }, 'port', `its port ${OPEN}`],
])('%j is unknown', (port, field, message) => {
  expect(findings(sshInService, [service(port)])).toEqual([`? Service n/s spec.ports[0].${field}: ${message}`]);
});

test.each<[string, object[], string[]]>([
  [
    '2222 of an SSH image',
    [service({ port: 2222 }), server({ image: 'lscr.io/linuxserver/openssh-server:latest' })],
    at('port', `its port 2222 ${RUNS}`, '2222'),
  ],
  [
    '2222 behind another port',
    [service({ port: 8022, targetPort: 2222 }), server({ image: 'linuxserver/openssh-server' })],
    at('targetPort', `its targetPort 2222 ${RUNS}`, '8022'),
  ],
  [
    'the port of its command',
    [service({ port: 2200, targetPort: 2200 }), server({ command: ['/usr/sbin/sshd', '-D', '-p', '2200'] })],
    at('targetPort', `its targetPort 2200 ${RUNS}`, '2200'),
  ],
  [
    'a port that an SSH image declares',
    [service({ port: 2200 }), server({ image: 'panubo/sshd', ports: [{ containerPort: 2200 }] })],
    at('port', `its port 2200 ${RUNS}`, '2200'),
  ],
  [
    'a named port of an SSH image',
    [service({ port: 80, targetPort: 'main' }), server({ image: 'atmoz/sftp', ports: [{ name: 'main', containerPort: 8022 }] })],
    at('targetPort', 'its targetPort "main" is port 8022 of container "c", which runs an SSH server', '80'),
  ],
  ['another port of a pod with sshd', [service({ port: 8080 }), server({ command: ['sh', '-c', '/usr/sbin/sshd; exec app'] })], []],
  ['2222 without its pods', [service({ port: 2222 })], [`? Service n/s spec.ports[0].port: its port ${OPEN}`]],
  [
    '2222 of a port without a name',
    [service({ port: 80, targetPort: 2222 }), server({ ports: [{ containerPort: 2222 }] })],
    [`? Service n/s spec.ports[0].targetPort: its targetPort ${OPEN}`],
  ],
  ['2222 of a port named otherwise', [service({ port: 2222 }), server({ ports: [{ name: 'http', containerPort: 2222 }] })], []],
  ['2222 as its own port alone', [service({ port: 2222, targetPort: 8080 })], []],
  ['named for git over SSH', [service({ port: 2022, name: 'git-ssh' })], at('name', 'it is named git-ssh', 'git-ssh')],
  ['a name that only looks alike', [service({ port: 443, name: 'sshowcase' })], []],
  ['another port', [service({ port: 443, targetPort: 8443 })], []],
  ['port 22', [service({ port: 22 })], at('port', 'its port is 22', '22')],
  ['target port 22', [service({ port: 2022, targetPort: 22 })], at('targetPort', 'its targetPort is 22')],
  ['node port 22', [service({ port: 2022, nodePort: 22 })], at('nodePort', 'its nodePort is 22')],
  ['UDP', [service({ port: 22, protocol: 'UDP' })], []],
  [
    'a protocol that is none',
    [service({ port: 22, protocol: 'tcp' })],
    ['? Service n/s spec.ports[0].protocol: the protocol "tcp" is none'],
  ],
  ['named ssh', [service({ port: 2022, name: 'ssh' })], at('name', 'it is named ssh', 'ssh')],
  ['application protocol', [service({ port: 2022, appProtocol: 'ssh' })], at('appProtocol', 'its appProtocol is ssh')],
  ['a target named ssh', [service({ port: 2022, targetPort: 'ssh' })], at('targetPort', 'its targetPort is named ssh')],
  ['text for a port', [service({ port: '22' })], ['? Service n/s spec.ports[0].port: the port "22" is not a port']],
  [
    'digits for a target port',
    [service({ port: 2022, targetPort: '22' })],
    ['? Service n/s spec.ports[0].targetPort: the targetPort "22" is not a port'],
  ],
  ['a port that is not a mapping', [service(22)], ['? Service n/s spec.ports[0]: the port is a number, not a mapping']],
  ['ports that are not list', [service(0, { ports: { port: 22 } })], ['? Service n/s spec.ports: the ports are a mapping, not a list']],
  ['no ports', [service(0, { ports: null })], []],
  ['no spec', [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 's' } }], ['? Service s spec: the Service has no spec']],
  ['an alias', [service({ port: 22 }, { type: 'ExternalName', externalName: 'git.example.com' })], []],
  [
    'a named target: port 22 of a pod with more labels than the selector',
    [service({ port: 2022, targetPort: 'admin' }), pod({ app: 'a', version: 'v1' }, { name: 'admin', containerPort: 22 })],
    at('targetPort', 'its targetPort "admin" is port 22 of a pod that it selects'),
  ],
  [
    'a named target: another port',
    [service({ port: 2022, targetPort: 'admin' }), pod({ app: 'a' }, { name: 'admin', containerPort: 8022 })],
    [],
  ],
  [
    'a named target: a pod with fewer labels is not selected',
    [
      service({ port: 2022, targetPort: 'admin' }, { selector: { app: 'a', tier: 't' } }),
      pod({ app: 'a' }, { name: 'admin', containerPort: 22 }),
    ],
    [
      '? Service n/s spec.ports[0].targetPort: the targetPort "admin" cannot be looked up: no pod of the input has the labels of the '
        + 'selector',
    ],
  ],
  [
    'a named target: a pod of another namespace is not selected',
    [service({ port: 2022, targetPort: 'admin' }), pod({ app: 'a' }, { name: 'admin', containerPort: 22 }, 'm')],
    [
      '? Service n/s spec.ports[0].targetPort: the targetPort "admin" cannot be looked up: no pod of the input has the labels of the '
        + 'selector',
    ],
  ],
  [
    'a named target: UDP 22',
    [service({ port: 2022, targetPort: 'admin' }), pod({ app: 'a' }, { name: 'admin', containerPort: 22, protocol: 'UDP' })],
    [],
  ],
  [
    'a named target: a pod without it',
    [service({ port: 2022, targetPort: 'admin' }), pod({ app: 'a' }, { name: 'web', containerPort: 22 })],
    [],
  ],
  [
    'a named target: one pod of two',
    [
      service({ port: 2022, targetPort: 'admin' }),
      pod({ app: 'a' }, { name: 'admin', containerPort: 8022 }),
      pod({ app: 'a' }, { name: 'admin', containerPort: 22 }),
    ],
    at('targetPort', 'its targetPort "admin" is port 22 of a pod that it selects'),
  ],
  [
    'labels named like members of Object',
    [
      service({ port: 2022, targetPort: 'admin' }, { selector: { constructor: 'x', __proto__: null } }),
      pod({ app: 'a' }, { name: 'admin', containerPort: 22 }),
    ],
    [
      '? Service n/s spec.ports[0].targetPort: the targetPort "admin" cannot be looked up: no pod of the input has the labels of the '
        + 'selector',
    ],
  ],
  [
    'no selector: its slices',
    [service({ port: 2022 }, {}), slice({ port: 22 })],
    ['Service n/s spec.ports: port 22 offers SSH: EndpointSlice sl leads to port 22'],
  ],
  ['no selector: UDP slices', [service({ port: 2022 }, {}), slice({ port: 22, protocol: 'UDP' })], []],
  ['no selector: slices of another Service', [service({ port: 2022 }, {}), slice({ port: 22 }, 'other')], []],
  [
    'no selector: its Endpoints',
    [
      service({ port: 2022 }, {}),
      { apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 's', namespace: 'n' }, subsets: [{ ports: [{ name: 'adm', port: 22 }] }] },
    ],
    ['Service n/s spec.ports: port adm offers SSH: Endpoints s leads to port 22'],
  ],
  ["a selector: slices are the controller's", [service({ port: 2022 }), slice({ port: 22 })], []],
])('%s', (_, manifests, expected) => {
  expect(findings(sshInService, manifests)).toEqual(expected);
});
