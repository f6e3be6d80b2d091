import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { securityContexts, type SecurityContext } from '../../../kubernetes/pods/security/read';
import { asObject, isUnset, typeName } from '../../../text/json';
import { judgedOn } from '../pod-security-rule';

export const windowsAdministrator = defineRule({
  id: 'workloads/windows-administrator',
  title: 'Windows containers must not run as ContainerAdministrator',
  description:
    'ContainerAdministrator corresponds to uid 0 on Linux. The field of the pod counts even if every container sets another '
    + 'user. Case and the domain `User Manager` are ignored. Unset passes: `workloads/run-as-non-root` then makes the kubelet '
    + 'reject an image with that user.',
  severity: Severity.MEDIUM,
  fix: 'Set `windowsOptions.runAsUserName: ContainerUser`.',
  sources: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/',
    'https://kubernetes.io/docs/concepts/security/windows-security/',
  ],
  bad: examplePod({ spec: 'os: { name: windows }, securityContext: { windowsOptions: { runAsUserName: ContainerAdministrator } }' }),
  good: examplePod({ spec: 'os: { name: windows }, securityContext: { windowsOptions: { runAsUserName: ContainerUser } }' }),
  ...judgedOn({
    fields: ['spec.securityContext.windowsOptions.runAsUserName', 'spec.containers[*].securityContext.windowsOptions.runAsUserName'],
    check: (pod) => securityContexts(pod).flatMap(administrator),
  }),
});

const ADMINISTRATOR = /^(user manager\\)?containeradministrator$/i;

function administrator({ label, path, fields }: SecurityContext): readonly Outcome[] {
  if (isUnset(fields.windowsOptions)) return NONE;
  const user = asObject(fields.windowsOptions).runAsUserName;
  if (isUnset(user)) return NONE;
  const place = `${path}.windowsOptions.runAsUserName`;
  if (typeof user !== 'string') return [undecided(place, `the user of ${label} is ${typeName(user)}, not a string`)];
  return ADMINISTRATOR.test(user) ? [{ path: place, message: `${label} runs as ContainerAdministrator` }] : NONE;
}
