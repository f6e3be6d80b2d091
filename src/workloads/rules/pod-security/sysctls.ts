import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { sysctls as check } from '../../../kubernetes/pods/security/sysctls';
import { STANDARDS, judgedBy } from '../pod-security-rule';

export const sysctls = defineRule({
  id: 'workloads/sysctls',
  title: 'Pods must not set unsafe sysctls',
  description:
    'Safe sysctls affect only the pod; newer Kubernetes releases allow more of them. Names are compared exactly: the form of a '
    + 'safe name with slashes is a violation.',
  severity: Severity.MEDIUM,
  fix: 'Remove the sysctl, or set it on the node.',
  controls: ['PSS:baseline'],
  sources: [`${STANDARDS}#baseline`, 'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/'],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { securityContext: { sysctls: [{ name: kernel.msgmax, '
    + 'value: "65536" }] }, containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { securityContext: { sysctls: [{ name: net.ipv4.tcp_syncookies, '
    + 'value: "1" }] }, containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  ...judgedBy(check),
});
