import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { hintOnWrites } from '../../../kubernetes/images/well-known-images';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { fillReadOnlyRootFilesystem } from '../../../kubernetes/pods/fill/security-context';
import { fillTemporaryDirectory } from '../../../kubernetes/pods/fill/temporary-directory';
import type { ContainerView } from '../../../kubernetes/pods/pod-view';
import { WINDOWS } from '../../../kubernetes/pods/security/check';
import { isObject, isUnset, typeName } from '../../../text/json';

export const readOnlyRootFilesystem = defineRule({
  id: 'workloads/read-only-root-filesystem',
  title: 'Containers must set readOnlyRootFilesystem: true',
  description:
    'Otherwise an attacker can change files and programs of the container without a trace. Unset is a violation, since the '
    + 'default is writable. Windows pods cannot set the field and are exempt.',
  severity: Severity.LOW,
  fix: 'Set `readOnlyRootFilesystem: true` and mount an `emptyDir` where the program writes.',
  controls: ['NSA-CISA:pod-security'],
  sources: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    'https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF',
  ],
  bad: examplePod(),
  good: examplePod({ container: 'securityContext: { readOnlyRootFilesystem: true }' }),
  fixable: [fillReadOnlyRootFilesystem, fillTemporaryDirectory],
  subject: pods,
  check: (pod) => (WINDOWS.applies(pod) ? NONE : collect(pod.containers, writable)),
});

function writable(container: ContainerView): readonly Outcome[] {
  const {
    spec: { securityContext },
    path: holder,
    label,
  } = container;
  const value = isObject(securityContext) ? securityContext.readOnlyRootFilesystem : undefined;
  if (value === true) return NONE;
  if (!isUnset(securityContext) && !isObject(securityContext)) {
    return [undecided(`${holder}.securityContext`, `securityContext of ${label} is ${typeName(securityContext)}, not a mapping`)];
  }
  const path = `${holder}.securityContext.readOnlyRootFilesystem`;
  if (isUnset(value) || value === false) return [{ path, message: `${label} can write to its root filesystem${hintOnWrites(container)}` }];
  return [undecided(path, `readOnlyRootFilesystem of ${label} is ${typeName(value)}, not a boolean`)];
}
