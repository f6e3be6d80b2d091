import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { windowsHostProcess as check } from '../../../kubernetes/pods/security/windows-host-process';
import { STANDARDS, judgedBy } from '../pod-security-rule';

/**
 * No Windows container may be a process of its host, which is what `privileged` is on Linux.
 *
 * Unset and false pass. The pod's own field counts even where every container says otherwise.
 */
export const windowsHostProcess = defineRule({
  id: 'workloads/windows-host-process',
  title: 'Windows containers must not be processes of the host',
  severity: Severity.CRITICAL,
  fix: 'Remove `windowsOptions.hostProcess`.',
  controls: ['PSS:baseline', 'CIS-1.12:5.2.10'],
  sources: [`${STANDARDS}#baseline`, 'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/'],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, '
    + 'securityContext: { windowsOptions: { hostProcess: true } } }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, '
    + 'securityContext: { windowsOptions: { hostProcess: false } } }] } }',
  ...judgedBy(check),
});
