import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { hostPorts as check } from '../../../kubernetes/pods/security/host-ports';
import { STANDARDS, judgedBy } from '../pod-security-rule';

export const hostPorts = defineRule({
  id: 'workloads/host-ports',
  title: 'Containers must not use host ports (hostPort)',
  description:
    'Traffic to a host port bypasses NetworkPolicies. Unset and 0 pass, except with `hostNetwork`: the API server then sets '
    + '`hostPort` to the `containerPort`.',
  severity: Severity.MEDIUM,
  fix: 'Remove `hostPort` and publish the port with a Service.',
  controls: ['PSS:baseline', 'CIS-2.0:5.2.12'],
  sources: [`${STANDARDS}#baseline`],
  bad: examplePod({ container: 'ports: [{ containerPort: 8080, hostPort: 8080 }]' }),
  good: examplePod({ container: 'ports: [{ containerPort: 8080 }]' }),
  ...judgedBy(check),
});
