import { policyFilePresent } from '../../../../src/audit/rules/flags/policy-file-present';
import { Registry } from '../../../../src/engine/registry';
import { run } from '../../../../src/engine/run';
import { Inventory } from '../../../../src/kubernetes/objects/inventory';
import type { FileText } from '../../../../src/kubernetes/objects/node-files';
import { toKubeObject } from '../../../../src/kubernetes/objects/object';
import { parseMinor } from '../../../../src/kubernetes/releases/versions';
import { apiServerPod, cluster, policyOf } from '../../../support/audit';
import { findings } from '../../../support/findings';

const PATH = '/etc/kubernetes/audit/policy.yaml';
const FLAG = `--audit-policy-file=${PATH}`;
const POLICY = policyOf([{ level: 'Metadata' }]);
const missing = (path: string) => `the audit policy ${path} is not in the input, so what the API server records is not known`;

test.each<[string, object[], string[]]>([
  ['no flag', [cluster({})], []],
  [
    'a path that is not known',
    [apiServerPod(['--audit-policy-file=$(A)'], {}, { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }] })],
    [
      '? Pod kube-system/kube-apiserver spec.containers[0].command[1]: --audit-policy-file is not known: A in it is not known (it takes '
        + 'its value from Secret a)',
    ],
  ],
  [
    'nothing else in the input',
    [cluster({ 'audit-policy-file': PATH })],
    [`? ClusterConfiguration cluster apiServer.extraArgs[0].value: ${missing(PATH)}`],
  ],
  ['a policy of plain input', [cluster({ 'audit-policy-file': PATH }), POLICY], []],
  [
    'a config map that has it',
    [
      apiServerPod(
        [FLAG],
        { volumes: [{ name: 'p', configMap: { name: 'audit' } }] },
        { volumeMounts: [{ name: 'p', mountPath: '/etc/kubernetes/audit' }] },
      ),
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'audit', namespace: 'kube-system' }, data: { 'policy.yaml': '' } },
    ],
    [
      '? Pod kube-system/kube-apiserver spec.containers[0].command[1]: the audit policy is in ConfigMap audit; policies in ConfigMaps '
        + 'are not checked',
    ],
  ],
  [
    'a config map that lacks it',
    [
      apiServerPod(
        [FLAG],
        { volumes: [{ name: 'p', configMap: { name: 'audit', items: [{ key: 'a', path: 'other.yaml' }] } }] },
        { volumeMounts: [{ name: 'p', mountPath: '/etc/kubernetes/audit' }] },
      ),
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'audit', namespace: 'kube-system' }, data: { 'policy.yaml': '' } },
    ],
    ['Pod kube-system/kube-apiserver spec.containers[0].command[1]: ConfigMap audit has no policy.yaml for --audit-policy-file'],
  ],
  [
    'a config map that has it under another key',
    [
      apiServerPod(
        [FLAG],
        {
          volumes: [
            {
              name: 'p',
              configMap: {
                name: 'audit',
                items: [
                  { key: 'b', path: 'other.yaml' },
                  { key: 'a', path: 'policy.yaml' },
                ],
              },
            },
          ],
        },
        { volumeMounts: [{ name: 'p', mountPath: '/etc/kubernetes/audit' }] },
      ),
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'audit', namespace: 'kube-system' }, data: { a: '' } },
    ],
    [
      '? Pod kube-system/kube-apiserver spec.containers[0].command[1]: the audit policy is in ConfigMap audit; policies in ConfigMaps '
        + 'are not checked',
    ],
  ],
  [
    'no name of a config map, beside one whose name is generated',
    [
      apiServerPod(
        [FLAG],
        { volumes: [{ name: 'p', configMap: { name: '' } }] },
        { volumeMounts: [{ name: 'p', mountPath: '/etc/kubernetes/audit' }] },
      ),
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'audit-', namespace: 'kube-system' }, data: {} },
    ],
    [
      `? Pod kube-system/kube-apiserver spec.containers[0].command[1]: the ConfigMap of ${PATH} is not in the input, so what the API `
        + 'server records is not known',
    ],
  ],
  [
    'a config map elsewhere',
    [
      apiServerPod(
        [FLAG],
        { volumes: [{ name: 'p', configMap: { name: 'audit' } }] },
        { volumeMounts: [{ name: 'p', mountPath: '/etc/kubernetes/audit' }] },
      ),
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'audit', namespace: 'default' }, data: {} },
    ],
    [
      `? Pod kube-system/kube-apiserver spec.containers[0].command[1]: the ConfigMap of ${PATH} is not in the input, so what the API `
        + 'server records is not known',
    ],
  ],
])('%s', (_, manifests, expected) => {
  expect(findings(policyFilePresent, manifests)).toEqual(expected);
});

function withHostFiles(
  manifests: readonly object[],
  files: readonly FileText[],
  ...objects: { json: object; hostPath: string }[]
): string[] {
  const inventory = new Inventory(
    [...manifests.map((json) => toKubeObject(json, {})!), ...objects.map(({ json, hostPath }) => toKubeObject(json, { hostPath })!)],
    files,
  );
  return run({
    inventory,
    registry: new Registry([policyFilePresent]),
    profile: { name: 'test', title: 'test', includes: () => true },
    kubernetes: parseMinor('1.37'),
    asOf: '2026-11-23',
    waivers: [],
  }).findings.map(({ status, path, message }) => `${status} ${path}: ${message}`);
}

describe('host files', () => {
  const server = cluster(
    { 'audit-policy-file': PATH },
    { extraVolumes: [{ name: 'p', hostPath: '/srv/audit', mountPath: '/etc/kubernetes/audit' }] },
  );
  test('found by their path on the node', () => {
    expect(withHostFiles([server], [], { json: POLICY, hostPath: '/srv/audit/policy.yaml' })).toEqual([]);
  });
  test('another path is another file', () => {
    expect(withHostFiles([server], [], { json: POLICY, hostPath: PATH })).toEqual([
      `unknown apiServer.extraArgs[0].value: ${missing('/srv/audit/policy.yaml')}`,
    ]);
  });
  test('a file that is not a policy', () => {
    expect(withHostFiles([server], [{ path: '/srv/audit/policy.yaml', content: 'x', origin: {} }])).toEqual([
      'violation apiServer.extraArgs[0].value: the host file /srv/audit/policy.yaml is not an audit policy',
    ]);
  });
});
