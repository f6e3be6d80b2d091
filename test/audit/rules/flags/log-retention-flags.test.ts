import { logRetentionFlags } from '../../../../src/audit/rules/flags/log-retention-flags';
import { apiServerPod, cluster } from '../../../support/audit';
import { findings } from '../../../support/findings';

const LOG = { env: [{ name: 'LOG', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }] };
const ENOUGH = { 'audit-log-maxage': '30', 'audit-log-maxbackup': '10', 'audit-log-maxsize': '100' };
const at = (index: number) => `ClusterConfiguration cluster apiServer.extraArgs[${index}].value`;
const log = (flags: Record<string, string>) => cluster({ 'audit-log-path': '/var/log/audit.log', ...flags });

test.each<[string, object, string[]]>([
  ['just enough', log(ENOUGH), []],
  ['no log that is kept', apiServerPod(['--audit-log-path=/dev/null']), []],
  ...['path', 'maxage', 'maxbackup', 'maxsize'].map((name): [string, object, string[]] => [
    `${name} is not known`,
    apiServerPod(['--audit-log-path=/var/log/a', `--audit-log-${name}=$(LOG)`], {}, LOG),
    [
      `? Pod kube-system/kube-apiserver spec.containers[0].command[2]: --audit-log-${name} is not known: LOG in it is not known (it takes `
        + 'its value from Secret a)',
    ],
  ]),
  [
    'one less of each',
    log({ 'audit-log-maxage': '29', 'audit-log-maxbackup': '9', 'audit-log-maxsize': '99' }),
    [
      `${at(1)}: --audit-log-maxage is 29 days, less than 30`,
      `${at(2)}: --audit-log-maxbackup is 9 files, less than 10`,
      `${at(3)}: --audit-log-maxsize is 99 megabytes, less than 100`,
    ],
  ],
  [
    'zero',
    log({ 'audit-log-maxage': '0', 'audit-log-maxbackup': '0', 'audit-log-maxsize': '0' }),
    [
      `${at(1)}: --audit-log-maxage is 0, so old logs are never removed by age`,
      `${at(2)}: --audit-log-maxbackup is 0, so old logs are kept without limit until the disk is full`,
      `${at(3)}: --audit-log-maxsize is 0, so the log is rotated at no stated size`,
    ],
  ],
  ['octal, as Go reads it: 036 is 30, 035 is 29', log({ ...ENOUGH, 'audit-log-maxage': '036' }), []],
  ['octal, too little', log({ ...ENOUGH, 'audit-log-maxage': '035' }), [`${at(1)}: --audit-log-maxage is 29 days, less than 30`]],
  ['hexadecimal', log({ ...ENOUGH, 'audit-log-maxage': '0x1e' }), []],
  [
    'what the server rejects',
    log({ 'audit-log-maxage': '30d', 'audit-log-maxbackup': '-1', 'audit-log-maxsize': '' }),
    [
      `? ${at(1)}: --audit-log-maxage is "30d", which kube-apiserver rejects`,
      `? ${at(2)}: --audit-log-maxbackup is "-1", which kube-apiserver rejects`,
      `? ${at(3)}: --audit-log-maxsize is "", which kube-apiserver rejects`,
    ],
  ],
  [
    'a number in place of text',
    {
      ...cluster({}),
      apiServer: {
        extraArgs: [
          { name: 'audit-log-path', value: '/a/b' },
          { name: 'audit-log-maxage', value: 30 },
        ],
      },
    },
    [
      '? ClusterConfiguration cluster apiServer.extraArgs[1].value: --audit-log-maxage is not known: its value is not a string, so '
        + 'kubeadm rejects it',
    ],
  ],
  ['no log file', cluster({ 'audit-webhook-config-file': '/w' }), []],
  [
    'standard output',
    apiServerPod(['--audit-log-path=-']),
    [
      '? Pod kube-system/kube-apiserver spec.containers[0].command[1]: the audit log goes to standard output, and its retention is not '
        + 'set here',
    ],
  ],
])('%s', (_, manifest, expected) => {
  expect(findings(logRetentionFlags, [manifest])).toEqual(expected);
});

test.each<[string, string[]]>([
  [
    '1.35',
    [
      'ClusterConfiguration cluster apiServer.extraArgs: --audit-log-maxage is not set, so old logs are never removed by age',
      'ClusterConfiguration cluster apiServer.extraArgs: --audit-log-maxbackup is not set, so old logs are kept without limit until '
        + 'the disk is full',
      'ClusterConfiguration cluster apiServer.extraArgs: --audit-log-maxsize is not set, so the log is rotated at no stated size',
    ],
  ],
  ['1.36', []],
])('unset on %s', (kubernetes, expected) => {
  expect(findings(logRetentionFlags, [log({})], { kubernetes })).toEqual(expected);
});
