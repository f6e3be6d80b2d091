import { sshHostNetwork } from '../../../../src/nodes/rules/ssh/ssh-host-network';
import { findings } from '../../../support/findings';

const pod = (spec: object, container: object = {}, list = 'containers') => [
  { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { ...spec, [list]: [{ name: 'c', image: 'i', ...container }] } },
];
const PORT = { ports: [{ containerPort: 22 }] };
const HOST = { hostNetwork: true };
const RUNS = (place: string) => [`Pod p spec.containers[0].${place}: container "c" runs an SSH server on the node's network`];

test.each<[string, object[], string[]]>([
  ['unset', pod({}, PORT), []],
  ['null', pod({ hostNetwork: null }, PORT), []],
  ['false', pod({ hostNetwork: false }, PORT), []],
  ['text', pod({ hostNetwork: 'true' }, PORT), ['? Pod p spec.hostNetwork: hostNetwork is a string, not a boolean']],
  ['port 22', pod(HOST, PORT), ['Pod p spec.containers[0].ports[0].containerPort: container "c" offers SSH on port 22 of the node']],
  ['UDP 22', pod(HOST, { ports: [{ containerPort: 22, protocol: 'UDP' }] }), []],
  [
    'an init container',
    pod(HOST, PORT, 'initContainers'),
    ['Pod p spec.initContainers[0].ports[0].containerPort: init container "c" offers SSH on port 22 of the node'],
  ],
  [
    'an ephemeral container',
    pod(HOST, PORT, 'ephemeralContainers'),
    ['Pod p spec.ephemeralContainers[0].ports[0].containerPort: ephemeral container "c" offers SSH on port 22 of the node'],
  ],
  ['sshd', pod(HOST, { command: ['sshd', '-D'] }), RUNS('command[0]')],
  ['its image', pod(HOST, { image: 'linuxserver/openssh-server' }), RUNS('image')],
  ['sshd by path', pod(HOST, { command: ['/usr/sbin/sshd'] }), RUNS('command[0]')],
  ['dropbear in arguments', pod(HOST, { command: ['tini', '--'], args: ['dropbear', '-F'] }), RUNS('args[0]')],
  ['in a shell', pod(HOST, { command: ['sh', '-c', 'mkdir -p /run/sshd; exec /usr/sbin/sshd -D -p 2022'] }), RUNS('command[2]')],
  ['as a service', pod(HOST, { command: ['sh', '-c', 'service ssh start && sleep infinity'] }), RUNS('command[2]')],
  ["in the node's root", pod(HOST, { command: ['chroot', '/host', 'systemctl start sshd'] }), RUNS('command[2]')],
  ["sshd off the node's network", pod({}, { command: ['sshd'] }), []],
  ['a client', pod(HOST, { command: ['ssh', 'bastion'] }), []],
  ['a word that only looks alike', pod(HOST, { command: ['sshd-exporter', '--config=/etc/ssh/sshd_config'] }), []],
  ['a command that is not a list', pod(HOST, { command: 'sshd' }), []],
  [
    'containers that are not list',
    [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { hostNetwork: true, containers: {} } }],
    ['? Pod p spec.containers: containers is not a list'],
  ],
])('%s', (_, manifests, expected) => {
  expect(findings(sshHostNetwork, manifests)).toEqual(expected);
});
