import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { hostNamespaces as check } from '../../../kubernetes/pods/security/host-namespaces';
import { STANDARDS, judgedBy } from '../pod-security-rule';

export const hostNamespaces = defineRule({
  id: 'workloads/host-namespaces',
  title: 'Pods must not share host namespaces (hostNetwork, hostPID, hostIPC)',
  description:
    'In the namespaces of the host, a pod sees the network traffic, the processes or the shared memory of the node. Unset and '
    + 'false pass.',
  severity: Severity.HIGH,
  fix: 'Remove `hostNetwork`, `hostPID` and `hostIPC`.',
  controls: ['PSS:baseline', 'CIS-2.0:5.2.3', 'CIS-2.0:5.2.4', 'CIS-2.0:5.2.5', 'NSA-CISA:pod-security'],
  sources: [`${STANDARDS}#baseline`],
  bad: examplePod({ spec: 'hostPID: true' }),
  good: examplePod({ spec: 'hostPID: false' }),
  ...judgedBy(check),
});
