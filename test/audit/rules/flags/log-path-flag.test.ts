import { logPathFlag } from '../../../../src/audit/rules/flags/log-path-flag';
import { apiServerPod, cluster } from '../../../support/audit';
import { findings } from '../../../support/findings';

const LOG = { env: [{ name: 'LOG', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }] };

test.each<[string, object, string[]]>([
  ['a file', cluster({ 'audit-log-path': '/var/log/audit.log' }), []],
  ['standard output', apiServerPod(['--audit-log-path=-']), []],
  ['standard output by its device', apiServerPod(['--audit-log-path=/dev/stdout']), []],
  ['standard output of the first process', apiServerPod(['--audit-log-path=/proc/1/fd/1']), []],
  ...['/dev/null', '/dev/zero', '/dev/full', '//dev/./null', '/var/../dev/null'].map((path): [string, object, string[]] => [
    path,
    apiServerPod([`--audit-log-path=${path}`]),
    [`Pod kube-system/kube-apiserver spec.containers[0].command[1]: --audit-log-path is ${path}, so audit events are written nowhere`],
  ]),
  ['a sink, and a webhook', cluster({ 'audit-log-path': '/dev/null', 'audit-webhook-config-file': '/etc/w' }), []],
  ['a file of that name', cluster({ 'audit-log-path': '/var/log/dev/null' }), []],
  ['a webhook alone', cluster({ 'audit-webhook-config-file': '/w' }), []],
  [
    'neither',
    cluster({}),
    ['ClusterConfiguration cluster apiServer.extraArgs: --audit-log-path is not set, so audit events are written nowhere'],
  ],
  [
    'empty',
    apiServerPod(['--audit-log-path=']),
    ['Pod kube-system/kube-apiserver spec.containers[0].command[1]: --audit-log-path is empty, so audit events are written nowhere'],
  ],
  [
    'both empty',
    cluster({ 'audit-log-path': '', 'audit-webhook-config-file': '' }),
    ['ClusterConfiguration cluster apiServer.extraArgs[0].value: --audit-log-path is empty, so audit events are written nowhere'],
  ],
  ...['--audit-log-path=$(LOG)', '--audit-webhook-config-file=$(LOG)'].map((flag): [string, object, string[]] => [
    `${flag}, which is not known`,
    apiServerPod([flag], {}, LOG),
    [
      `? Pod kube-system/kube-apiserver spec.containers[0].command[1]: ${flag.split('=')[0]} is not known: LOG in it is not known (it `
        + 'takes its value from Secret a)',
    ],
  ]),
])('%s', (_, manifest, expected) => {
  expect(findings(logPathFlag, [manifest])).toEqual(expected);
});
