import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { appArmorProfile as check } from '../../../kubernetes/pods/security/app-armor';
import { STANDARDS, judgedBy } from '../pod-security-rule';

/**
 * AppArmor may not be switched off, by field or by the older annotation.
 *
 * Unset passes: supported hosts then apply the runtime's profile. An empty annotation counts as unset, an empty type does not.
 */
export const appArmor = defineRule({
  id: 'workloads/apparmor',
  title: 'AppArmor must not be switched off',
  severity: Severity.MEDIUM,
  fix: 'Remove the profile, or set the type to `RuntimeDefault` or `Localhost`.',
  controls: ['PSS:baseline', 'NSA-CISA:pod-security'],
  sources: [`${STANDARDS}#baseline`, 'https://kubernetes.io/docs/tutorials/security/apparmor/'],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, '
    + 'securityContext: { appArmorProfile: { type: Unconfined } } }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, '
    + 'securityContext: { appArmorProfile: { type: RuntimeDefault } } }] } }',
  ...judgedBy(check),
});
