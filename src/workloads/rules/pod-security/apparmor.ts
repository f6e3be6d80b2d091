import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { appArmorProfile as check } from '../../../kubernetes/pods/security/app-armor';
import { STANDARDS, judgedBy } from '../pod-security-rule';

export const appArmor = defineRule({
  id: 'workloads/apparmor',
  title: 'Pods must not disable AppArmor',
  description:
    'The field and the legacy annotation count. Unset passes: hosts that support AppArmor then apply the profile of the '
    + 'runtime. An empty annotation counts as unset; an empty type does not.',
  severity: Severity.MEDIUM,
  fix: 'Remove the profile, or set the type to `RuntimeDefault` or `Localhost`.',
  controls: ['PSS:baseline', 'NSA-CISA:pod-security'],
  sources: [`${STANDARDS}#baseline`, 'https://kubernetes.io/docs/tutorials/security/apparmor/'],
  bad: examplePod({ container: 'securityContext: { appArmorProfile: { type: Unconfined } }' }),
  good: examplePod({ container: 'securityContext: { appArmorProfile: { type: RuntimeDefault } }' }),
  ...judgedBy(check),
});
