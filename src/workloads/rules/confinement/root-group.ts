import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { USER_NAMESPACE } from '../../../kubernetes/pods/security/check';
import { podContext, securityContexts } from '../../../kubernetes/pods/security/read';
import { isUnset, typeName } from '../../../text/json';
import { judgedOn } from '../pod-security-rule';
import { usersWithoutGroup } from './users';

export const rootGroup = defineRule({
  id: 'workloads/root-group',
  title: 'Pods must not set gid 0 in runAsGroup, fsGroup or supplementalGroups',
  description:
    'Files of the image and of the node are often accessible to group 0. An unset group comes from the image and passes, except '
    + 'with a uid: then the runtime uses the group of that uid in `/etc/passwd` of the image, or 0 if it is not listed, so the '
    + 'result is unknown.\n\n'
    + '`runAsGroup` of the pod counts even if every container sets another group. Pods with a user namespace of their own '
    + '(`hostUsers: false`) are exempt: their gid 0 has no rights on the node.',
  severity: Severity.LOW,
  fix: 'Set `runAsGroup`, `fsGroup` and `supplementalGroups` to groups other than 0.',
  controls: ['NSA-CISA:pod-security'],
  sources: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  bad: examplePod({ spec: 'securityContext: { runAsUser: 1000, runAsGroup: 0 }' }),
  good: examplePod({ spec: 'securityContext: { runAsUser: 1000, runAsGroup: 1000 }' }),
  ...judgedOn({
    fields: [
      'spec.securityContext.fsGroup',
      'spec.securityContext.runAsGroup',
      'spec.securityContext.supplementalGroups',
      'spec.containers[*].securityContext.runAsGroup',
    ],
    exempt: USER_NAMESPACE,
    check: groups,
  }),
});

function groups(pod: PodView): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  const judge = (value: unknown, path: string, label: string, verb: string) => {
    if (value === 0) outcomes.push({ path, message: `${label} ${verb} gid 0` });
    else if (!isUnset(value) && typeof value !== 'number') {
      outcomes.push(undecided(path, `a group of ${label} is ${typeName(value)}, not a number`));
    }
  };
  for (const { label, path, fields } of securityContexts(pod)) {
    if (!isUnset(fields.runAsGroup)) judge(fields.runAsGroup, `${path}.runAsGroup`, label, 'runs with');
  }
  for (const { label, path, fields } of usersWithoutGroup(pod)) {
    outcomes.push(
      undecided(
        `${path}.runAsGroup`,
        `${label} states uid ${String(fields.runAsUser)} and no group: it is the one that the image gives to the uid, or 0`,
      ),
    );
  }
  const context = podContext(pod);
  if (!context) return outcomes;
  const { fsGroup, supplementalGroups } = context.fields;
  if (!isUnset(fsGroup)) judge(fsGroup, `${context.path}.fsGroup`, 'the pod', 'gives its volumes');
  if (isUnset(supplementalGroups)) return outcomes;
  const path = `${context.path}.supplementalGroups`;
  if (!Array.isArray(supplementalGroups)) {
    outcomes.push(undecided(path, `supplementalGroups is ${typeName(supplementalGroups)}, not a list`));
  } else supplementalGroups.forEach((value: unknown, index) => judge(value ?? 0, `${path}[${index}]`, 'the pod', 'joins'));
  return outcomes;
}
