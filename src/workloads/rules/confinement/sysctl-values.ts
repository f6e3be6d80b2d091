import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { entriesOf, podContext } from '../../../kubernetes/pods/security/read';
import { isUnset, typeName } from '../../../text/json';
import { judgedOn } from '../pod-security-rule';

export const sysctlValues = defineRule({
  id: 'workloads/sysctl-values',
  title: 'Sysctl values must not contain + or =',
  description:
    'With these characters, CRI-O before 1.23.2 (CVE-2022-0811) sets kernel parameters other than the one that is named. The '
    + 'name of the sysctl does not matter: the attack used safe sysctls. No valid value contains them. Unset and empty values '
    + 'pass.',
  severity: Severity.MEDIUM,
  fix: 'Write the plain value, without `+` and `=`.',
  sources: [
    'https://github.com/cri-o/cri-o/security/advisories/GHSA-6x2m-w449-qwx7',
    'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/',
  ],
  bad: examplePod({ spec: 'securityContext: { sysctls: [{ name: kernel.shm_rmid_forced, value: "1+kernel.core_pattern=|/evil.sh" }] }' }),
  good: examplePod({ spec: 'securityContext: { sysctls: [{ name: kernel.shm_rmid_forced, value: "1" }] }' }),
  ...judgedOn({
    writtenOnly: true,
    fields: ['spec.securityContext.sysctls'],
    check: (pod) => (pod.securityContext.sysctls === undefined ? [] : smuggling(pod)),
  }),
});

function smuggling(pod: PodView): Outcome[] {
  const context = podContext(pod)!;
  return entriesOf(context.fields.sysctls).flatMap(([index, { name, value }]) => {
    if (isUnset(value)) return [];
    const path = `${context.path}.sysctls[${index}].value`;
    const label = typeof name === 'string' ? `the sysctl ${JSON.stringify(name)}` : `sysctl ${index}`;
    if (typeof value !== 'string') return [undecided(path, `the value of ${label} is ${typeName(value)}, not a string`)];
    return /[+=]/.test(value) ? [{ path, message: `the value of ${label} holds ${value.includes('+') ? '+' : '='}` }] : [];
  });
}
