import { defineRule, undecided, type Outcome } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { typeName } from '../../model/json';
import { WINDOWS } from '../../model/pod-security/check';
import { containerContext, isUnset } from '../../model/pod-security/read';
import type { PodView } from '../../model/pod-view';
import { pods } from '../pod-security-rule';

/**
 * No container may write to its own root filesystem: what is changed there, programs included, nobody sees.
 *
 * Unset fails: the default is writable. Windows pods are exempt: they cannot set it.
 */
export const readOnlyRootFilesystem = defineRule({
  id: 'workloads/read-only-root-filesystem',
  title: 'Containers must have a read-only root filesystem',
  severity: Severity.LOW,
  fix: 'Set `readOnlyRootFilesystem: true` and mount an `emptyDir` where the program writes.',
  controls: ['NSA-CISA:pod-security'],
  sources: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/', 'https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF'],
  bad: '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  good: '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, securityContext: { readOnlyRootFilesystem: true } }] } }',
  subject: pods,
  revisions: [{ since: '1.0', check: (pod) => (WINDOWS.applies(pod) ? [] : writable(pod)) }],
});

function writable(pod: PodView): Outcome[] {
  return pod.containers.flatMap((container) => {
    const context = containerContext(container);
    if (!context) return [undecided(`${container.path}.securityContext`, `securityContext of ${container.label} is ${typeName(container.spec.securityContext)}, not a mapping`)];
    const value = context.fields.readOnlyRootFilesystem;
    const path = `${context.path}.readOnlyRootFilesystem`;
    if (value === true) return [];
    if (isUnset(value) || value === false) return [{ path, message: `${container.label} can write to its root filesystem` }];
    return [undecided(path, `readOnlyRootFilesystem of ${container.label} is ${typeName(value)}, not a boolean`)];
  });
}
