import { sshContainer } from '../../../../src/nodes/rules/ssh/ssh-container';
import { findings } from '../../../support/findings';

const pod = (spec: object) => [
  { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image: 'i' }], ...spec } },
];
const container = (...ports: unknown[]) => pod({ containers: [{ name: 'c', image: 'i', ports }] });

test.each<[string, object[], string[]]>([
  ['no ports', pod({}), []],
  ['an empty list', container(), []],
  ['null ports', pod({ containers: [{ name: 'c', ports: null }] }), []],
  [
    '22, protocol unset',
    container({ containerPort: 22 }),
    ['Pod p spec.containers[0].ports[0].containerPort: container "c" offers SSH on port 22'],
  ],
  [
    '22, protocol TCP',
    container({ containerPort: 22, protocol: 'TCP' }),
    ['Pod p spec.containers[0].ports[0].containerPort: container "c" offers SSH on port 22'],
  ],
  [
    '22, protocol null',
    container({ containerPort: 22, protocol: null }),
    ['Pod p spec.containers[0].ports[0].containerPort: container "c" offers SSH on port 22'],
  ],
  ['22, UDP', container({ containerPort: 22, protocol: 'UDP' }), []],
  ['22, SCTP', container({ containerPort: 22, protocol: 'SCTP' }), []],
  [
    '22, a protocol that is none',
    container({ containerPort: 22, protocol: 'tcp' }),
    ['? Pod p spec.containers[0].ports[0]: a port of container "c" has the protocol "tcp", which is none'],
  ],
  [
    '22, and again with a protocol that is none',
    container({ containerPort: 22 }, { containerPort: 22, protocol: 'tcp' }),
    [
      'Pod p spec.containers[0].ports[0].containerPort: container "c" offers SSH on port 22',
      '? Pod p spec.containers[0].ports[1]: a port of container "c" has the protocol "tcp", which is none',
    ],
  ],
  ['2222', container({ containerPort: 2222 }), []],
  [
    '2222 of an SSH image',
    pod({ containers: [{ name: 'c', image: 'linuxserver/openssh-server', ports: [{ containerPort: 2222 }] }] }),
    ['Pod p spec.containers[0].ports[0].containerPort: container "c" offers SSH on port 2222'],
  ],
  [
    'an SSH image without ports',
    pod({ containers: [{ name: 'c', image: 'registry.example.com/tools/openssh-server:9' }] }),
    [
      'Pod p spec.containers[0].image: container "c" runs an SSH server on a port that it does not declare: the image '
        + 'tools/openssh-server is an SSH server',
    ],
  ],
  [
    'sshd beside a program with a port',
    pod({ containers: [{ name: 'c', image: 'i', command: ['sh', '-c', 'sshd && app'], ports: [{ containerPort: 8080 }] }] }),
    [
      'Pod p spec.containers[0].command[2]: container "c" runs an SSH server on a port that it does not declare: it starts sshd or '
        + 'dropbear',
    ],
  ],
  ['an image that only looks alike', pod({ containers: [{ name: 'c', image: 'example/openssh-exporter' }] }), []],
  ["on the node's network, which another rule tells", pod({ hostNetwork: true, containers: [{ name: 'c', command: ['sshd'] }] }), []],
  [
    '2222 named ssh',
    container({ containerPort: 2222, name: 'ssh' }),
    ['Pod p spec.containers[0].ports[0].containerPort: container "c" offers SSH on port 2222'],
  ],
  [
    'the second of two',
    container({ containerPort: 443 }, { containerPort: 22 }),
    ['Pod p spec.containers[0].ports[1].containerPort: container "c" offers SSH on port 22'],
  ],
  [
    'text',
    container({ containerPort: '22' }),
    ['? Pod p spec.containers[0].ports[0]: a port of container "c" has the containerPort "22", which is not a port'],
  ],
  ['unset', container({}), ['? Pod p spec.containers[0].ports[0]: a port of container "c" has no containerPort']],
  [
    'a port that is not a mapping',
    container(22),
    ['? Pod p spec.containers[0].ports[0]: a port of container "c" is a number, not a mapping'],
  ],
  [
    'ports that are not list',
    pod({ containers: [{ name: 'c', ports: { containerPort: 22 } }] }),
    ['? Pod p spec.containers[0].ports: the ports of container "c" are a mapping, not a list'],
  ],
  ['containers that are not list', pod({ containers: 22 }), ['? Pod p spec.containers: containers is not a list']],
  [
    'an init container',
    pod({ initContainers: [{ name: 'i', ports: [{ containerPort: 22 }] }] }),
    ['Pod p spec.initContainers[0].ports[0].containerPort: init container "i" offers SSH on port 22'],
  ],
  [
    'an ephemeral container',
    pod({ ephemeralContainers: [{ name: 'e', ports: [{ containerPort: 22 }] }] }),
    ['Pod p spec.ephemeralContainers[0].ports[0].containerPort: ephemeral container "e" offers SSH on port 22'],
  ],
  [
    'a CronJob',
    [
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'j' },
        spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: 'c', ports: [{ containerPort: 22 }] }] } } } } },
      },
    ],
    ['CronJob j spec.jobTemplate.spec.template.spec.containers[0].ports[0].containerPort: container "c" offers SSH on port 22'],
  ],
  [
    'another kind',
    [
      {
        apiVersion: 'example.com/v1',
        kind: 'Pod',
        metadata: { name: 'p' },
        spec: { containers: [{ name: 'c', ports: [{ containerPort: 22 }] }] },
      },
    ],
    [],
  ],
])('%s', (_, manifests, expected) => {
  expect(findings(sshContainer, manifests)).toEqual(expected);
});
