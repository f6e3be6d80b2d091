import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { hostProbesAndHostLifecycle as check } from '../../../kubernetes/pods/security/host-probes';
import { STANDARDS, judgedBy } from '../pod-security-rule';

export const hostProbes = defineRule({
  id: 'workloads/host-probes',
  title: 'Probes and lifecycle hooks must not set the host field',
  description:
    'The kubelet connects to that host from the node and bypasses every NetworkPolicy. Unset and empty pass: the probe then '
    + 'connects to the pod.',
  severity: Severity.MEDIUM,
  fix: 'Remove `host`; to set a virtual host, use the HTTP header `Host`.',
  controls: ['PSS:baseline'],
  sources: [`${STANDARDS}#baseline`],
  bad: examplePod({ container: 'livenessProbe: { httpGet: { host: 10.0.0.1, port: 80 } }' }),
  good: examplePod({ container: 'livenessProbe: { httpGet: { port: 80 } }' }),
  ...judgedBy(check),
});
