import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { ComponentFlags, Flag } from '../../../kubernetes/components/component-flags';
import { NONE } from '../../../kubernetes/objects/collect';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { sharesNode } from '../../../kubernetes/objects/node-files';
import { namespaceOf } from '../../../kubernetes/objects/object';
import { asObject, asString } from '../../../text/json';
import { apiServers, textFlag, unclearFlags } from '../subjects';
import { hostPathOf, mountFor, mountsOf, pathInVolume, type Mount } from './mounts';

export const policyFilePresent = defineRule({
  id: 'audit/policy-file-present',
  title: 'The input must contain the audit policy that --audit-policy-file names',
  description:
    'If the policy is not in the input, no other rule checks it, so what the API server records is unknown. A file at that path '
    + 'that is not an audit policy is a violation.\n\n'
    + 'Host files are matched by their path on the node, through the mounts of the API server. An audit policy in plain YAML '
    + 'input has no path, so it is taken to be the one that the flag names. If the flag names a file in a mounted ConfigMap, the '
    + 'key must exist; the policy in it is not checked, so the result is unknown.',
  severity: Severity.MEDIUM,
  fix: 'Add the audit policy to the input, under the path that --audit-policy-file names.',
  controls: ['CIS-2.0:3.2.1'],
  sources: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/'],
  bad:
    'apiVersion: v1\n'
    + 'kind: Pod\n'
    + 'metadata: { name: kube-apiserver, namespace: hosted }\n'
    + 'spec:\n'
    + '  containers:\n'
    + '  - { name: kube-apiserver, image: registry.k8s.io/kube-apiserver, command: [kube-apiserver, '
    + '--audit-policy-file=/audit/policy.yaml], volumeMounts: [{ name: audit, mountPath: /audit, readOnly: true }] }\n'
    + '  volumes: [{ name: audit, configMap: { name: audit } }]\n'
    + '---\n'
    + 'apiVersion: v1\n'
    + 'kind: ConfigMap\n'
    + 'metadata: { name: audit, namespace: hosted }\n'
    + 'data: { audit.yaml: "" }',
  good: `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
metadata: { name: cluster }
apiServer: { extraArgs: [{ name: audit-policy-file, value: /etc/kubernetes/audit/policy.yaml }] }
---
apiVersion: audit.k8s.io/v1
kind: Policy
metadata: { name: audit }
rules: [{ level: Metadata }]`,
  subject: apiServers,
  check: requireFile,
});

function requireFile(server: ComponentFlags, { inventory }: CheckContext): readonly Outcome[] {
  const unclear = unclearFlags(server, ['audit-policy-file']);
  const flag = textFlag(server, 'audit-policy-file');
  if (unclear.length > 0 || !flag) return unclear;
  const mount = mountFor(mountsOf(server), flag.value);
  if (mount?.volume === 'configMap') return inConfigMap(server, flag, mount, inventory);
  const hostPath = (mount && hostPathOf(mount, flag.value)) ?? flag.value;
  const policies = inventory.byKind('audit.k8s.io', 'Policy');
  if (policies.some(({ origin }) => origin.hostPath === hostPath && sharesNode(origin, server.object.origin))) return NONE;
  if (inventory.files.has(hostPath, server.object.origin)) {
    return [{ path: flag.path, message: `the host file ${hostPath} is not an audit policy` }];
  }
  if (policies.some(({ origin }) => origin.hostPath === undefined)) return NONE;
  return [undecided(flag.path, `the audit policy ${hostPath} is not in the input, so what the API server records is not known`)];
}

function inConfigMap({ object }: ComponentFlags, { path, value }: Flag, mount: Mount, inventory: Inventory): readonly Outcome[] {
  const { name, items } = asObject(mount.source.configMap);
  const file = pathInVolume(mount, value);
  const key = Array.isArray(items) ? asString(asObject(items.find((item) => asObject(item).path === file)).key) : file;
  const map = inventory.find('', 'ConfigMap', namespaceOf(object), asString(name) ?? '');
  if (!map) return [undecided(path, `the ConfigMap of ${value} is not in the input, so what the API server records is not known`)];
  if (key === undefined || !Object.hasOwn(asObject(map.json.data), key)) {
    return [{ path, message: `ConfigMap ${map.name} has no ${file} for --audit-policy-file` }];
  }
  return [undecided(path, `the audit policy is in ConfigMap ${map.name}; policies in ConfigMaps are not checked`)];
}
