import { fileMounts } from '../../../../src/audit/rules/flags/file-mounts';
import { apiServerPod, cluster } from '../../../support/audit';
import { findings } from '../../../support/findings';

const POLICY = '/etc/kubernetes/audit/policy.yaml';
const LOG = '/var/log/kubernetes/audit/audit.log';
const volume = (mountPath: string, readOnly?: boolean) => ({
  name: 'v',
  hostPath: mountPath,
  mountPath,
  ...(readOnly === undefined ? {} : { readOnly }),
});
const kubeadm = (flags: Record<string, string>, ...extraVolumes: object[]) => cluster(flags, { extraVolumes });
const at = (index: number) => `ClusterConfiguration cluster apiServer.extraVolumes[${index}]`;
const none = 'ClusterConfiguration cluster apiServer.extraVolumes';

describe('kubeadm', () => {
  test.each<[string, object, string[]]>([
    ['no audit flags', cluster({}), []],
    [
      'all mounted',
      kubeadm({ 'audit-policy-file': POLICY, 'audit-log-path': LOG }, volume(POLICY, true), volume('/var/log/kubernetes/audit', false)),
      [],
    ],
    ['a folder around it', kubeadm({ 'audit-policy-file': POLICY }, volume('/etc/kubernetes/', true)), []],
    [
      'nothing mounted',
      cluster({ 'audit-policy-file': POLICY, 'audit-log-path': LOG, 'audit-webhook-config-file': '/etc/w' }),
      [
        `${none}: /etc/kubernetes/audit/policy.yaml (--audit-policy-file) is on no mount, so the API server does not find it`,
        `${none}: /etc/w (--audit-webhook-config-file) is on no mount, so the API server does not find it`,
        `${none}: ${LOG} (--audit-log-path) is on no mount, so it is lost with the container`,
      ],
    ],
    [
      'a folder that only begins alike',
      kubeadm({ 'audit-policy-file': POLICY }, volume('/etc/kubernetes/aud', true)),
      [`${none}: ${POLICY} (--audit-policy-file) is on no mount, so the API server does not find it`],
    ],
    ['what kubeadm mounts itself', cluster({ 'audit-policy-file': '/etc/kubernetes/pki/audit.yaml' }), []],
    ['another folder of certificates', cluster({ 'audit-policy-file': '/pki/audit.yaml' }, {}, { certificatesDir: '/pki' }), []],
    [
      'a log where kubeadm mounts read-only',
      cluster({ 'audit-log-path': '/etc/kubernetes/pki/audit.log' }),
      [`${none}: /etc/kubernetes/pki/audit.log (--audit-log-path) is on a read-only mount, so no event can be written`],
    ],
    [
      'a policy that can be written',
      kubeadm({ 'audit-policy-file': POLICY }, volume(POLICY)),
      [`${at(0)}: ${POLICY} (--audit-policy-file) is on a writable mount, so the API server could change it`],
    ],
    [
      'readOnly as text',
      kubeadm({ 'audit-policy-file': POLICY }, { ...volume(POLICY), readOnly: 'true' }),
      [`${at(0)}: ${POLICY} (--audit-policy-file) is on a writable mount, so the API server could change it`],
    ],
    [
      'a log that cannot be written',
      kubeadm({ 'audit-log-path': LOG }, volume('/var/log/kubernetes/audit', true)),
      [`${at(0)}: ${LOG} (--audit-log-path) is on a read-only mount, so no event can be written`],
    ],
    [
      'a log that is a mount',
      kubeadm({ 'audit-log-path': LOG }, volume(LOG)),
      [`${at(0)}: ${LOG} (--audit-log-path) is a mount itself, so it cannot be rotated`],
    ],
    [
      'the innermost mount counts',
      kubeadm({ 'audit-policy-file': POLICY }, volume('/etc/kubernetes', true), volume('/etc/kubernetes/audit')),
      [`${at(1)}: ${POLICY} (--audit-policy-file) is on a writable mount, so the API server could change it`],
    ],
    ['standard output', cluster({ 'audit-log-path': '-' }), []],
    ['its device', cluster({ 'audit-log-path': '/dev/stdout' }), []],
    ['a sink', cluster({ 'audit-log-path': '/dev/null' }), []],
    [
      'no absolute path',
      cluster({ 'audit-policy-file': 'policy.yaml' }),
      [
        '? ClusterConfiguration cluster apiServer.extraArgs[0].value: --audit-policy-file is "policy.yaml", no absolute path, so its '
          + 'place is not known',
      ],
    ],
    [
      'volumes of a wrong type',
      cluster({ 'audit-policy-file': POLICY }, { extraVolumes: 'all' }),
      [`${none}: ${POLICY} (--audit-policy-file) is on no mount, so the API server does not find it`],
    ],
  ])('%s', (_, manifest, expected) => {
    expect(findings(fileMounts, [manifest])).toEqual(expected);
  });
});

describe('static pods', () => {
  const pod = (flag: string, volumes: unknown, mounts: unknown) => apiServerPod([flag], { volumes }, { volumeMounts: mounts });
  const mount = 'Pod kube-system/kube-apiserver spec.containers[0].volumeMounts';
  test.each<[string, object, string[]]>([
    [
      'a host path',
      pod(
        `--audit-log-path=${LOG}`,
        [{ name: 'l', hostPath: { path: '/var/log/x' } }],
        [{ name: 'l', mountPath: '/var/log/kubernetes/audit' }],
      ),
      [],
    ],
    [
      'an emptyDir',
      pod(`--audit-log-path=${LOG}`, [{ name: 'l', emptyDir: {} }], [{ name: 'l', mountPath: '/var/log/kubernetes/audit' }]),
      [`${mount}[0]: ${LOG} (--audit-log-path) is on an emptyDir, so it is lost with the pod`],
    ],
    [
      'a volume that is not there',
      pod(`--audit-log-path=${LOG}`, undefined, [{ name: 'l', mountPath: '/var/log' }]),
      [`${mount}[0]: ${LOG} (--audit-log-path) is on a mount whose volume is not there`],
    ],
    [
      'no mounts',
      pod(`--audit-policy-file=${POLICY}`, [{ name: 'p', hostPath: { path: POLICY } }], undefined),
      [`${mount}: ${POLICY} (--audit-policy-file) is on no mount, so the API server does not find it`],
    ],
    [
      'mounts that are not mappings',
      pod(`--audit-policy-file=${POLICY}`, [null], ['p', { mountPath: 1, name: 'p' }]),
      [`${mount}: ${POLICY} (--audit-policy-file) is on no mount, so the API server does not find it`],
    ],
    [
      'a config map',
      pod(
        `--audit-policy-file=${POLICY}`,
        [{ name: 'p', configMap: { name: 'p' } }],
        [{ name: 'p', mountPath: '/etc/kubernetes/audit', readOnly: true }],
      ),
      [],
    ],
  ])('%s', (_, manifest, expected) => {
    expect(findings(fileMounts, [manifest])).toEqual(expected);
  });
});
