import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
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
  bad: examplePod({ spec: 'securityContext: { sysctls: [{ name: kernel.msgmax, value: "65536" }] }' }),
  good: examplePod({ spec: 'securityContext: { sysctls: [{ name: net.ipv4.tcp_syncookies, value: "1" }] }' }),
  ...judgedBy(check),
});
