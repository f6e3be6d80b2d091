import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { windowsHostProcess as check } from '../../../kubernetes/pods/security/windows-host-process';
import { STANDARDS, judgedBy } from '../pod-security-rule';

export const windowsHostProcess = defineRule({
  id: 'workloads/windows-host-process',
  title: 'Windows pods must not use HostProcess containers',
  description:
    'Such a container has the access of `privileged` on Linux. Unset and false pass. The field of the pod counts even if every '
    + 'container sets another value.',
  severity: Severity.CRITICAL,
  fix: 'Remove `windowsOptions.hostProcess`.',
  controls: ['PSS:baseline', 'CIS-2.0:5.2.10'],
  sources: [`${STANDARDS}#baseline`, 'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/'],
  bad: examplePod({ container: 'securityContext: { windowsOptions: { hostProcess: true } }' }),
  good: examplePod({ container: 'securityContext: { windowsOptions: { hostProcess: false } }' }),
  ...judgedBy(check),
});
